"""What counts are made of, read for many pupils at once: their periods, and their lessons of those days.

One reading for everybody: the desk, the family, the register and the report card count from here, so that they say
the same number. Where what was told and what was seen differ, what was seen holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db import connection

from preau.attendance.counting.count import count
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
    Method,
    Midday,
    Origin,
    OriginKind,
)
from preau.attendance.counting.spans import Span, minus
from preau.attendance.counting.totals import Count
from preau.attendance.exempting import is_not_expected
from preau.attendance.models import AbsencePeriod
from preau.directory.calendar_queries import school_calendar
from preau.directory.class_days import HalfDay as CalendarHalfDay
from preau.directory.class_days import SchoolCalendar, public_holidays
from preau.directory.models import Half as CalendarHalf
from preau.directory.rules import MIDDAY
from preau.kernel import clock

# The choices of the school are on each row, and on a row of their own when nobody was away.
_PERIODS = """
SELECT c.late_as_absence_from, c.counting, t.pupil_id, t.id, t.kind, t.origin, t.starts_at::text,
       t.ends_at::text, t.reason_id IS NOT NULL OR t.words <> '', t.admissibility, t.proof_received_at IS NOT NULL,
       m.is_under_responsibility, m.is_breach, m.as_lateness, m.needs_proof
  FROM school s
  LEFT JOIN attendance_settings c ON c.school_id = s.id
  LEFT JOIN absence_period t ON t.school_id = s.id AND t.pupil_id = ANY(%(pupils)s) AND t.withdrawn_at IS NULL
                            AND t.last_on >= %(since)s AND t.first_on <= %(until)s
  LEFT JOIN absence_reason m ON m.id = t.reason_id
 WHERE s.id = %(school)s
 ORDER BY t.pupil_id, t.starts_at, t.id
"""

#: What may make a half-day unjustified, of a period `t`, its reason `m` and the settings `c`: the words of
#: `counting.claims` for it. Everything else is justified, waits, is no absence, or does not count.
MAY_BE_UNJUSTIFIED = """
(t.admissibility = 'refusee' OR t.admissibility = 'en_attente' AND t.reason_id IS NULL AND t.words = '')
AND (m.id IS NULL OR m.is_breach AND NOT m.is_under_responsibility AND NOT m.as_lateness)
AND (t.kind = 'absence' OR t.kind = 'retard' AND m.id IS NOT NULL
     OR greatest(t.ends_at - t.starts_at, interval '1 minute') >= c.late_as_absence_from * interval '1 minute')
