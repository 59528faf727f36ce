"""Two lessons of a whole class at the same time: weeks that a source could not say, or a mistake."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, time

from preau.exchange.weekly.notes import Notes
from preau.exchange.weekly.records import Alternation, WeeklyLesson
from preau.kernel.words import WEEKDAYS

#: Each lesson is compared with so many of those that follow, no more: a file can hold anything.
_COMPARED = 8
_EVERY_WEEK = "H"


def tell_clashes(lessons: Iterable[WeeklyLesson], alternations: Iterable[Alternation], notes: Notes) -> None:
    """Tell each pair once, at the place of the later one."""
    weeks = {known.code: None if known.mondays is None else frozenset(known.mondays) for known in alternations}
    days: defaultdict[tuple[str, int], list[WeeklyLesson]] = defaultdict(list)
    for lesson in lessons:
        for division in lesson.divisions:
            days[division, lesson.weekday].append(lesson)
    for (division, weekday), day in days.items():
        day.sort(key=lambda lesson: (lesson.starts, lesson.key))
        for at, lesson in enumerate(day):
            for later in day[at + 1 : at + 1 + _COMPARED]:
                if _minutes(later.starts) >= _minutes(lesson.starts) + lesson.minutes:
                    break
                if _meet(lesson.alternation, later.alternation, weeks):
                    notes.tell(
                        later.place,
                        f"la classe « {division} » a deux cours en même temps le {WEEKDAYS[weekday - 1]} à "
                        f"{later.starts:%Hh%M} ({later.subject.code}, et {lesson.subject.code} ligne "
                        f"{lesson.place.line} de « {lesson.place.file} ») : à vérifier",
                    )


def _minutes(wall: time) -> int:
    return wall.hour * 60 + wall.minute


def _meet(one: str, other: str, weeks: Mapping[str, frozenset[date] | None]) -> bool:
    """Whether two alternations have a week in common, as far as is known."""
    if one == other:
        return True
    mine, theirs = weeks.get(one), weeks.get(other)
    if mine is None or theirs is None:
        return _EVERY_WEEK in (one, other)
    return not mine.isdisjoint(theirs)
