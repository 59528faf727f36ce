"""Put a banner at the top of pages, or change it (C26)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from preau.access.bands import bands_changed
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.news.audience import READING
from preau.news.events import BannerWritten
from preau.news.models import Banner
from preau.news.policies import may_raise_banner
from preau.news.rules import BANNER_LENGTH, LONGEST_BANNER_DAYS


@dataclass(frozen=True, slots=True)
class BannerWords:
    """What a banner says, how grave it is, when, to whom: profiles, functions (`f:EDU`); empty: everybody."""

    text: str
    level: str
    begins_at: datetime
    ends_at: datetime
    audience: tuple[str, ...] = ()


@action
def write_banner(
    *, actor: Actor, school_ids: Sequence[int], said: BannerWords, banner_id: int | None = None, seen: int = 0,
    origin: str = "", key: uuid.UUID | None = None,
) -> int:  # fmt: skip
    """A new one for these schools, or the one that has `banner_id`: whoever put it away sees it again. `seen` is
    the version that was shown. Sent twice with the same `key`, it is one. Returns its id.

    Errors: `NotAllowed` unless all these schools, and those of the banner, are the actor's to address;
    `NotPossible`, with its field, for what does not hold or when somebody changed it since.
    """
    if not may_raise_banner(actor, school_ids):
        raise NotAllowed
    _check(said)
    banner = _banner(actor, banner_id, key)
    if banner_id is None and banner.pk:
        return banner.pk
    if banner_id is not None:
        if banner.version != seen:
            raise NotPossible(
                _("Quelqu’un a changé ce bandeau entre-temps\u202f: rechargez la page, puis recommencez.")
            )
        banner.version += 1
    banner.schools, banner.origin = sorted(set(school_ids)), origin
    banner.text, banner.level, banner.audience = said.text.strip(), said.level, sorted(set(said.audience))
    banner.begins_at, banner.ends_at, banner.withdrawn_at = said.begins_at, said.ends_at, None
    banner.save()
    bands_changed()
    record(_written(actor, banner), actor=actor)
    return banner.pk


def banner_to_change(actor: Actor, banner_id: int) -> Banner:
    """One that the actor may change or take down: all its schools are hers to address."""
    banner = Banner.objects.select_for_update().filter(pk=banner_id).first()
    if banner is None or not may_raise_banner(actor, banner.schools):
        raise NotAllowed
    return banner


def _banner(actor: Actor, banner_id: int | None, key: uuid.UUID | None) -> Banner:
    if banner_id is not None:
        return banner_to_change(actor, banner_id)
    known = Banner.objects.filter(written_by_id=actor.person_id, key=key).first() if key else None
    return known or Banner(written_by_id=actor.person_id, written_at=clock.now(), key=key)


def _written(actor: Actor, banner: Banner) -> BannerWritten:
    school_id = None if actor.is_a(Profile.AGENT) else banner.schools[0]
    return BannerWritten(school_id, banner.pk, list(banner.schools))


def _check(said: BannerWords) -> None:
    if not said.text.strip() or len(said.text.strip()) > BANNER_LENGTH:
        raise NotPossible(
            _("Dites-le en une phrase, de %(most)s caractères au plus.") % {"most": BANNER_LENGTH}, field="text"
        )
    if said.level not in Banner.Level.values:
        raise NotAllowed
    if said.ends_at <= max(said.begins_at, clock.now()):
        raise NotPossible(_("La fin vient après le début, et après maintenant."), field="ends_at")
    if said.ends_at - said.begins_at > timedelta(days=LONGEST_BANNER_DAYS):
        raise NotPossible(
            _("Un bandeau reste %(most)s jours au plus\u202f: ce qui reste toujours ne se lit plus.")
            % {"most": LONGEST_BANNER_DAYS},
            field="ends_at",
        )
    if any(one not in READING and not one.startswith("f:") for one in said.audience):
        raise NotAllowed