"""

_IS_EXEMPT = is_not_expected(lesson="l", pupil="w.pupil_id")

# Only the lessons of days that a period touches: on other days nothing can be missed; nor of what is to come. A
# lesson she was exempted from is none of hers. Last two columns: from when to when somebody saw the pupil; null
# when nobody did, or when nothing was told of that day: only that may be contradicted. A roll validated during a
# trip of hers has not seen her, unless a teacher said « présent ».
# `OFFSET 0`: the days of a period bound what is read of each group, which PostgreSQL would otherwise read whole;
# sheets are read for days told alone. Instants are read as text (`_instant`): a class has the same, thirty times.
_LESSONS = f"""
SELECT w.pupil_id, l.id, l.starts_at::text, l.ends_at::text, v.seen_from::text, v.seen_until::text
  FROM (SELECT t.pupil_id, h.lesson_id, bool_or(t.origin <> 'appel') AS is_told
          FROM absence_period t
          LEFT JOIN attendance_settings c ON c.school_id = t.school_id
          LEFT JOIN absence_reason m ON m.id = t.reason_id
         CROSS JOIN LATERAL (
               SELECT g.lesson_id
                 FROM membership k
                 JOIN lesson_group g ON g.group_id = k.group_id AND g.school_id = k.school_id
                      AND g.held_on BETWEEN greatest(t.first_on, %(since)s) AND least(t.last_on, %(until)s)
                      AND k.begins_on <= g.held_on AND (k.ends_on IS NULL OR k.ends_on > g.held_on)
                WHERE k.pupil_id = t.pupil_id AND k.school_id = t.school_id
               OFFSET 0) h
         WHERE t.school_id = %(school)s AND t.pupil_id = ANY(%(pupils)s) AND t.withdrawn_at IS NULL
           AND t.last_on >= %(since)s AND t.first_on <= %(until)s
         GROUP BY t.pupil_id, h.lesson_id
        HAVING NOT %(only_unjustified)s OR bool_or({MAY_BE_UNJUSTIFIED})) w
  JOIN lesson l ON l.id = w.lesson_id AND l.cancelled_at IS NULL AND l.starts_at <= %(now)s
                AND NOT {_IS_EXEMPT}
  LEFT JOIN LATERAL (
       SELECT CASE WHEN a.late_minutes IS NOT NULL THEN l.starts_at + a.late_minutes * interval '1 minute'
                   WHEN a.id IS NULL AND (here.id IS NOT NULL OR r.closed_at IS NOT NULL AND NOT EXISTS (
                        SELECT FROM absence_period o
                         WHERE o.pupil_id = w.pupil_id AND o.school_id = l.school_id AND o.withdrawn_at IS NULL
                           AND o.collective_id IS NOT NULL AND o.first_on <= l.held_on AND o.last_on >= l.held_on
                           AND o.starts_at <= l.starts_at AND o.ends_at > l.starts_at)) THEN l.starts_at
                   END AS seen_from,
              l.ends_at - coalesce(gone.minutes, 0) * interval '1 minute' AS seen_until
         FROM (SELECT) always
         LEFT JOIN roll r ON r.lesson_id = l.id
         LEFT JOIN absence a ON a.lesson_id = l.id AND a.pupil_id = w.pupil_id AND a.withdrawn_at IS NULL
         LEFT JOIN sheet_remark here ON here.lesson_id = l.id AND here.pupil_id = w.pupil_id
                                    AND here.kind = 'presence' AND here.withdrawn_at IS NULL
         LEFT JOIN sheet_remark gone ON gone.lesson_id = l.id AND gone.pupil_id = w.pupil_id
                                    AND gone.kind = 'depart' AND gone.withdrawn_at IS NULL
        WHERE w.is_told
       OFFSET 0) v ON true
 ORDER BY w.pupil_id, l.starts_at, l.id
