"""The desk of absences: the periods of some days, or all that is still to follow, each ready to print."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from preau.attendance.life.standing import STATE, PeriodState
from preau.attendance.life.wording import spoken_time
from preau.attendance.models import AbsencePeriod
from preau.kernel import clock, words

PAGE_LENGTH = 40

# Today, and before or after it all that nobody has settled nor marked as followed. A trip has its own page. Each
# of the three has its index, and none holds a row of another: a year of periods that are settled is not read.
# `infinity`: a prepared statement knows no day, and takes a half-open range for a third of the table.
_OPEN = """SELECT o.* FROM absence_period o
        WHERE o.school_id = %(school)s AND o.withdrawn_at IS NULL AND o.collective_id IS NULL"""
_NOT_TODAY = "NOT (o.last_on >= %(today)s AND o.first_on <= %(today)s)"
_TO_FOLLOW = f"""(
       {_OPEN} AND o.last_on >= %(today)s AND o.last_on <= 'infinity' AND o.first_on <= %(today)s
       UNION ALL
       {_OPEN} AND o.followed_at IS NULL AND o.admissibility <> 'acceptee' AND {_NOT_TODAY}
       UNION ALL
       {_OPEN} AND o.followed_at IS NULL AND o.admissibility = 'acceptee'
          AND o.proof_received_at IS NULL AND {_NOT_TODAY}
          AND o.reason_id IN (SELECT x.id FROM absence_reason x
                               WHERE x.school_id = %(school)s AND x.needs_proof))"""  # noqa: S608 - our own pieces
_OF_DAYS = """(SELECT o.* FROM absence_period o
        WHERE o.school_id = %(school)s AND o.withdrawn_at IS NULL
          AND o.last_on >= %(since)s AND o.first_on <= %(until)s)"""

# Found once: counted by state, and the lines of one page chosen among those of the state that is sought. The row
# without a line says the counts alone.
# `OFFSET 0`: each name by its key; PostgreSQL would read those of every school in order.
_DESK = """
WITH reason AS MATERIALIZED (SELECT * FROM absence_reason WHERE school_id = %(school)s),
kept AS MATERIALIZED (
  SELECT t.id, {state} AS state, t.first_on, t.starts_at, p.sorting_name,
         CASE WHEN t.first_on > %(today)s THEN 2 WHEN t.last_on >= %(today)s THEN 0 ELSE 1 END AS rank
    FROM {periods} t
   CROSS JOIN LATERAL (SELECT p.sorting_name FROM person p WHERE p.id = t.pupil_id OFFSET 0) p
    LEFT JOIN reason m ON m.id = t.reason_id
   WHERE true{conditions}
), found AS (
  SELECT * FROM kept WHERE %(state)s::text IS NULL OR state = %(state)s
   ORDER BY rank, first_on DESC, sorting_name, starts_at, id
   LIMIT %(most)s OFFSET %(skipped)s
)
SELECT (SELECT jsonb_object_agg(c.state, c.number)
          FROM (SELECT state, count(*) AS number FROM kept GROUP BY state) c) AS counts,
       t.id, t.version, t.pupil_id, p.last_name || ' ' || p.first_name, coalesce(d.label, ''), t.kind, t.origin,
       t.starts_at, t.ends_at, f.state, coalesce(e.label, m.label, ''), t.words, t.proof_received_at IS NOT NULL,
       t.followed_at IS NOT NULL,
       (SELECT count(*) FROM absence a
         WHERE a.period_id = t.id AND a.withdrawn_at IS NULL AND a.late_minutes IS NULL),
       (SELECT count(*) FROM follow_up u WHERE u.period_id = t.id),
       (SELECT count(*) FROM absence_proof f WHERE f.period_id = t.id AND f.withdrawn_at IS NULL),
       (SELECT array_agg(DISTINCT w.first_name || ' ' || w.last_name)
          FROM absence a
          JOIN notice n ON n.about_pupil_id = t.pupil_id AND n.withdrawn_at IS NULL
                       AND n.path LIKE '%%#cours-' || a.lesson_id
          JOIN person w ON w.id = n.recipient_id
         WHERE a.period_id = t.id AND a.withdrawn_at IS NULL)
  FROM (SELECT) always
  LEFT JOIN found f ON true
  LEFT JOIN absence_period t ON t.id = f.id
  LEFT JOIN person p ON p.id = t.pupil_id
  LEFT JOIN reason m ON m.id = t.reason_id
  LEFT JOIN collective_absence e ON e.id = t.collective_id
  LEFT JOIN LATERAL (
       SELECT coalesce(nullif(g.label, ''), g.code) AS label
         FROM membership k JOIN pupil_group g ON g.id = k.group_id AND g.kind = 'division'
        WHERE k.pupil_id = t.pupil_id AND k.school_id = t.school_id
          AND k.begins_on <= t.first_on AND (k.ends_on IS NULL OR k.ends_on > t.first_on)
        ORDER BY k.begins_on DESC, k.id LIMIT 1) d ON true
 ORDER BY f.rank, f.first_on DESC, f.sorting_name, f.starts_at, f.id
