"""The lines of the school year, ready to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from django.utils.translation import gettext as _

from preau.directory import wording
from preau.directory.class_days import SchoolCalendar, Stretch, next_class_day, public_holidays
from preau.directory.models import Half
from preau.directory.rules import SATURDAY, WEEKDAYS
from preau.directory.terms import TermDates
from preau.kernel import words
from preau.kernel.actor import SchoolRef


@dataclass(frozen=True, slots=True)
class YearLine:
    """A school year, both dates included. `summer_on` is the first day of the summer that ends it, when the
    official calendar tells it: STSweb has a year end on 31 August.
    """

    id: int
    label: str
    starts_on: date
    ends_on: date
    summer_on: date | None = None


@dataclass(frozen=True, slots=True)
class HolidayLine:
    """A holiday of the zone, both dates included."""

    label: str
    starts_on: date
    ends_on: date
    has_known_end: bool

    @property
    def days(self) -> str:
        if not self.has_known_end:
            return _("à partir du %(day)s") % {"day": words.day(self.starts_on)}
        return wording.days(self.starts_on, self.ends_on)


@dataclass(frozen=True, slots=True)
class ClosureLine:
    """Days on which the school is closed, both included; `half` is empty for whole days."""

    id: int
    label: str
    starts_on: date
    ends_on: date
    half: str

    @property
    def days(self) -> str:
        return wording.days(self.starts_on, self.ends_on, self.half)


@dataclass(frozen=True, slots=True)
class PublicHolidayLine:
    """A public holiday that takes a day of class."""

    label: str
    on: date


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """The year of a school, ready to print and to count with (`calendar`)."""

    school: SchoolRef
    year: YearLine
    zone: str
    midday: time
    has_saturday_class: bool
    holidays: tuple[HolidayLine, ...]
    closures: tuple[ClosureLine, ...]

    @property
    def calendar(self) -> SchoolCalendar:
        """For `class_days`."""
        return SchoolCalendar(
            starts_on=self.year.starts_on,
            ends_on=self.year.ends_on,
            off=(
                *(Stretch(line.starts_on, line.ends_on) for line in self.holidays),
                *(Stretch(c.starts_on, c.ends_on, Half(c.half) if c.half else None) for c in self.closures),
            ),
            weekdays=WEEKDAYS | {SATURDAY} if self.has_saturday_class else WEEKDAYS,
            midday=self.midday,
        )

    @property
    def public_holidays(self) -> tuple[PublicHolidayLine, ...]:
        """Those that take a weekday of the school outside its holidays."""
        calendar = self.calendar
        days = {
            day: label
            for year in (self.year.starts_on.year, self.year.ends_on.year)
            for day, label in public_holidays(year).items()
        }
        return tuple(
            PublicHolidayLine(_(label), day)
            for day, label in sorted(days.items())
            if self.year.starts_on <= day <= self.year.ends_on
            and day.isoweekday() in calendar.weekdays
            and not any(line.starts_on <= day <= line.ends_on for line in self.holidays)
        )

    def back_on(self, holiday: HolidayLine) -> date | None:
        """The day of class after a holiday; None when it is of another year, or not published."""
        return next_class_day(self.calendar, holiday.ends_on) if holiday.has_known_end else None


@dataclass(frozen=True, slots=True)
class TermLine:
    """A term of a class, both dates included."""

    id: int
    kind: str
    number: int
    starts_on: date
    ends_on: date
    end_of_entry_on: date | None
    council_on: date | None
    is_published: bool

    @property
    def name(self) -> str:
        return wording.term(self.kind, self.number)

    @property
    def days(self) -> str:
        return wording.days(self.starts_on, self.ends_on)

    @property
    def dates(self) -> TermDates:
        return TermDates(self.number, self.starts_on, self.ends_on, self.end_of_entry_on)


@dataclass(frozen=True, slots=True)
class DivisionTerms:
    """A class and its terms, none when they are not set."""

    group_id: int
    label: str
    terms: tuple[TermLine, ...]


@dataclass(frozen=True, slots=True)
class PupilTerms:
    """The terms of the class of a pupil, in one of her schools."""

    pupil_id: int
    first_name: str
    school_id: int
    division: str
    terms: tuple[TermLine, ...]


@dataclass(frozen=True, slots=True)
class Cutting:
    """A cutting of the year, and the classes that have this one; `terms` are those of the first of them."""

    kind: str
    terms: tuple[TermLine, ...]
    divisions: tuple[DivisionTerms, ...]

    @property
    def labels(self) -> str:
        return ", ".join(division.label for division in self.divisions)


def cuttings_of(divisions: Sequence[DivisionTerms]) -> tuple[Cutting, ...]:
    """The classes gathered by the dates of their terms, in the order of the first of each."""
    same: dict[tuple[TermDates, ...], list[DivisionTerms]] = {}
    for division in divisions:
        if division.terms:
            same.setdefault(tuple(term.dates for term in division.terms), []).append(division)
    return tuple(Cutting(found[0].terms[0].kind, found[0].terms, tuple(found)) for found in same.values())
