"""What the official calendar would change here: computed, printable, applied or not. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from preau.exchange.opendata.records import OfficialHoliday

#: A year of which a file has these four is told whole: what it does not have any more is gone.
_WHOLE = ("toussaint", "noël", "hiver", "printemps")


@dataclass(frozen=True, slots=True)
class NewYear:
    """A school year to open, as STSweb bounds it: from 1 September to 31 August."""

    label: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class CalendarPlan:
    """Everything that applying would do; `changed` pairs what is known with what replaces it."""

    new: tuple[OfficialHoliday, ...]
    changed: tuple[tuple[OfficialHoliday, OfficialHoliday], ...]
    removed: tuple[OfficialHoliday, ...]
    unchanged: int
    years: tuple[NewYear, ...]

    @property
    def is_nothing(self) -> bool:
        return not (self.new or self.changed or self.removed or self.years)


def plan_calendar(
    told: Sequence[OfficialHoliday],
    known: Iterable[OfficialHoliday],
    *,
    known_years: Mapping[str, tuple[date, date]],
    today: date,
) -> CalendarPlan:
    """Compare. A year of the files, in course or to come, that is not known and meets no other one is to open."""
    here = {holiday.key: holiday for holiday in known}
    wanted = {holiday.key: holiday for holiday in told}
    whole = _whole_years(told)
    return CalendarPlan(
        new=tuple(holiday for key, holiday in wanted.items() if key not in here),
        changed=tuple(
            (here[key], holiday) for key, holiday in wanted.items() if key in here and here[key] != holiday
        ),
        removed=tuple(h for key, h in here.items() if key not in wanted and (h.zone, h.year_label) in whole),
        unchanged=sum(here.get(key) == holiday for key, holiday in wanted.items()),
        years=tuple(
            year
            for year in map(_year, sorted({label for _zone, label in whole}))
            if year.ends_on >= today
            and not any(first <= year.ends_on and last >= year.starts_on for first, last in known_years.values())
        ),
    )


def _whole_years(told: Iterable[OfficialHoliday]) -> set[tuple[str, str]]:
    names: dict[tuple[str, str], str] = {}
    for holiday in told:
        key = holiday.zone, holiday.year_label
        names[key] = names.get(key, "") + holiday.label.lower()
    return {key for key, said in names.items() if all(word in said for word in _WHOLE)}


def _year(label: str) -> NewYear:
    first = int(label[:4])
    return NewYear(label, date(first, 9, 1), date(first + 1, 8, 31))
