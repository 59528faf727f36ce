"""Which open pages a fact of attendance concerns: the child's, the sheet's, the board's."""

from __future__ import annotations

from preau.attendance.events import (
    AbsenceNoted,
    AbsenceWithdrawn,
    LateArrivalNoted,
    RollClosed,
    RollOpened,
)
from preau.attendance.policies import CALL_OWN, SEE_ANY, may_see_attendance_of, may_see_board
from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.live.touch import touch
from preau.kernel.actor import Actor


@on(RollOpened, RollClosed)
def touch_sheet_and_board(event: RollOpened | RollClosed, recorded: Recorded) -> None:
    """A roll began or ended."""
    touch([f"cours:{event.school_id}:{event.lesson_id}", f"ecole:{event.school_id}:presence"], recorded.id)


@on(AbsenceNoted, LateArrivalNoted, AbsenceWithdrawn)
def touch_pupil_sheet_and_board(
    event: AbsenceNoted | LateArrivalNoted | AbsenceWithdrawn, recorded: Recorded
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


def may_listen_to_pupil(actor: Actor, rest: str) -> bool:
    """`eleve:<id>`: the same people as the page it refreshes."""
    return rest.isdigit() and may_see_attendance_of(actor, int(rest))


def may_listen_to_school(actor: Actor, rest: str) -> bool:
    """`ecole:<id>:presence`: those of the board."""
    school_id, _, what = rest.partition(":")
    return school_id.isdigit() and what == "presence" and may_see_board(actor, int(school_id))


def may_listen_to_lesson(actor: Actor, rest: str) -> bool:
    """`cours:<school>:<id>`: who calls or reads rolls in that school; the sheet asked again decides the rest."""
    school_id, _, lesson_id = rest.partition(":")
    if not (school_id.isdigit() and lesson_id.isdigit() and actor.in_school(int(school_id))):
        return False
    return actor.may(CALL_OWN) or actor.may(SEE_ANY)
