"""The year of a pupil in numbers, for her family (capability C61).

The same count as the desk’s, each number opened down to its lines and its rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.utils.translation import gettext as _

from preau.attendance.counting.count import count
from preau.attendance.counting.facts import Half, HalfDay, Method, OriginKind
from preau.attendance.counting.totals import Count, Item, Tally, Verdict
from preau.attendance.models import AttendanceSettings
from preau.attendance.queries.facts import presence_of
from preau.attendance.queries.letters import year_start
from preau.kernel import clock, words
from preau.kernel.actor import SchoolRef

_HALVES = {Half.MORNING: "matin", Half.AFTERNOON: "après-midi"}


@dataclass(frozen=True, slots=True)
class CountedLine:
    """A line under a number: what it is about, what it adds, the rules that say so, the periods it comes from."""

    when: str
    adds: str
    verdict: str
    tone: str
    rules: tuple[str, ...]
    period_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OpenedNumber:
    """A number and its lines."""

    label: str
    value: str
    tone: str
    lines: tuple[CountedLine, ...]


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month: half-days missed and unjustified, hours, late arrivals."""

    label: str
    half_days: int
    unjustified: int
    hours: str
    late: int


@dataclass(frozen=True, slots=True)
class SchoolYearOfPupil:
    """What one school counts of a pupil since the start of the year; `method`: how the report card counts."""

    school: str
    method: str
    numbers: tuple[OpenedNumber, ...]
    set_aside: tuple[CountedLine, ...]
    months: tuple[MonthLine, ...]

    @property
    def figures(self) -> list[tuple[str, str, str]]:
        """What the page prints large."""
        return [(number.label, number.value, number.tone) for number in self.numbers]

    @property
    def has_lines(self) -> bool:
        """True when something was noted, counted or not."""
        return bool(self.set_aside) or any(number.lines for number in self.numbers)


def year_of_pupil(school: SchoolRef, pupil_id: int) -> SchoolYearOfPupil:
    """The caller has decided that the actor follows this pupil, who is of this school."""
    since, until = year_start(), clock.today()
    presence = presence_of(school.id, [pupil_id], since=since, until=until)
    counted = count(presence.facts[pupil_id])
    return SchoolYearOfPupil(
        school=school.name,
        method=str(AttendanceSettings.Counting(presence.method.value).label),
        numbers=_numbers(counted, presence.method),
        set_aside=tuple(
            CountedLine(
                when=_half_day(one.half_day) if one.half_day else "",
                adds="",
                verdict=_("Non compté"),
                tone="neutral",
                rules=(_(one.rule.sentence),),
                period_ids=(one.origin.id,) if one.origin.kind == OriginKind.PERIOD else (),
            )
            for one in counted.set_aside
        ),
        months=_months(counted, since, until),
    )


def _numbers(counted: Count, method: Method) -> tuple[OpenedNumber, ...]:
    """Half-days as the report card counts them (the gross ones where it counts hours), hours, late arrivals."""
    half_days = counted.gross if method == Method.HOURS else counted.by(method)
    return (
        _number(_("demi-journées manquées"), half_days, None, "neutral"),
        _number(_("injustifiées"), half_days, Verdict.UNJUSTIFIED, "danger"),
        _number(_("en attente"), half_days, Verdict.AWAITING, "warning"),
        _number(_("justifiées"), half_days, Verdict.JUSTIFIED, "ok"),
        OpenedNumber(
            _("heures de cours manquées"),
            _hours(counted.hours.total.value),
            "neutral",
            _lines(counted.hours.total.items, is_hours=True),
        ),
        _number(_("retards"), counted.late, None, "neutral"),
    )


def _number(label: str, tally: Tally, verdict: Verdict | None, tone: str) -> OpenedNumber:
    total = tally.total if verdict is None else tally.of(verdict)
    return OpenedNumber(label, str(total.whole), tone if total.whole else "neutral", _lines(total.items))


def _lines(items: Iterable[Item], *, is_hours: bool = False) -> tuple[CountedLine, ...]:
    labels = {
        Verdict.JUSTIFIED: (_("Justifiée"), "ok"),
        Verdict.AWAITING: (_("En attente"), "warning"),
        Verdict.UNJUSTIFIED: (_("Injustifiée"), "danger"),
    }
    return tuple(
        CountedLine(
            when=_half_day(item.half_day),
            adds=_hours(item.value) if is_hours else _part(item.value),
            verdict=labels[item.verdict][0],
            tone=labels[item.verdict][1],
            rules=tuple(dict.fromkeys(_(rule.sentence) for rule in (item.rule, *item.reasons))),
            period_ids=tuple(origin.id for origin in item.origins if origin.kind == OriginKind.PERIOD),
        )
        for item in items
    )


def _months(counted: Count, since: date, until: date) -> tuple[MonthLine, ...]:
    """Each month of the year that has begun, the latest first."""
    first, found = until.replace(day=1), []
    while (first.year, first.month) >= (since.year, since.month):
        gross = [one for one in counted.gross.total.items if one.half_day.day.replace(day=1) == first]
        minutes = [one.value for one in counted.hours.total.items if one.half_day.day.replace(day=1) == first]
        found.append(
            MonthLine(
                label=words.month(first),
                half_days=len(gross),
                unjustified=sum(one.verdict == Verdict.UNJUSTIFIED for one in gross),
                hours=_hours(sum(minutes, Fraction())),
                late=sum(one.half_day.day.replace(day=1) == first for one in counted.late.total.items),
            )
        )
        first = (first - timedelta(days=1)).replace(day=1)
    return tuple(found)


def _half_day(half_day: HalfDay) -> str:
    """« mardi 24 novembre, matin »."""
    return f"{words.day(half_day.day)}, {_HALVES[half_day.half]}"


def _hours(minutes: Fraction) -> str:
    """`5 h 30` from 330 minutes."""
    hours, rest = divmod(int(minutes + Fraction(1, 2)), 60)
    return f"{hours}{words.THIN}h{words.THIN}{rest:02d}" if rest else f"{hours}{words.THIN}h"


def _part(value: Fraction) -> str:
    """`1`, or `0,56` of a half-day."""
    if value.denominator == 1:
        return str(value)
    return f"{float(value):.2f}".replace(".", ",")
