"""The days of a « rentrée »: when what the feeds say begins, when each profile sees it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from preau.directory.calendar_lines import YearLine
from preau.kernel.actor import Profile

#: Who sees the coming year from a day that the school chooses. The direction and the office prepare it, so that
#: they see it at once.
OPENED = (Profile.TEACHER, Profile.VIE_SCOLAIRE, Profile.STAFF, Profile.PUPIL, Profile.GUARDIAN)

#: Days before the first day of class, when the school chooses nothing (our rule): colleagues prepare the first
#: week together; families learn the class once the last moves are made, on the eve.
OPENS_BEFORE: Mapping[Profile, timedelta] = {
    Profile.TEACHER: timedelta(days=4),
    Profile.VIE_SCOLAIRE: timedelta(days=4),
    Profile.STAFF: timedelta(days=4),
    Profile.PUPIL: timedelta(days=1),
    Profile.GUARDIAN: timedelta(days=1),
}


#: (month, day) from which classes are over in every year, when the official calendar does not say so (our rule: it
#: has them end in the first days of July).
SUMMER = (7, 14)
#: Beyond, the year that begins next is not the one after the summer: a year between them is not known yet.
LONGEST_SUMMER = timedelta(days=93)


def effective_day(today: date, years: Sequence[YearLine]) -> date:
    """From when on what a feed says today is true: in the summer between two school years, from the first day of
    the next, so that the year that ends stays as it was and the new one stands beside it; else from today.
    """
    coming = next_year(today, years)
    last = max((year for year in years if year.starts_on <= today), key=lambda year: year.starts_on, default=None)
    if coming is None or last is None or today < summer_of(last) or coming.starts_on - today > LONGEST_SUMMER:
        return today
    return coming.starts_on


def summer_of(year: YearLine) -> date:
    """The first day after the classes of a year."""
    told = year.summer_on or date(year.ends_on.year, *SUMMER)
    return min(told, year.ends_on + timedelta(days=1))


def next_year(today: date, years: Sequence[YearLine]) -> YearLine | None:
    """The first year that has not begun."""
    return min((year for year in years if year.starts_on > today), key=lambda year: year.starts_on, default=None)


def opening(profile: Profile, year: YearLine, chosen: Mapping[Profile, date]) -> date:
    """The day when this profile sees the year: what the school chose, else the rule; never after its first day."""
    day = chosen.get(profile) or year.starts_on - OPENS_BEFORE.get(profile, timedelta(days=366))
    return min(day, year.starts_on)
