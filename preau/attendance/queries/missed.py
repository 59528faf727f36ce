"""What a count says of one pupil, opened: each half-day with its lessons, its reasons and the rule applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.attendance.counting.facts import HalfDay, Method
from preau.attendance.counting.totals import Count, Item
from preau.kernel import words

# Two lists in one statement: lessons with their hours, reasons with whether they are of health.
_WORDS = """
SELECT true, l.id, s.label, l.starts_at, l.ends_at, false
  FROM lesson l JOIN subject s ON s.id = l.subject_id
 WHERE l.school_id = %(school)s AND l.id = ANY(%(lessons)s)
UNION ALL
SELECT false, t.id, m.label, NULL, NULL, m.is_health
  FROM absence_period t JOIN absence_reason m ON m.id = t.reason_id
 WHERE t.school_id = %(school)s AND t.id = ANY(%(periods)s)
 ORDER BY 4, 2
"""


@dataclass(frozen=True, slots=True)
class MissedLine:
    """A line under a half-day: what it is, which lessons, which reasons, which rules."""

    title: str
    verdict: str
    is_late: bool
    lessons: tuple[str, ...]
    reasons: tuple[str, ...]
    rules: tuple[str, ...]
    period_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MissedDay:
    """A half-day and everything counted of it."""

    half_day: HalfDay
    lines: tuple[MissedLine, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something noted that does not count, and why."""

    day: date | None
    rule: str


def missed_days(school_id: int, count: Count, method: Method, *, sees_health: bool) -> tuple[MissedDay, ...]:
    """The half-days of a count. Without `sees_health`, a reason of health reads « justifiée » (rule B1)."""
    items = [*count.by(method).total.items, *count.late.total.items]
    lessons, reasons = _words_of(school_id, items, sees_health)
    late = {id(item) for item in count.late.total.items}
    found: dict[HalfDay, list[MissedLine]] = {}
    for item in items:
        found.setdefault(item.half_day, []).append(_line(item, id(item) in late, lessons, reasons))
    return tuple(
        MissedDay(half_day, tuple(found[half_day])) for half_day in sorted(found, key=lambda one: one.order)
    )


def left_out(count: Count) -> tuple[LeftOut, ...]:
    """What does not count, each day and rule once."""
    told = (LeftOut(one.half_day.day if one.half_day else None, one.rule.sentence) for one in count.set_aside)
    return tuple(dict.fromkeys(told))


def _line(item: Item, is_late: bool, lessons: Mapping[int, str], reasons: Mapping[int, str]) -> MissedLine:
    minutes = round(item.missed.total_seconds() / 60)
    kind = _("Retard") if is_late else _("Absence")
    return MissedLine(
        title=_("%(kind)s, %(time)s de cours") % {"kind": kind, "time": spoken_minutes(minutes)},
        verdict=item.verdict.value,
        is_late=is_late,
        lessons=tuple(text for pk, text in lessons.items() if pk in item.lesson_ids),
        reasons=tuple(dict.fromkeys(reasons[o.id] for o in item.origins if o.id in reasons)),
        rules=(_(item.rule.sentence), *(_(rule.sentence) for rule in item.reasons)),
        period_ids=tuple(origin.id for origin in item.origins),
    )


def spoken_minutes(minutes: int) -> str:
    """`55 min`, `2 h`, `3 h 05`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{words.THIN}min"
    return f"{hours}{words.THIN}h" + (f"{words.THIN}{rest:02d}" if rest else "")


def _words_of(school_id: int, items: list[Item], sees_health: bool) -> tuple[Mapping[int, str], Mapping[int, str]]:
    """Lessons in order of time, and reasons, by id."""
    asked: dict[str, Any] = {
        "school": school_id,
        "lessons": sorted({n for item in items for n in item.lesson_ids}),
        "periods": sorted({origin.id for item in items for origin in item.origins}),
    }
    with connection.cursor() as cursor:
        rows = cursor.execute(_WORDS, asked).fetchall()
    lessons: dict[int, str] = {}
    reasons: dict[int, str] = {}
    for is_lesson, pk, label, starts_at, ends_at, is_health in rows:
        if is_lesson:
            lessons[pk] = f"{label}, {words.hours(starts_at, ends_at)}"
        else:
            reasons[pk] = _("justifiée") if is_health and not sees_health else label
    return lessons, reasons
