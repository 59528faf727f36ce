"""What becomes of each lesson of a timetable, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from preau.exchange.sts import known as sts
from preau.exchange.sts.plan import Plan as CoursePlan
from preau.exchange.tabular.records import Anomaly
from preau.exchange.upload.people.plan import Happening, What
from preau.exchange.weekly.records import Timetable, WeeklyLesson
from preau.kernel import words


@dataclass(frozen=True, slots=True)
class LessonsTold:
    """What happens to courses, and the lessons of the file that do not come in."""

    happenings: tuple[Happening, ...] = ()
    aside: tuple[Anomaly, ...] = ()


def tell_lessons(timetable: Timetable, plan: CoursePlan, known: sts.Known) -> LessonsTold:
    """Each lesson is new, changed, as before, or left aside; courses that the file has no more are named too."""
    new = {course.key for course in plan.new}
    changed = {course.key for course in plan.changed} - new
    removed = set(plan.removed)
    standing = {key for key, pk in known.course_ids.items() if pk not in removed}
    fates = ((What.LESSON, new), (What.LESSON_CHANGED, changed), (What.UNCHANGED, standing))
    happenings: list[Happening] = []
    aside: list[Anomaly] = []
    for lesson in timetable.lessons:
        what = next((what for what, keys in fates if lesson.key in keys), None)
        named, when, place = _named(lesson), _when(lesson.weekday, lesson.starts), lesson.place
        if what is None:
            reason = f"cours sans classe, groupe ou semaine connus, laissé de côté ({named}, {when})"
            aside.append(Anomaly(place, reason, "", is_left_out=True))
        else:
            happenings.append(Happening(what, named, ", ".join(lesson.divisions), when, place.file, place.line))
    return LessonsTold((*happenings, *_over(known, removed)), tuple(aside))


def _over(known: sts.Known, removed: set[int]) -> Iterator[Happening]:
    for key, course in sorted(known.courses.items()):
        if known.course_ids[key] in removed:
            yield Happening(What.LESSON_OVER, course.subject[1], "", _when(course.weekday, course.starts))


def _named(lesson: WeeklyLesson) -> str:
    """« Latin, 4B LATIN »."""
    return ", ".join((lesson.subject.label or lesson.subject.code, *(group.code for group in lesson.groups)))


def _when(weekday: int, starts: time) -> str:
    return f"{words.WEEKDAYS[weekday - 1]} à {words.hour(starts)}"
