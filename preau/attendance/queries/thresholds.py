"""Who has gone too far: alerts of the school (capability C67), half-days without a legitimate reason (C71)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection

from preau.attendance.counting.count import count
from preau.attendance.counting.rules import ABSENTEEISM_FROM
from preau.attendance.counting.thresholds import Level, UnjustifiedMonth, unjustified_months
from preau.attendance.life.standing import STATE
from preau.attendance.queries.facts import MAY_BE_UNJUSTIFIED, facts_of
from preau.attendance.rules import ALERT_ABSENCES, ALERT_LATE
from preau.directory.rules import MIDDAY
from preau.kernel import clock, words

_DIVISION = """LEFT JOIN LATERAL (
       SELECT coalesce(nullif(g.label, ''), g.code) AS label
         FROM membership k JOIN pupil_group g ON g.id = k.group_id AND g.kind = 'division'
        WHERE k.pupil_id = p.id AND k.school_id = %(school)s
          AND k.begins_on <= %(today)s AND (k.ends_on IS NULL OR k.ends_on > %(today)s)
        ORDER BY k.begins_on DESC, k.id LIMIT 1) d ON true"""

# What counts is what the reason says: before it is settled, and after. No reason counts.
# `MATERIALIZED`: a prepared statement knows no school, and would look for the reason of each period of the year.
_OVER = f"""
WITH reason AS MATERIALIZED (SELECT * FROM absence_reason WHERE school_id = %(school)s),
over AS (
  SELECT o.*, p.id, p.sorting_name, p.last_name || ' ' || p.first_name AS name,
         row_number() OVER (PARTITION BY o.kind ORDER BY o.number DESC, p.sorting_name, p.id) AS place,
         count(*) OVER (PARTITION BY o.kind) AS total
  FROM (SELECT t.pupil_id, t.kind, count(*) AS number, max(t.first_on) AS latest
          FROM absence_period t
          LEFT JOIN reason m ON m.id = t.reason_id
         WHERE t.school_id = %(school)s AND t.withdrawn_at IS NULL AND t.kind IN ('absence', 'retard')
           AND t.first_on BETWEEN (SELECT coalesce(max(y.starts_on), %(today)s::date - 365) FROM school_year y
                                    WHERE y.starts_on <= %(today)s) AND %(today)s
           AND (m.id IS NULL OR CASE WHEN {STATE} = 'reglee' THEN m.counts_in_alerts_once_settled
                                     ELSE m.counts_in_alerts END)
           AND NOT EXISTS (SELECT FROM alert_reset r
                            WHERE r.pupil_id = t.pupil_id AND r.school_id = t.school_id AND r.kind = t.kind
                              AND r.reset_at >= t.starts_at)
         GROUP BY t.pupil_id, t.kind) o
  JOIN person p ON p.id = o.pupil_id
  LEFT JOIN attendance_settings c ON c.school_id = %(school)s
 WHERE o.number >= CASE o.kind WHEN 'absence' THEN coalesce(c.alert_absences, %(absences)s)
                               ELSE coalesce(c.alert_late, %(late)s) END
)
SELECT p.kind, p.total, p.pupil_id, p.name, coalesce(d.label, ''), p.number, p.latest
  FROM over p
  {_DIVISION}
 WHERE p.place <= %(most)s
 ORDER BY p.kind, p.place
