"""The register of a class (C70): its pupils over a month, half-day by half-day, and their totals."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from preau.attendance.counting.facts import Half, HalfDay, Method
from preau.attendance.counting.totals import Count, Verdict
from preau.attendance.policies import may_read_register
from preau.attendance.queries.facts import presence_of
from preau.directory.class_days import HalfDay as CalendarHalfDay
from preau.directory.class_days import SchoolCalendar, is_class_half_day
from preau.directory.models import Half as CalendarHalf
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed

_CLASSES = """
SELECT g.id, coalesce(nullif(g.label, ''), g.code), g.closed_on IS NULL,
       EXISTS (SELECT FROM form_teacher f
                WHERE f.group_id = g.id AND f.school_id = g.school_id AND f.person_id = %(person)s
                  AND f.begins_on <= %(today)s AND (f.ends_on IS NULL OR f.ends_on > %(today)s))
  FROM pupil_group g
 WHERE g.school_id = %(school)s AND g.kind = 'division'
 ORDER BY g.code, g.id
"""

# Whoever was in the class for a day of that month.
_PUPILS = """
SELECT p.id, p.last_name || ' ' || p.first_name
  FROM person p
 WHERE p.id IN (SELECT m.pupil_id FROM membership m
                 WHERE m.group_id = %(group)s AND m.school_id = %(school)s
                   AND m.begins_on <= %(until)s AND (m.ends_on IS NULL OR m.ends_on > %(since)s)
                   AND (%(pupil)s::bigint IS NULL OR m.pupil_id = %(pupil)s))
 ORDER BY p.sorting_name, p.id
"""

_LED = """
SELECT g.id, g.school_id, coalesce(nullif(g.label, ''), g.code)
  FROM form_teacher f
  JOIN pupil_group g ON g.id = f.group_id AND g.school_id = f.school_id AND g.kind = 'division'
                    AND g.closed_on IS NULL
 WHERE f.person_id = %(person)s AND f.school_id = ANY(%(schools)s)
   AND f.begins_on <= %(today)s AND (f.ends_on IS NULL OR f.ends_on > %(today)s)
 ORDER BY g.school_id, g.code, g.id
"""

_SATURDAY = 6


@dataclass(frozen=True, slots=True)
class RegisterClass:
    """A class whose register the reader opens."""

    id: int
    label: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class LedClass:
    """A class of which somebody is form teacher, and the address of its register this month."""

    label: str
    uai: str
    group_id: int
    month: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What a half-day of a pupil says: the verdict of what she missed, how many times she was late."""

    verdict: Verdict | None
    late: int


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A pupil: her marks, by half-day, and her count of the month."""

    pupil_id: int
    name: str
    marks: Mapping[HalfDay, Mark]
    count: Count


@dataclass(frozen=True, slots=True)
class Register:
    """A class over a month. `days` are all those of the month; `closed`, the half-days without class."""

    days: tuple[date, ...]
    closed: frozenset[HalfDay]
    method: Method
    lines: tuple[RegisterLine, ...]

    def is_off(self, day: date) -> bool:
        """True of a day without class, from morning to evening."""
        return all(HalfDay(day, half) in self.closed for half in Half)


def register_classes(actor: Actor, school_id: int) -> tuple[RegisterClass, ...]:
    """The classes whose register this person reads, closed ones too. `NotAllowed` when there is none."""
    asked: dict[str, Any] = {"school": school_id, "person": actor.person_id, "today": clock.today()}
    with connection.cursor() as cursor:
        rows = cursor.execute(_CLASSES, asked).fetchall()
    found = tuple(
        RegisterClass(pk, label, is_open)
        for pk, label, is_open, leads in rows
        if may_read_register(actor, school_id, leads=leads)
    )
    if not found and not may_read_register(actor, school_id, leads=False):
        raise NotAllowed
    return found


def led_classes(actor: Actor) -> tuple[LedClass, ...]:
    """The classes this person is form teacher of today, in all her schools."""
    today = clock.today()
    uais = {school.id: school.uai for school in actor.schools}
    asked: dict[str, Any] = {"person": actor.person_id, "schools": list(uais), "today": today}
    with connection.cursor() as cursor:
        rows = cursor.execute(_LED, asked).fetchall()
    return tuple(
        LedClass(label, uais[school_id], pk, today.isoformat()[:7])
        for pk, school_id, label in rows
        if may_read_register(actor, school_id, leads=True)
    )


def register_of(school_id: int, group_id: int, month: date, *, pupil_id: int | None = None) -> Register:
    """The register of a class, or of one pupil of it, for the month that begins on `month`. The caller has decided
    that it may be read.
    """
    last = month.replace(day=monthrange(month.year, month.month)[1])
    asked: dict[str, Any] = {"school": school_id, "group": group_id, "pupil": pupil_id}
    asked |= {"since": month, "until": last}
    with connection.cursor() as cursor:
        pupils = cursor.execute(_PUPILS, asked).fetchall()
    presence = presence_of(school_id, [row[0] for row in pupils], since=month, until=last)
    counts = presence.counts()
    days = tuple(month + timedelta(days=n) for n in range(last.day))
    return Register(
        days=days,
        closed=frozenset(
            HalfDay(day, half) for day in days for half in Half if not _is_class(presence.calendar, day, half)
        ),
        method=presence.method,
        lines=tuple(RegisterLine(pk, name, marks_of(counts[pk]), counts[pk]) for pk, name in pupils),
    )


def marks_of(count: Count) -> Mapping[HalfDay, Mark]:
    """What a grid shows of a count: only the half-days that have something to show."""
    missed = {half.half_day: half.verdict for half in count.half_days}
    late: dict[HalfDay, int] = {}
    for item in count.late.total.items:
        late[item.half_day] = late.get(item.half_day, 0) + 1
    return {
        half_day: Mark(missed.get(half_day), late.get(half_day, 0))
        for half_day in sorted({*missed, *late}, key=lambda one: one.order)
    }


def _is_class(calendar: SchoolCalendar | None, day: date, half: Half) -> bool:
    if calendar is None:
        return day.isoweekday() < _SATURDAY
    return is_class_half_day(calendar, CalendarHalfDay(day, CalendarHalf(half.value)))