"""

_CLASSES = """
SELECT g.id, coalesce(nullif(g.label, ''), g.code) FROM pupil_group g
 WHERE g.school_id = %(school)s AND g.kind = 'division' AND (g.closed_on IS NULL OR g.closed_on > %(today)s)
 ORDER BY g.code, g.id
"""


@dataclass(frozen=True, slots=True)
class Sought:
    """What the desk shows. Without `since`: today and all that is still to follow; else the periods that touch the
    days from `since` to `until`. Empty fields filter nothing; `name` is the start of any word of the pupil's name.
    """

    since: date | None = None
    until: date | None = None
    state: PeriodState | None = None
    kind: str = ""
    group_id: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A period as the desk prints it. `told` names who was told of what it holds."""

    id: int
    version: int
    pupil_id: int
    name: str
    division: str
    kind: str
    origin: str
    starts_at: datetime
    ends_at: datetime
    state: PeriodState
    reason: str
    words: str
    is_proof_received: bool
    is_followed: bool
    lessons: int
    follow_ups: int
    files: int
    told: tuple[str, ...]

    @property
    def when(self) -> str:
        """The time of it, in words."""
        return spoken_time(self.starts_at, self.ends_at)

    @property
    def kind_label(self) -> str:
        """Absence, Retard, Départ anticipé."""
        return str(AbsencePeriod.Kind(self.kind).label)

    @property
    def seen(self) -> str:
        """What a form sends back: which period, and the version that was on the screen."""
        return f"{self.id}-{self.version}"


@dataclass(frozen=True, slots=True)
class Desk:
    """The lines of a page, and how many of what is sought is in each state, whatever the state that is sought."""

    lines: tuple[PeriodLine, ...]
    counts: Mapping[PeriodState, int]


def desk_of(school_id: int, sought: Sought, *, number: int = 1) -> Desk:
    """The page of this number: today's first, then the latest past, then what is to come."""
    periods, conditions = _OF_DAYS if sought.since else _TO_FOLLOW, _conditions(sought)
    statement = _DESK.format(state=STATE, periods=periods, conditions=conditions)
    asked = _asked(school_id, sought) | {"most": PAGE_LENGTH, "skipped": (number - 1) * PAGE_LENGTH}
    with connection.cursor() as cursor:
        rows = cursor.execute(statement, asked).fetchall()
    counts = {PeriodState(state): count for state, count in json.loads(rows[0][0] or "{}").items()}
    return Desk(tuple(_line(*row[1:]) for row in rows if row[1] is not None), counts)


def classes_of(school_id: int) -> tuple[tuple[int, str], ...]:
    """The classes of the school, to choose one."""
    with connection.cursor() as cursor:
        return tuple(cursor.execute(_CLASSES, {"school": school_id, "today": clock.today()}).fetchall())


def _line(*row: Any) -> PeriodLine:
    columns = list(row)
    columns[9], columns[17] = PeriodState(columns[9]), tuple(columns[17] or ())
    return PeriodLine(*columns)


def _asked(school_id: int, sought: Sought) -> dict[str, Any]:
    return {
        "school": school_id,
        "now": clock.now(),
        "today": clock.today(),
        "since": sought.since,
        "until": sought.until or sought.since,
        "state": sought.state,
        "kind": sought.kind,
        "group": sought.group_id,
        "name": f"{words.folded(sought.name)}%",
    }


def _conditions(sought: Sought) -> str:
    conditions = []
    if sought.kind:
        conditions.append("t.kind = %(kind)s")
    if sought.group_id is not None:
        conditions.append(
            "EXISTS (SELECT FROM membership k WHERE k.pupil_id = t.pupil_id AND k.school_id = t.school_id"
            " AND k.group_id = %(group)s AND k.begins_on <= t.last_on"
            " AND (k.ends_on IS NULL OR k.ends_on > t.first_on))"
        )
    if words.folded(sought.name):
        conditions.append("(p.sorting_name LIKE %(name)s OR p.sorting_name LIKE '%% ' || %(name)s)")
    return "".join(f"\n     AND {condition}" for condition in conditions)
