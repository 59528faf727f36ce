"""Suspend messaging: whoever is concerned writes nothing from now on, and goes on reading."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.vigilance.events import MessagingSuspended
from preau.vigilance.models import Freeze
from preau.vigilance.perimeter import perimeter
from preau.vigilance.policies import FREEZE
from preau.vigilance.rules import SUSPENDED


@action
def suspend_messaging(
    *,
    actor: Actor,
    school_ids: Iterable[int],
    profiles: Iterable[str],
    reason: str,
    expected_on: date | None,
    key: UUID,
    is_rehearsal: bool = False,
) -> int:
    """In each of these schools, these profiles write nothing until it is lifted. It replaces what the same hand
    (the head, or an administrator) decided there before. Returns how many schools; the same key twice is once.

    Errors: `NotAllowed` for a school that is not hers; `NotPossible` when no school, nobody or no reason is given,
    or for a day that is over.
    """
    with perimeter(actor, FREEZE) as places:
        wanted = sorted(set(school_ids))
        if not {*wanted} <= {place.id for place in places}:
            raise NotAllowed
        chosen: list[str] = [profile.value for profile in SUSPENDED if profile.value in {*profiles}]
        words = " ".join(reason.split())
        _check(wanted, chosen, words, expected_on)
        if Freeze.objects.filter(gesture=key).exists():
            return 0
        is_above, now = actor.is_a(Profile.AGENT), clock.now()
        former = Freeze.objects.filter(
            school_id__in=wanted, is_above=is_above, is_rehearsal=is_rehearsal, lifted_at=None
        )
        former.update(lifted_at=now, lifted_by_id=actor.person_id)
        made = Freeze.objects.bulk_create(
            Freeze(
                school_id=school_id, profiles=chosen, reason=words, expected_on=expected_on, is_above=is_above,
                is_rehearsal=is_rehearsal, gesture=key, begun_at=now, begun_by_id=actor.person_id,
            )
            for school_id in wanted
        )  # fmt: skip
        for one in made:
            record(MessagingSuspended(one.school_id, one.pk, tuple(chosen), is_above, is_rehearsal), actor=actor)
    return len(made)


def _check(schools: list[int], profiles: list[str], reason: str, expected_on: date | None) -> None:
    if not schools:
        raise NotPossible(_("Donnez au moins un établissement."), field="schools")
    if not profiles:
        raise NotPossible(_("Cochez au moins un profil."), field="profiles")
    if not reason:
        raise NotPossible(_("Donnez le motif\u202f: toutes les personnes concernées le liront."), field="reason")
    if expected_on is not None and expected_on < clock.today():
        raise NotPossible(_("Ce jour est passé."), field="expected_on")
