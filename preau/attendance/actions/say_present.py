"""A pupil whose absence was told is in the lesson all the same."""

from __future__ import annotations

from preau.attendance.events import SheetRemarked
from preau.attendance.models import SheetRemark
from preau.attendance.remarking import lesson_to_remark, set_remark
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor


@action
def say_present(*, actor: Actor, school_id: int, lesson_id: int, pupil_id: int, is_present: bool = True) -> None:
    """A pupil whose absence was told is there all the same (or, after all, is not). Twice has one effect.

    Errors: those of `lesson_to_remark`.
    """
    lesson = lesson_to_remark(actor, school_id, lesson_id, pupil_id)
    if set_remark(actor, lesson, pupil_id, SheetRemark.Kind.PRESENT, ("", None) if is_present else None):
        record(SheetRemarked(school_id, lesson_id, pupil_id), actor=actor)
