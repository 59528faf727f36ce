"""Give a lesson back to the timetable."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible
from preau.timetable.agreement import agree_with_courses
from preau.timetable.deciding import check_free_to_move, lesson_to_change
from preau.timetable.events import LessonRestored
from preau.timetable.models import Lesson, LessonGroup, LessonTeacher, Replacement


@action
def restore_lesson(*, actor: Actor, school_id: int, lesson_id: int) -> None:
    """The lesson is held again, on the day, at the hour, in the room and by the teachers of its weekly course; a
    lesson that the school added is simply held again. A stand-in of that lesson alone ends.

    Errors: `NotAllowed` for who does not change lessons; `NotPossible` once it has begun, when nobody changed it,
    or when the moment it would come back to is past.
    """
    lesson = lesson_to_change(actor, school_id, lesson_id)
    if lesson.changed_by_hand_at is None or (lesson.weekly_course_id is None and lesson.cancelled_at is None):
        raise NotPossible(_("Rien n’a été changé à cette séance."))
    former_on = lesson.held_on
    lesson.cancelled_at = None
    if lesson.weekly_course is not None and lesson.laid_for is not None:
        _come_back(lesson)
    lesson.save()
    record(LessonRestored(school_id, lesson.pk, lesson.held_on, former_on), actor=actor)
    today = clock.today()
    agree_with_courses(school_id, since=today, until=today)


def _come_back(lesson: Lesson) -> None:
    course, day = lesson.weekly_course, lesson.laid_for
    assert course is not None
    assert day is not None
    starts = clock.instant(day, course.own_starts_at or course.starts_at)
    if starts <= clock.now():
        raise NotPossible(
            _("Le moment où cette séance devait avoir lieu est passé\u202f: elle reste où elle est.")
        )
    if day != lesson.held_on:
        check_free_to_move(lesson)
        LessonGroup.objects.filter(lesson=lesson).update(held_on=day)
        LessonTeacher.objects.filter(lesson=lesson).update(held_on=day)
    Replacement.objects.filter(lesson=lesson).delete()
    lesson.held_on, lesson.starts_at = day, starts
    lesson.ends_at = starts + timedelta(minutes=course.own_minutes or course.minutes)
    lesson.changed_by_hand_at = None
