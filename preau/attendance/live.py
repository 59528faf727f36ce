"""Which open pages a fact of attendance concerns: the child's, the sheet's, the board's."""

from __future__ import annotations

from preau.attendance.events import (
    AbsenceDeclared,
    AbsenceNoted,
    AbsenceWithdrawn,
    FollowUpAdded,
    LateArrivalNoted,
    PeriodJustified,
    PeriodNoted,
    PeriodTreated,
    PeriodWithdrawn,
    ProofWithdrawn,
    RollClosed,
    RollNudged,
    RollOpened,
    SheetRemarked,
)
from preau.attendance.events_collective import (
    CollectiveAbsenceCancelled,
    CollectiveAbsenceChanged,
    CollectiveAbsenceMade,
    CollectiveHoursChanged,
)
from preau.attendance.events_elsewhere import (
    ConflictSettled,
    FreeRollOpened,
    PassageCorrected,
    PassageEnded,
    PassageNoted,
    PassageWithdrawn,
)
from preau.attendance.events_exemption import ExemptionWithdrawn, ExemptionWritten
from preau.attendance.policies import (
    CALL_OWN,
    SEE_ANY,
    may_see_attendance_of,
    may_see_board,
    may_treat_absences,
    places_of,
)
from preau.attendance.queries.collective import pupils_ever_in
from preau.attendance.queries.passages import lessons_now
from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.live.touch import touch
from preau.kernel.actor import Actor


@on(RollOpened, RollClosed, RollNudged)
def touch_sheet_and_board(event: RollOpened | RollClosed | RollNudged, recorded: Recorded) -> None:
    """A roll began or ended, or somebody was reminded of it."""
    touch([f"cours:{event.school_id}:{event.lesson_id}", f"ecole:{event.school_id}:presence"], recorded.id)


@on(AbsenceNoted, LateArrivalNoted, AbsenceWithdrawn, SheetRemarked)
def touch_pupil_sheet_and_board(
    event: AbsenceNoted | LateArrivalNoted | AbsenceWithdrawn | SheetRemarked, recorded: Recorded
) -> None:
    """A pupil's standing changed: her page, her parents', the sheet and the board ask again."""
    touch(
        [
            f"eleve:{event.pupil_id}",
            f"cours:{event.school_id}:{event.lesson_id}",
            f"ecole:{event.school_id}:presence",
        ],
        recorded.id,
    )


@on(PeriodNoted, PeriodTreated, PeriodWithdrawn, CollectiveHoursChanged, ExemptionWritten, ExemptionWithdrawn)
def touch_pupil_and_desk(
    event: PeriodNoted
    | PeriodTreated
    | PeriodWithdrawn
    | CollectiveHoursChanged
    | ExemptionWritten
    | ExemptionWithdrawn,
    recorded: Recorded,
) -> None:
    """What is known of an absence changed: her page, her parents', the desk and the board ask again."""
    touch([f"eleve:{event.pupil_id}", f"ecole:{event.school_id}:presence"], recorded.id)


@on(CollectiveAbsenceMade, CollectiveAbsenceChanged, CollectiveAbsenceCancelled)
def touch_all_who_go(
    event: CollectiveAbsenceMade | CollectiveAbsenceChanged | CollectiveAbsenceCancelled, recorded: Recorded
) -> None:
    """A trip or an exam concerns the page of each pupil, and the desk and the board once."""
    pupils = [f"eleve:{one}" for one in pupils_ever_in(event.school_id, event.collective_id)]
    touch([f"ecole:{event.school_id}:presence", *pupils], recorded.id)


@on(PassageNoted, PassageCorrected, PassageEnded, PassageWithdrawn)
def touch_desk_and_lesson(
    event: PassageNoted | PassageCorrected | PassageEnded | PassageWithdrawn, recorded: Recorded
) -> None:
    """A pupil came or went: the sheet of the lesson she should be in says it."""
    sheets = [
        f"cours:{event.school_id}:{one}" for one in lessons_now(event.school_id, event.pupil_id, recorded.at)
    ]
    touch([f"ecole:{event.school_id}:presence", *sheets], recorded.id)


@on(FollowUpAdded, ConflictSettled, FreeRollOpened)
def touch_desk(event: FollowUpAdded | ConflictSettled | FreeRollOpened, recorded: Recorded) -> None:
    """Somebody did something about an absence, decided of a contradiction, or called a roll that nobody awaited;
    families do not read what.
    """
    touch([f"ecole:{event.school_id}:presence"], recorded.id)


@on(AbsenceDeclared, PeriodJustified, ProofWithdrawn)
def touch_what_a_family_said(
    event: AbsenceDeclared | PeriodJustified | ProofWithdrawn, recorded: Recorded
) -> None:
    """A family announced or explained an absence: both parents and the desk see it at the same instant."""
    touch([f"eleve:{event.pupil_id}", f"ecole:{event.school_id}:presence"], recorded.id)


def may_listen_to_pupil(actor: Actor, rest: str) -> bool:
    """`eleve:<id>`: the same people as the page it refreshes."""
    return rest.isdigit() and may_see_attendance_of(actor, int(rest))


def may_listen_to_school(actor: Actor, rest: str) -> bool:
    """`ecole:<id>:presence`: those of the board, of the desk of absences, of a place where pupils come."""
    school_id, _, what = rest.partition(":")
    if not (school_id.isdigit() and what == "presence"):
        return False
    school = int(school_id)
    return may_see_board(actor, school) or may_treat_absences(actor, school) or bool(places_of(actor, school))


def may_listen_to_lesson(actor: Actor, rest: str) -> bool:
    """`cours:<school>:<id>`: who calls or reads rolls in that school; the sheet asked again decides the rest."""
    school_id, _, lesson_id = rest.partition(":")
    if not (school_id.isdigit() and lesson_id.isdigit() and actor.in_school(int(school_id))):
        return False
    return actor.may(CALL_OWN) or actor.may(SEE_ANY)
