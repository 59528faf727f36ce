"""Facts of the timetable. Ids and counts only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class LessonsLaid(Event):
    """The lessons to come of a school were made to agree with its weekly courses: so many new, so many whose
    hour, room, subject, teachers or groups changed, so many gone.
    """

    school_id: int
    since: date
    until: date
    laid: int
    changed: int
    removed: int


@dataclass(frozen=True)
class LessonCancelled(Event):
    """A lesson to come will not be held."""

    school_id: int
    lesson_id: int
    held_on: date


@dataclass(frozen=True)
class LessonRestored(Event):
    """A lesson changed by hand is again as the timetable has it; `former_on` is the day it had been moved to."""

    school_id: int
    lesson_id: int
    held_on: date
    former_on: date


@dataclass(frozen=True)
class LessonMoved(Event):
    """A lesson changed its day, its hour or its room; `former_on` is the day it was on."""

    school_id: int
    lesson_id: int
    held_on: date
    former_on: date


@dataclass(frozen=True)
class LessonReplaced(Event):
    """Somebody stands in for the teacher of a lesson."""

    school_id: int
    lesson_id: int
    held_on: date
    absent_id: int
    substitute_id: int


@dataclass(frozen=True)
class LessonAdded(Event):
    """The school added a lesson of its own."""

    school_id: int
    lesson_id: int
    held_on: date


@dataclass(frozen=True)
class WeeklyCourseAdded(Event):
    """The school added a course of its own, a slot of the week each."""

    school_id: int
    course_ids: tuple[int, ...]


@dataclass(frozen=True)
class WeeklyCourseChanged(Event):
    """All the lessons to come of a course changed their day, their hour or their room."""

    school_id: int
    course_id: int


@dataclass(frozen=True)
class WeeklyCourseStopped(Event):
    """A course has no lesson any more from a day on."""

    school_id: int
    course_id: int
    stopped_on: date


@dataclass(frozen=True)
class ReplacementGiven(Event):
    """A teacher's lessons go to a substitute, from a day to another; those of one course, when told."""

    school_id: int
    replacement_id: int
    absent_id: int
    substitute_id: int
    begins_on: date
    ends_on: date
    course_id: int | None


@dataclass(frozen=True)
class ReplacementShortened(Event):
    """The teacher comes back earlier: her lessons after `ends_on` are hers again."""

    school_id: int
    replacement_id: int
    absent_id: int
    substitute_id: int
    ends_on: date


@dataclass(frozen=True)
class AgendaLinkMade(Event):
    """Somebody made the secret address of her lessons; the former one is closed."""

    person_id: int


@dataclass(frozen=True)
class AgendaLinkWithdrawn(Event):
    """Somebody closed the secret address of her lessons."""

    person_id: int


@dataclass(frozen=True)
class BellGridWritten(Event):
    """The bells of a site ring at new hours; without a slot the grid is gone."""

    school_id: int
    grid_id: int
    slots: int


@dataclass(frozen=True)
class RoomDescribed(Event):
    """The school wrote what it knows of a room."""

    school_id: int
    room_id: int
