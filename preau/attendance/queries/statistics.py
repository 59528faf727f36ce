"""Statistics of presence (C70): who misses what, by class, reason, regime, day of the week or hour.

Each number is a sum of the counts that desks and families read: an absence is never counted here otherwise than
there. The rows of a whole school are read in four statements, five by reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.attendance.counting.rules import whole
from preau.attendance.counting.totals import Count, Item, Verdict
from preau.attendance.queries.facts import presence_of
from preau.attendance.summing import PartSum
from preau.kernel import clock, words

# Whoever has a period that touches these days: nobody else missed anything.
_PUPILS = """
SELECT p.id, coalesce(d.label, ''), e.regime
  FROM person p
  JOIN pupil e ON e.person_id = p.id
  LEFT JOIN LATERAL (
       SELECT coalesce(nullif(g.label, ''), g.code) AS label
         FROM membership k JOIN pupil_group g ON g.id = k.group_id AND g.kind = 'division'
        WHERE k.pupil_id = p.id AND k.school_id = %(school)s AND k.begins_on <= %(until)s
        ORDER BY k.begins_on DESC, k.id LIMIT 1) d ON true
 WHERE p.id IN (SELECT t.pupil_id FROM absence_period t
                 WHERE t.school_id = %(school)s AND t.withdrawn_at IS NULL
                   AND t.last_on >= %(since)s AND t.first_on <= %(until)s)
 ORDER BY p.id
"""

_REASONS = """
SELECT t.id, m.label
  FROM absence_period t JOIN absence_reason m ON m.id = t.reason_id
 WHERE t.school_id = %(school)s AND t.withdrawn_at IS NULL
   AND t.last_on >= %(since)s AND t.first_on <= %(until)s
"""


class View(StrEnum):
    """By what the numbers are parted."""

    CLASS = "classe"
    REASON = "motif"
    REGIME = "regime"
    WEEKDAY = "jour"
    HOUR = "heure"


@dataclass(slots=True)
class _Sum:
    order: tuple[int, str]
    pupils: set[int] = field(default_factory=set)
    half_days: Fraction = Fraction()
    unjustified: Fraction = Fraction()
    minutes: Fraction = Fraction()
    lessons: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class StatisticsLine:
    """A part and its numbers. `half_days` are gross; `lessons`, the lessons missed in all or in part. By hour,
    only lessons and late arrivals have a meaning. By reason, what has two reasons is in both.
    """

    label: str
    pupils: int
    half_days: int
    unjustified: int
    minutes: int
    lessons: int
    late: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What is counted: from when to when, parted by what, for pupils with so many half-days at least."""

    since: date
    until: date
    view: View = View.CLASS
    at_least: int = 0


@dataclass(frozen=True, slots=True)
class _Pupil:
    id: int
    division: str
    regime: str
    count: Count
    starts: Mapping[int, datetime]


def statistics_of(school_id: int, asked: Asked) -> tuple[StatisticsLine, ...]:
    """The parts that have something, classes and reasons by name, days and hours in order of time. The caller has
    decided that the actor may read them.
    """
    return tuple(
        StatisticsLine(
            one.label, len(one.pupils), whole(one.half_days), whole(one.unjustified), whole(one.minutes),
            one.lessons, one.late,
        )
        for one in parts_of(school_id, asked)
    )  # fmt: skip


def parts_of(school_id: int, asked: Asked) -> tuple[PartSum, ...]:
    """The same before any rounding, with who is in each part."""
    where: dict[str, Any] = {"school": school_id, "since": asked.since, "until": asked.until}
    with connection.cursor() as cursor:
        rows = cursor.execute(_PUPILS, where).fetchall()
        reasons = dict(cursor.execute(_REASONS, where).fetchall()) if asked.view == View.REASON else {}
    presence = presence_of(school_id, [row[0] for row in rows], since=asked.since, until=asked.until)
    counts = presence.counts()
    sums: dict[str, _Sum] = {}
    for pupil_id, division, regime in rows:
        if len(counts[pupil_id].half_days) >= asked.at_least:
            starts = {lesson.id: lesson.starts_at for lesson in presence.facts[pupil_id].lessons}
            _add(sums, _Pupil(pupil_id, division, regime, counts[pupil_id], starts), asked.view, reasons)
    return tuple(
        PartSum(label, frozenset(one.pupils), one.half_days, one.unjustified, one.minutes, one.lessons, one.late)
        for label, one in sorted(sums.items(), key=lambda named: named[1].order)
    )


def _add(sums: dict[str, _Sum], pupil: _Pupil, view: View, reasons: Mapping[int, str]) -> None:
    for item in pupil.count.gross.total.items:
        for one, _lessons in _sums_of(sums, pupil, item, view, reasons):
            one.half_days += item.value
            one.unjustified += item.value if item.verdict == Verdict.UNJUSTIFIED else 0
    for item in pupil.count.hours.total.items:
        for one, lessons in _sums_of(sums, pupil, item, view, reasons):
            one.minutes += item.value
            one.lessons += lessons
    for item in pupil.count.late.total.items:
        for one, _lessons in _sums_of(sums, pupil, item, view, reasons):
            one.late += 1


def _sums_of(
    sums: dict[str, _Sum], pupil: _Pupil, item: Item, view: View, reasons: Mapping[int, str]
) -> Iterator[tuple[_Sum, int]]:
    """The parts where this belongs, each with how many of its lessons."""
    for order, label, lessons in _parts(pupil, item, view, reasons):
        if (one := sums.get(label)) is None:
            one = sums[label] = _Sum((order, words.folded(label)))
        one.pupils.add(pupil.id)
        yield one, lessons


def _parts(pupil: _Pupil, item: Item, view: View, reasons: Mapping[int, str]) -> Iterable[tuple[int, str, int]]:
    lessons = len(item.lesson_ids)
    if view == View.CLASS:
        return [(0, pupil.division or _("Sans classe"), lessons)]
    if view == View.REGIME:
        return [(0, pupil.regime or _("Régime non renseigné"), lessons)]
    if view == View.WEEKDAY:
        weekday = item.half_day.day.weekday()
        return [(weekday, words.WEEKDAYS[weekday].capitalize(), lessons)]
    if view == View.REASON:
        named = {reasons.get(origin.id) or _("Sans motif") for origin in item.origins}
        return [(0, label, lessons) for label in sorted(named)]
    starts = (clock.local(pupil.starts[pk]).hour for pk in item.lesson_ids)
    return [(hour, f"{hour}{words.THIN}h", number) for hour, number in sorted(Counter(starts).items())]
