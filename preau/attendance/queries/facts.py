"""What counts are made of, read for many pupils at once: their periods, and their lessons of those days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from preau.attendance.counting.facts import (
    AbsentStretch,
    Admissibility,
    Effects,
    Explanation,
    Facts,
    Half,
    HalfDay,
    LateArrival,
    LessonTime,
    Midday,
    Origin,
    OriginKind,
)
from preau.attendance.models import AbsencePeriod
from preau.directory.calendar_queries import school_calendar
from preau.directory.class_days import HalfDay as CalendarHalfDay
from preau.directory.class_days import SchoolCalendar, public_holidays
from preau.directory.models import Half as CalendarHalf
from preau.directory.rules import MIDDAY
from preau.kernel import clock

_PERIODS = """
SELECT t.pupil_id, t.id, t.kind, t.starts_at, t.ends_at, t.reason_id IS NOT NULL OR t.words <> '', t.admissibility,
       t.proof_received_at IS NOT NULL, m.is_under_responsibility, m.is_breach, m.as_lateness, m.needs_proof,
       (SELECT c.late_as_absence_from FROM attendance_settings c WHERE c.school_id = t.school_id)
  FROM absence_period t
  LEFT JOIN absence_reason m ON m.id = t.reason_id
 WHERE t.school_id = %(school)s AND t.pupil_id = ANY(%(pupils)s) AND t.withdrawn_at IS NULL
   AND t.last_on >= %(since)s AND t.first_on <= %(until)s
 ORDER BY t.pupil_id, t.starts_at, t.id
"""

# Only the lessons of days that a period touches: on other days nothing can be missed; nor of what is to come.
_LESSONS = """
SELECT DISTINCT k.pupil_id, l.id, l.starts_at, l.ends_at
  FROM absence_period t
  JOIN membership k ON k.pupil_id = t.pupil_id AND k.school_id = t.school_id
  JOIN lesson_group g ON g.group_id = k.group_id AND g.school_id = k.school_id
                     AND g.held_on BETWEEN greatest(t.first_on, %(since)s) AND least(t.last_on, %(until)s)
                     AND k.begins_on <= g.held_on AND (k.ends_on IS NULL OR k.ends_on > g.held_on)
  JOIN lesson l ON l.id = g.lesson_id AND l.cancelled_at IS NULL AND l.starts_at <= %(now)s
 WHERE t.school_id = %(school)s AND t.pupil_id = ANY(%(pupils)s) AND t.withdrawn_at IS NULL
   AND t.last_on >= %(since)s AND t.first_on <= %(until)s
 ORDER BY k.pupil_id, l.starts_at, l.id
"""

_MINUTE = timedelta(minutes=1)


def facts_of(school_id: int, pupil_ids: Iterable[int], *, since: date, until: date) -> Mapping[int, Facts]:
    """What `counting.count` needs of each of these pupils, from `since` to `until` included, in three statements.
    The caller has decided that the actor may read it.
    """
    pupils = sorted(set(pupil_ids))
    asked: dict[str, Any] = {
        "school": school_id, "pupils": pupils, "since": since, "until": until, "now": clock.now(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        periods = cursor.execute(_PERIODS, asked).fetchall()
        lessons = cursor.execute(_LESSONS, asked).fetchall()
    away, attended = _by_pupil(periods), _by_pupil(lessons)
    calendar = school_calendar(school_id, until)
    limit = periods[0][-1] if periods else None
    closed = _closed(calendar, {clock.school_day(row[2]) for row in lessons})
    midday = Midday(calendar.midday if calendar else MIDDAY)
    return {
        pupil_id: Facts(
            lessons=tuple(LessonTime(*row[1:]) for row in attended[pupil_id]),
            midday=midday,
            stretches=tuple(_stretch(*row[1:-1]) for row in away[pupil_id] if row[2] != AbsencePeriod.Kind.LATE),
            late_arrivals=tuple(_late(*row[1:-1]) for row in away[pupil_id] if row[2] == AbsencePeriod.Kind.LATE),
            closed=closed,
            late_as_absence_from=limit,
        )
        for pupil_id in pupils
    }


def _by_pupil(rows: list[Any]) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found


def _closed(calendar: SchoolCalendar | None, days: set[date]) -> frozenset[HalfDay]:
    if calendar is None:
        return frozenset()
    return frozenset(
        HalfDay(day, half)
        for day in days
        for half in Half
        if day in public_holidays(day.year)
        or any(stretch.takes(CalendarHalfDay(day, CalendarHalf(half.value))) for stretch in calendar.off)
    )


def _stretch(period_id: int, _kind: str, starts_at: datetime, ends_at: datetime, *said: Any) -> AbsentStretch:
    return AbsentStretch(Origin(OriginKind.PERIOD, period_id), starts_at, ends_at, _explanation(*said))


def _late(period_id: int, _kind: str, starts_at: datetime, ends_at: datetime, *said: Any) -> LateArrival:
    minutes = max(1, (ends_at - starts_at) // _MINUTE)
    return LateArrival(Origin(OriginKind.PERIOD, period_id), starts_at, minutes, _explanation(*said))


def _explanation(has_reason: bool, admissibility: str, has_proof: bool, *flags: bool | None) -> Explanation:
    exempt, breach, as_lateness, needs_proof = flags
    effects = None
    if breach is not None:
        effects = Effects(bool(exempt), breach, bool(as_lateness), bool(needs_proof))
    return Explanation(has_reason, Admissibility(admissibility), has_proof, effects)