"""  # noqa: S608 - our own pieces

# Who may reach so many unjustified half-days in a month: only these are counted. More may be found here than are,
# never fewer. A half-day is unjustified when something that may be so touches a lesson of it, on a day of that
# period when the school has lessons: in the morning when it begins before the last lesson of that morning ends
# anywhere in the school, in the afternoon when it ends after midday. A late arrival counts in one half-day.
_CANDIDATES = f"""
WITH mornings AS (
  SELECT l.held_on, (l.held_on + h.midday) AT TIME ZONE 'Europe/Paris' AS midday_at,
         max(l.ends_at) FILTER (WHERE (l.starts_at AT TIME ZONE 'Europe/Paris')::time < h.midday)
         AS morning_ends_at
    FROM lesson l
    LEFT JOIN school_settings s ON s.school_id = l.school_id
   CROSS JOIN LATERAL (SELECT coalesce(s.midday, %(midday)s::time) AS midday) h
   WHERE l.school_id = %(school)s AND l.held_on BETWEEN %(since)s AND %(until)s
   GROUP BY l.held_on, h.midday
)
SELECT p.id, p.last_name || ' ' || p.first_name, coalesce(d.label, '')
  FROM person p
  {_DIVISION}
 WHERE p.id IN (
       SELECT o.pupil_id
         FROM (SELECT t.pupil_id, day.held_on,
                      count(*) FILTER (WHERE t.kind = 'retard')
                      + coalesce(bool_or(t.starts_at < day.morning_ends_at) FILTER (WHERE t.kind <> 'retard'),
                                 false)::int
                      + coalesce(bool_or(t.ends_at > day.midday_at) FILTER (WHERE t.kind <> 'retard'),
                                 false)::int AS most
                 FROM absence_period t
                 LEFT JOIN attendance_settings c ON c.school_id = t.school_id
                 LEFT JOIN absence_reason m ON m.id = t.reason_id
                CROSS JOIN LATERAL generate_series(
                      0, least(t.last_on, %(until)s) - greatest(t.first_on, %(since)s)) n
                 JOIN mornings day ON day.held_on = greatest(t.first_on, %(since)s) + n
                WHERE t.school_id = %(school)s AND t.withdrawn_at IS NULL AND {MAY_BE_UNJUSTIFIED}
                  AND t.last_on >= %(since)s AND t.last_on <= 'infinity' AND t.first_on <= %(until)s
                GROUP BY t.pupil_id, day.held_on) o
        GROUP BY o.pupil_id, date_trunc('month', o.held_on)
       HAVING sum(least(o.most, 2)) >= %(least)s)
 ORDER BY p.sorting_name, p.id
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class OverLine:
    """A pupil whose absences, or late arrivals, reach the threshold of the school."""

    pupil_id: int
    name: str
    division: str
    number: int
    latest: date


@dataclass(frozen=True, slots=True)
class Over:
    """All who reach it for one kind (`absence`, `retard`): how many, and the first of them, the highest first."""

    total: int
    lines: tuple[OverLine, ...]


NOBODY = Over(0, ())


@dataclass(frozen=True, slots=True)
class AbsentMonth:
    """A pupil and a month whose unjustified half-days call for something."""

    pupil_id: int
    name: str
    division: str
    month: UnjustifiedMonth

    @property
    def is_reported(self) -> bool:
        """True when complete half-days reach the number of the law; otherwise half-days touched only do."""
        return self.month.level is not Level.NONE

    @property
    def is_reinforced(self) -> bool:
        return self.month.level is Level.REINFORCED

    @property
    def when(self) -> str:
        return month_of(self.month.first_on)


def month_of(day: date) -> str:
    """`octobre 2026`."""
    return f"{words.MONTHS[day.month - 1]} {day.year}"


def over_threshold(school_id: int, *, most: int) -> Mapping[str, Over]:
    """By kind, `most` lines of each at most; since the start of the year, or since the alert was dealt with."""
    asked: dict[str, Any] = {
        "school": school_id,
        "today": clock.today(),
        "now": clock.now(),
        "absences": ALERT_ABSENCES,
        "late": ALERT_LATE,
        "most": most,
    }
    with connection.cursor() as cursor:
        rows = cursor.execute(_OVER, asked).fetchall()
    return {
        kind: Over(lines[0][1], tuple(OverLine(*line[2:]) for line in lines))
        for kind, lines in ((kind, list(of_kind)) for kind, of_kind in groupby(rows, key=itemgetter(0)))
    }


def absent_months(school_id: int, *, since: date, until: date) -> tuple[AbsentMonth, ...]:
    """The months of that time with four unjustified half-days or more, the latest first."""
    asked: dict[str, Any] = {"school": school_id, "today": clock.today(), "since": since, "until": until}
    asked |= {"midday": MIDDAY, "least": ABSENTEEISM_FROM}
    with connection.cursor() as cursor:
        pupils = cursor.execute(_CANDIDATES, asked).fetchall()
    facts = facts_of(school_id, [row[0] for row in pupils], since=since, until=until, only_unjustified=True)
    found = [
        AbsentMonth(pupil_id, name, division, month)
        for pupil_id, name, division in pupils
        for month in unjustified_months(count(facts[pupil_id]))
        if month.gross_level is not Level.NONE
    ]
    return tuple(sorted(found, key=lambda one: (one.month.first_on, len(one.month.complete)), reverse=True))
