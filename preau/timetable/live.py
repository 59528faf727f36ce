"""Which open pages a change of lessons concerns: the whole school when it is laid, else those who show them."""

from __future__ import annotations

from datetime import date

from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.live.touch import touch
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.timetable.events import (
    LessonAdded,
    LessonCancelled,
    LessonMoved,
    LessonReplaced,
    LessonRestored,
    LessonsLaid,
    ReplacementGiven,
    ReplacementShortened,
    WeeklyCourseAdded,
    WeeklyCourseChanged,
    WeeklyCourseStopped,
)
from preau.timetable.queries.concerned import (
    Concerned,
    concerned_by_former_course,
    concerned_by_lesson,
    concerned_by_replacement,
)
from preau.timetable.queries.lines import Seen
from preau.timetable.topics import topic_of


@on(LessonsLaid)
def touch_timetables(event: LessonsLaid, recorded: Recorded) -> None:
    """The lessons to come changed: open timetables ask again."""
    touch([f"emploi:{event.school_id}"], recorded.id)


@on(LessonAdded, LessonCancelled, LessonMoved, LessonRestored)
def touch_lesson(event: LessonAdded | LessonCancelled | LessonMoved | LessonRestored, recorded: Recorded) -> None:
    """Those of the lesson, and nobody else."""
    _touch(concerned_by_lesson(event.school_id, event.lesson_id), recorded)


@on(LessonReplaced)
def touch_replaced(event: LessonReplaced, recorded: Recorded) -> None:
    """Those of the lesson, and who does not give it any more."""
    absent = topic_of(event.school_id, Seen.BY_TEACHER, event.absent_id)
    _touch(concerned_by_lesson(event.school_id, event.lesson_id), recorded, absent)


@on(WeeklyCourseChanged, WeeklyCourseStopped)
def touch_course(event: WeeklyCourseChanged | WeeklyCourseStopped, recorded: Recorded) -> None:
    """Those of its lessons; the whole school when it never had one."""
    concerned = concerned_by_former_course(event.school_id, event.course_id)
    _touch(concerned, recorded, *(() if concerned else (f"emploi:{event.school_id}",)))


@on(WeeklyCourseAdded)
def touch_added(event: WeeklyCourseAdded, recorded: Recorded) -> None:
    """Those of its lessons; nobody when the first comes later than what is laid."""
    for course_id in event.course_ids:
        _touch(concerned_by_former_course(event.school_id, course_id), recorded)


@on(ReplacementGiven, ReplacementShortened)
def touch_replacement(event: ReplacementGiven | ReplacementShortened, recorded: Recorded) -> None:
    """The lessons of both teachers."""
    people = (event.absent_id, event.substitute_id)
    both = (topic_of(event.school_id, Seen.BY_TEACHER, person_id) for person_id in people)
    _touch(concerned_by_replacement(event.school_id, people, clock.today(), date.max), recorded, *both)


def may_listen_to_timetables(actor: Actor, rest: str) -> bool:
    """`emploi:<school>`: whoever belongs to the school; the page asked again decides what is read."""
    return rest.isdigit() and actor.in_school(int(rest))


def _touch(concerned: Concerned | None, recorded: Recorded, *more: str) -> None:
    touch([*(concerned.topics if concerned else ()), *more], recorded.id)
