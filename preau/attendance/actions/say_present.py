"""A pupil whose absence was told, or who was elsewhere in the school, is in the lesson."""

from __future__ import annotations

from preau.attendance.events import SheetRemarked
from preau.attendance.events_elsewhere import PassageEnded
from preau.attendance.models import Passage, SheetRemark
from preau.attendance.remarking import lesson_to_remark, set_remark
from preau.attendance.sheet import LessonHead
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor


@action
def say_present(*, actor: Actor, school_id: int, lesson_id: int, pupil_id: int, is_present: bool = True) -> None:
    """A pupil whose absence was told is there all the same (or, after all, is not). Twice has one effect. Who was
    still at the infirmary or elsewhere has come back.

    Errors: those of `lesson_to_remark`.
    """
    lesson = lesson_to_remark(actor, school_id, lesson_id, pupil_id)
    if is_present:
        _come_back(actor, lesson, pupil_id)
    if set_remark(actor, lesson, pupil_id, SheetRemark.Kind.PRESENT, ("", None) if is_present else None):
        record(SheetRemarked(school_id, lesson_id, pupil_id), actor=actor)


def _come_back(actor: Actor, lesson: LessonHead, pupil_id: int) -> None:
    there = Passage.objects.select_for_update().filter(
        school_id=lesson.school_id, pupil_id=pupil_id, held_on=lesson.held_on, left_at=None, withdrawn_at=None
    )
    for passage in there.filter(arrived_at__lte=lesson.ends_at):
        passage.left_at = max(passage.arrived_at, min(clock.now(), lesson.ends_at))
        passage.left_to = Passage.Next.LESSON
        passage.left_by_id = actor.person_id
        passage.save(update_fields=["left_at", "left_to", "left_by_id"])
        record(PassageEnded(lesson.school_id, passage.pk, pupil_id), actor=actor)
