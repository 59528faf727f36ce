"""Say how one wants to be told outside of the page: channels, categories, quiet hours (capability C33)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.foundation.rooms.manifest import When
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.outreach.contacts import kinds
from preau.outreach.events import OutreachChosen
from preau.outreach.models import Channels, KindChoice, QuietChoice
from preau.outreach.rules import DIGEST_HOURS


@dataclass(frozen=True, slots=True)
class OwnQuiet:
    """When the digest leaves; quiet hours added to those of the school (both or none)."""

    digest_hour: int
    since: time | None = None
    until: time | None = None


@action
def choose_outreach(
    *, actor: Actor, by_mail: bool, by_sms: bool, whens: Mapping[str, str], quiet: OwnQuiet
) -> None:
    """The page of Préau tells in any case. `whens`: category -> how soon; one that is not said stays.

    Errors: `NotAllowed` for a passer-by, or a category, a delay or an hour that does not exist; `NotPossible` for
    an urgent category that one would not be told of at once, or half a stretch of quiet hours.
    """
    known = kinds()
    if actor.is_anonymous or quiet.digest_hour not in DIGEST_HOURS:
        raise NotAllowed
    if not set(whens) <= set(known) or not set(whens.values()) <= set(When):
        raise NotAllowed
    for kind, when in whens.items():
        if known[kind].is_urgent and when != When.AT_ONCE:
            raise NotPossible(_("Ce qui est urgent se dit toujours aussitôt."), field=kind)
    if (quiet.since is None) != (quiet.until is None):
        raise NotPossible(
            _("Donnez le début et la fin de votre pause, ou ni l’un ni l’autre."), field="quiet_from"
        )
    now = clock.now()
    Channels.objects.update_or_create(
        person_id=actor.person_id, defaults={"by_mail": by_mail, "by_sms": by_sms, "changed_at": now}
    )
    for kind, when in sorted(whens.items()):
        KindChoice.objects.update_or_create(person_id=actor.person_id, kind=kind, defaults={"when": when})
    QuietChoice.objects.update_or_create(
        person_id=actor.person_id,
        defaults={"digest_hour": quiet.digest_hour, "quiet_from": quiet.since, "quiet_until": quiet.until},
    )
    record(OutreachChosen(actor.person_id), actor=actor)
