"""The weeks of class of a school, A or B: what a course made by hand is held in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from preau.directory.calendar_queries import calendars_of_year, year_in_course, years
from preau.directory.class_days import SchoolCalendar, Week, class_mondays, week_of
from preau.kernel import words
from preau.timetable.models import Alternation


class Pattern(StrEnum):
    """In which weeks a course is held (capability C46)."""

    EVERY = "toutes"
    A = "a"
    B = "b"
    CHOSEN = "choisies"


@dataclass(frozen=True, slots=True)
class YearWeek:
    """A week of class, by its Monday; `week` is None when the school counts none."""

    monday: date
    week: Week | None

    @property
    def label(self) -> str:
        friday = self.monday + timedelta(days=4)
        first, last = (words.day(day).partition(" ")[2] for day in (self.monday, friday))
        first = first.partition(" ")[0] if self.monday.month == friday.month else first
        return f"{first} – {last}" + (f" ({self.week})" if self.week else "")


@dataclass(frozen=True, slots=True)
class YearWeeks:
    """The school year of a day, and its weeks of class in order."""

    calendar: SchoolCalendar
    weeks: tuple[YearWeek, ...]

    def mondays(self, pattern: Pattern, chosen: frozenset[date]) -> tuple[date, ...]:
        """Those of the pattern; `chosen` are Mondays, of which only those of weeks of class count."""
        wanted = {Pattern.A: Week.A, Pattern.B: Week.B}.get(pattern)
        return tuple(
            one.monday
            for one in self.weeks
            if pattern is Pattern.EVERY
            or (one.monday in chosen if pattern is Pattern.CHOSEN else one.week is wanted)
        )


def year_weeks(school_id: int, day: date) -> YearWeeks | None:
    """Those of the year that holds `day`, or of the one to come; None when no year is known. Weeks A and B are
    those of the timetable imported, when it says them; else they take turns from the first week of class.
    """
    year = year_in_course(years(), day)
    lines = calendars_of_year((school_id,), year.id) if year else ()
    if not lines:
        return None
    calendar = lines[0].calendar
    named = dict(
        Alternation.objects.filter(school_id=school_id, code__in=("Q1", "Q2")).values_list("code", "mondays")
    )
    mondays = class_mondays(calendar)
    said = {
        **dict.fromkeys(named.get("Q2", ()), Week.B),
        **dict.fromkeys(named.get("Q1", ()), Week.A),
    }
    is_said = any(monday in said for monday in mondays)
    return YearWeeks(
        calendar,
        tuple(YearWeek(one, said.get(one) if is_said else week_of(calendar, one)) for one in mondays),
    )
