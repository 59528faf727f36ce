"""Apply what a file says of the people of a school: one transaction, whole sets, one fact."""

from __future__ import annotations

from django.db import connection

from preau.directory.models import School
from preau.exchange.brake import DIRECTORY_LOCK, MOST_PERCENT
from preau.exchange.upload.events import PeopleImported
from preau.exchange.upload.people.apply import write
from preau.exchange.upload.people.closing import classless_to_confirm
from preau.exchange.upload.people.comparing import Wishes, departures_to_confirm, plan_of
from preau.exchange.upload.people.known import load_known
from preau.exchange.upload.people.plan import Plan, What
from preau.exchange.upload.people.told import Told
from preau.exchange.upload.policies import may_import_files
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.kernel.words import THIN

#: First key of our advisory locks: « uplo », in four bytes. Two imports of a school follow each other.
_LOCK_SPACE = 0x75706C6F


@action
def import_people(
    *, actor: Actor, school_id: int, told: Told, wishes: Wishes, is_confirmed: bool = False, import_id: int = 0
) -> Plan:
    """Make the school what the file says it is, and remember the pairings. The same file twice changes nothing.

    Compared again inside the transaction: nothing written meanwhile is lost. `is_confirmed`: so many departures
    are meant. The scope of the school must be open.

    Errors: `NotAllowed` for who does not import here; `NotPossible` while the académie's directory is coming in,
    or when too many pupils would leave, or lose their class.
    """
    if actor is not SYSTEM and not may_import_files(actor, school_id):
        raise NotAllowed
    _wait_for_turn(school_id)
    known = load_known(School.objects.get(pk=school_id), told)
    plan, _resolved = plan_of(told, known, wishes)
    leaving = departures_to_confirm(plan)
    if leaving and not is_confirmed:
        raise NotPossible(
            f"{leaving} élèves sur {len(known.enrolled)} partiraient, plus de {MOST_PERCENT} %. Rien n’a changé : "
            "vérifiez que le fichier est complet, puis confirmez ces départs.",
            field="confirmed",
        )
    classless = classless_to_confirm(plan)
    if classless and not is_confirmed:
        raise NotPossible(
            f"{classless} élèves sur {len(known.enrolled)} perdraient leur classe, plus de {MOST_PERCENT}{THIN}%."
            f" Rien n’a changé{THIN}: vérifiez les classes à fermer, puis confirmez.",
            field="confirmed",
        )
    if not plan.is_nothing:
        write(plan)
        record(_fact(plan, import_id), actor=actor)
    return plan


def _wait_for_turn(school_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK_SPACE, school_id % 2**31])
        cursor.execute("SELECT pg_try_advisory_xact_lock_shared(%s)", [DIRECTORY_LOCK])
        row = cursor.fetchone()
    if not (row and row[0]):
        raise NotPossible(
            "L’annuaire de l’académie est en train d’entrer. Rien n’a changé : recommencez dans quelques minutes."
        )


def _fact(plan: Plan, import_id: int) -> PeopleImported:
    counts = plan.counts
    return PeopleImported(
        school_id=plan.known.school.pk,
        import_id=import_id,
        arrivals=counts[What.ARRIVAL],
        moves=counts[What.MOVE] + counts[What.GROUPS],
        departures=counts[What.DEPARTURE],
        records=counts[What.RECORD],
        guardianships=counts[What.TIE] + counts[What.TIE_CHANGED] + counts[What.TIE_OVER],
        staff=counts[What.STAFF],
        groups=len(plan.groups),
        anomalies=plan.anomaly_count,
        groups_over=len(plan.groups_over),
        courses=len(plan.courses) + len(plan.courses_over),
        guests=counts[What.GUEST] + counts[What.GUEST_CHANGED],
    )
