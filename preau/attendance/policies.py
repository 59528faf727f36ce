"""Who may call, correct and see (rule B1, row « Roll call »)."""

from __future__ import annotations

from datetime import date

from preau.attendance.rules import OPENS_BEFORE
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile

#: Call and correct the roll of any lesson of the school.
CALL_ANY = "attendance:roll:call_any"
#: Call the roll of one's own lessons, the same day.
CALL_OWN = "attendance:roll:call_own"
#: See the board of the moment: rolls not called, absences now.
SEE_BOARD = "attendance:board:see"


def may_call_roll(actor: Actor, *, school_id: int, held_on: date, teacher_ids: frozenset[int]) -> bool:
    """A teacher calls and corrects the rolls of her own lessons, on the day; vie scolaire and direction all.

    Nobody calls the roll of a day to come.
    """
    if not actor.in_school(school_id) or held_on > clock.school_day(clock.now() + OPENS_BEFORE):
        return False
    if actor.may(CALL_ANY):
        return True
    return actor.may(CALL_OWN) and actor.person_id in teacher_ids and held_on == clock.today()


def may_see_roll(actor: Actor, *, school_id: int, teacher_ids: frozenset[int]) -> bool:
    """Those who call it, later too: a teacher reads the past sheets of her own lessons."""
    if not actor.in_school(school_id):
        return False
    return actor.may(CALL_ANY) or (actor.may(CALL_OWN) and actor.person_id in teacher_ids)


def may_see_attendance_of(actor: Actor, pupil_id: int) -> bool:
    """A pupil sees her own, a guardian her wards' when the law lets her be informed (rule B8)."""
    if actor.is_a(Profile.PUPIL):
        return actor.person_id == pupil_id
    ward = actor.ward(pupil_id)
    return ward is not None and (ward.is_informed or ward.may_consult)


def may_see_board(actor: Actor, school_id: int) -> bool:
    """Vie scolaire and direction of this school."""
    return actor.may(SEE_BOARD) and actor.in_school(school_id)