"""  # noqa: S608 - our own piece

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Presence:
    """The facts of several pupils, and what their school decided: how it counts, its calendar (None outside any
    year).
    """

    method: Method
    midday: Midday
    calendar: SchoolCalendar | None
    facts: Mapping[int, Facts]

    def counts(self) -> Mapping[int, Count]:
        """The count of each pupil."""
        return {pupil_id: count(facts) for pupil_id, facts in self.facts.items()}


@dataclass(frozen=True, slots=True)
class _Attended:
    """A lesson of a pupil, and from when to when she was seen there; `seen_from` None: she was not."""

    lesson: LessonTime
    seen_from: str | None
    seen_until: str | None

    @property
    def seen(self) -> Span | None:
        """The time of it when she was seen."""
        if self.seen_from is None or self.seen_until is None:
            return None
        starts_at, ends_at = _instant(self.seen_from), _instant(self.seen_until)
        return Span.between(starts_at, ends_at) if starts_at < ends_at else None


def facts_of(
    school_id: int, pupil_ids: Iterable[int], *, since: date, until: date, only_unjustified: bool = False
) -> Mapping[int, Facts]:
    """The facts alone of `presence_of`."""
    return presence_of(school_id, pupil_ids, since=since, until=until, only_unjustified=only_unjustified).facts


def presence_of(
    school_id: int, pupil_ids: Iterable[int], *, since: date, until: date, only_unjustified: bool = False
) -> Presence:
    """What `counting.count` needs of each of these pupils, from `since` to `until` included, in three statements
    (four when `until` falls between two years). The caller has decided that the actor may read it.

    - A validated roll that does not note the pupil absent, or « présent » said on a sheet, is presence: it beats
      what was told of a lesson from its beginning. An absence told from the middle of a lesson is not contradicted
      by a roll called at its start.
    - An early departure counts from as many minutes as a late arrival counts as an absence, and never when the
      school has no such limit: two gestures at the same door are weighed alike (our choice; rule B6 is silent).
    - `only_unjustified`: the lessons of days where a half-day may be unjustified, and no other. Half-days are
      counted each by itself, so those that are unjustified are the same ones; nothing else may be read there.
    """
    pupils = sorted(set(pupil_ids))
    asked: dict[str, Any] = {
        "school": school_id, "pupils": pupils, "since": since, "until": until, "now": clock.now(),
        "only_unjustified": only_unjustified,
    }  # fmt: skip
    with connection.cursor() as cursor:
        periods = cursor.execute(_PERIODS, asked).fetchall()
        rows = cursor.execute(_LESSONS, asked).fetchall()
    distinct = {row[1]: row[2:4] for row in rows}
    lessons = {pk: LessonTime(pk, _instant(starts), _instant(ends)) for pk, (starts, ends) in distinct.items()}
    limit, counting = periods[0][:2] if periods else (None, None)
    away = _by_pupil((*row[2:6], *map(_instant, row[6:8]), *row[8:]) for row in periods if row[2] is not None)
    attended = _by_pupil(rows)
    calendar = school_calendar(school_id, until) or school_calendar(school_id, since)
    closed = closed_of(calendar, {clock.school_day(one.starts_at) for one in lessons.values()})
    midday = Midday(calendar.midday if calendar else MIDDAY)
    facts = {}
    for pupil_id in pupils:
        hers = [_Attended(lessons[row[1]], row[4], row[5]) for row in attended[pupil_id]]
        facts[pupil_id] = Facts(
            lessons=tuple(one.lesson for one in hers),
            midday=midday,
            stretches=tuple(piece for row in away[pupil_id] for piece in _stretches(hers, limit, *row[1:])),
            late_arrivals=tuple(_late(*row[1:]) for row in away[pupil_id] if row[2] == AbsencePeriod.Kind.LATE),
            closed=closed,
            late_as_absence_from=limit,
        )
    return Presence(Method(counting or Method.GROSS), midday, calendar, facts)


def closed_of(calendar: SchoolCalendar | None, days: set[date]) -> frozenset[HalfDay]:
    """The half-days of these days that a holiday or a closure takes. A lesson that the school lays on a Saturday
    without class is a lesson: it counts.
    """
    if calendar is None:
        return frozenset()
    return frozenset(
        HalfDay(day, half)
        for day in days
        for half in Half
        if day in public_holidays(day.year)
        or any(stretch.takes(CalendarHalfDay(day, CalendarHalf(half.value))) for stretch in calendar.off)
    )


def _by_pupil(rows: Iterable[Any]) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found


@lru_cache(maxsize=8192)
def _instant(written: str) -> datetime:
    """The instant that PostgreSQL writes, in UTC as every connection of ours is."""
    return datetime.fromisoformat(written)


def _stretches(
    attended: list[_Attended], limit: int | None, period_id: int, kind: str, origin: str, starts_at: datetime,
    ends_at: datetime, *said: Any,
) -> Iterable[AbsentStretch]:  # fmt: skip
    """The pieces of a period that nobody contradicts; none of a late arrival, which is no stretch."""
    if kind == AbsencePeriod.Kind.LATE:
        return
    if kind == AbsencePeriod.Kind.LEFT_EARLY and (limit is None or (ends_at - starts_at) < limit * _MINUTE):
        return
    pieces: tuple[Span, ...] = (Span.between(starts_at, ends_at),)
    if origin != AbsencePeriod.Origin.ROLL:
        seen = (one.seen for one in attended if one.lesson.starts_at >= starts_at)
        pieces = minus(pieces, tuple(span for span in seen if span is not None))
    for piece in pieces:
        yield AbsentStretch(Origin(OriginKind.PERIOD, period_id), *piece, _explanation(*said))


def _late(
    period_id: int, _kind: str, _origin: str, starts_at: datetime, ends_at: datetime, *said: Any
) -> LateArrival:
    minutes = max(1, (ends_at - starts_at) // _MINUTE)
    return LateArrival(Origin(OriginKind.PERIOD, period_id), starts_at, minutes, _explanation(*said))


@lru_cache(maxsize=1024)
def _explanation(has_reason: bool, admissibility: str, has_proof: bool, *flags: bool | None) -> Explanation:
    exempt, breach, as_lateness, needs_proof = flags
    effects = None
    if breach is not None:
        effects = Effects(bool(exempt), breach, bool(as_lateness), bool(needs_proof))
    return Explanation(has_reason, Admissibility(admissibility), has_proof, effects)
