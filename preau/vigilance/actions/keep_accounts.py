"""Put accounts in an incident, or take some out of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.kernel.words import number
from preau.vigilance.actions.keep_writings import put_accounts
from preau.vigilance.events import AccountsKept
from preau.vigilance.leading import Led, led
from preau.vigilance.models import DrillAccount, IncidentAccount
from preau.vigilance.queries.attached import attached
from preau.vigilance.rules import MOST_PASTED, SUSPENDED
from preau.vigilance.searching import people_named


@dataclass(frozen=True, slots=True)
class KeptAccounts:
    """How many are new, and the logins that are nobody's in these schools."""

    added: int
    unknown: tuple[str, ...]


@action
def keep_accounts(
    *,
    actor: Actor,
    incident_id: int,
    logins: Collection[str] = (),
    profile: str = "",
    school_id: int | None = None,
    removed: Collection[int] = (),
) -> KeptAccounts:
    """Those of these logins, or everybody of a profile in one of its schools (`profile` and `school_id`);
    `removed` are rows taken out, unless their account was already reset. Never her own, nor that of an agent.

    Errors: `NotAllowed` for who does not lead it, or a school that is not in it; `NotPossible` when it is closed,
    and for more than 10,000 logins.
    """
    with led(actor, incident_id, to_change=True) as mine:
        if len(logins) > MOST_PASTED:
            raise NotPossible(
                _("Au plus %(most)s identifiants à la fois.") % {"most": number(MOST_PASTED)}, field="logins"
            )
        if profile and (Profile(profile) not in SUSPENDED or school_id not in mine.school_ids):
            raise NotAllowed
        known = people_named(mine, tuple(logins))
        people = _within(mine, sorted(known.values()), but=actor.person_id)
        if profile and school_id is not None:
            people |= _of_profile(mine, profile, school_id, but=actor.person_id)
        added = put_accounts(mine, people)
        gone, _rows = IncidentAccount.objects.filter(
            incident=mine.incident, pk__in=list(removed), reset_at=None, wants=""
        ).delete()
        if added or gone:
            record(AccountsKept(mine.school_id, incident_id, added, gone), actor=actor)
    return KeptAccounts(added, tuple(login for login in logins if known.get(login) not in people))


def _within(mine: Led, person_ids: list[int], *, but: int) -> dict[int, int]:
    if mine.incident.is_rehearsal:
        return dict.fromkeys(person_ids, mine.school_ids[0])
    return attached(mine.school_ids, but=but, person_ids=person_ids) if person_ids else {}


def _of_profile(mine: Led, profile: str, school_id: int, *, but: int) -> dict[int, int]:
    if mine.incident.is_rehearsal:
        drills = DrillAccount.objects.filter(incident=mine.incident, profile=profile)
        return dict.fromkeys(drills.values_list("pk", flat=True), mine.school_ids[0])
    return attached([school_id], but=but, profile=profile)
