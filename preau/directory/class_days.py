"""Days and half-days of class: pure arithmetic on the calendar of one school for one year (rules B6 and B9).

A day of class is a weekday of the school, inside the year, that no holiday, public holiday or closure takes. Days
are dates in Paris; instants are aware.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

from django.utils.translation import gettext_noop

from preau.directory.models import Half
from preau.kernel import clock

_DAY = timedelta(days=1)


class Week(StrEnum):
    """Weeks of class in turn; weeks without class do not count."""

    A = "A"
    B = "B"


@dataclass(frozen=True, slots=True)
class HalfDay:
    """The morning or the afternoon of a day."""

    day: date
    half: Half


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days without class, first and last included; `half` narrows them to mornings or to afternoons."""

    starts_on: date
    ends_on: date
    half: Half | None = None

    def takes(self, moment: HalfDay) -> bool:
        """True when this half-day is without class because of this stretch."""
        return self.starts_on <= moment.day <= self.ends_on and self.half in {None, moment.half}


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The year of a school. `weekdays` are those with class, 1 Monday to 6 Saturday; classes that begin before
    `midday` (a wall clock in Paris) are of the morning.
    """

    starts_on: date
    ends_on: date
    off: tuple[Stretch, ...]
    weekdays: frozenset[int]
    midday: time


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the « anonymous » computation, published in Nature in 1876)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    leaps, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - correction + 15) % 30
    quarters, odd = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * quarters - epact - odd) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, before = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, before + 1)


@lru_cache(maxsize=64)
def public_holidays(year: int) -> Mapping[date, str]:
    """The eleven legal public holidays of a civil year, by date (code du travail, L3133-1)."""
    sunday = easter(year)
    return {
        date(year, 1, 1): gettext_noop("Jour de l’An"),
        sunday + _DAY: gettext_noop("Lundi de Pâques"),
        date(year, 5, 1): gettext_noop("Fête du Travail"),
        date(year, 5, 8): gettext_noop("Victoire de 1945"),
        sunday + 39 * _DAY: gettext_noop("Ascension"),
        sunday + 50 * _DAY: gettext_noop("Lundi de Pentecôte"),
        date(year, 7, 14): gettext_noop("Fête nationale"),
        date(year, 8, 15): gettext_noop("Assomption"),
        date(year, 11, 1): gettext_noop("Toussaint"),
        date(year, 11, 11): gettext_noop("Armistice de 1918"),
        date(year, 12, 25): gettext_noop("Noël"),
    }


def is_class_half_day(calendar: SchoolCalendar, moment: HalfDay) -> bool:
    """True when the school has class on that half-day."""
    day = moment.day
    if not calendar.starts_on <= day <= calendar.ends_on or day.isoweekday() not in calendar.weekdays:
        return False
    return day not in public_holidays(day.year) and not any(stretch.takes(moment) for stretch in calendar.off)


def is_class_day(calendar: SchoolCalendar, day: date) -> bool:
    """True when the school has class that day, were it only for half of it."""
    return any(is_class_half_day(calendar, HalfDay(day, half)) for half in Half)


def half_day_of(instant: datetime, midday: time) -> HalfDay:
    """The half-day on which an instant falls: of the morning before `midday`, of the afternoon from then on."""
    here = clock.local(instant)
    return HalfDay(here.date(), Half.MORNING if here.time() < midday else Half.AFTERNOON)


def next_class_day(calendar: SchoolCalendar, day: date) -> date | None:
    """The first day of class after `day`, None when the year has none left."""
    start = max(day + _DAY, calendar.starts_on)
    return next((one for one in _days(start, calendar.ends_on) if is_class_day(calendar, one)), None)


def previous_class_day(calendar: SchoolCalendar, day: date) -> date | None:
    """The last day of class before `day`, None when the year had none yet."""
    end = min(day - _DAY, calendar.ends_on)
    length = (end - calendar.starts_on).days + 1
    back = (end - n * _DAY for n in range(length))
    return next((one for one in back if is_class_day(calendar, one)), None)


@lru_cache(maxsize=256)
def class_days(calendar: SchoolCalendar) -> tuple[date, ...]:
    """Every day of class of the year, in order."""
    return tuple(day for day in _days(calendar.starts_on, calendar.ends_on) if is_class_day(calendar, day))


@lru_cache(maxsize=256)
def class_mondays(calendar: SchoolCalendar) -> tuple[date, ...]:
    """The Monday of every week with a day of class, in order."""
    return tuple(dict.fromkeys(day - (day.isoweekday() - 1) * _DAY for day in class_days(calendar)))


def week_of(calendar: SchoolCalendar, day: date) -> Week | None:
    """A for the first week of class and every other one after it, B in between; None in a week without class."""
    monday = day - (day.isoweekday() - 1) * _DAY
    mondays = class_mondays(calendar)
    if monday not in mondays:
        return None
    return Week.A if mondays.index(monday) % 2 == 0 else Week.B


def _days(first: date, last: date) -> Iterator[date]:
    return (first + n * _DAY for n in range((last - first).days + 1))
