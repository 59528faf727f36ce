"""The desk of absences: the periods of some days, or all that is still to follow, each ready to print."""

from __future__ import annotations

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
# of the three has its index, and is asked by itself: a year of periods that are settled is not read.
# `infinity`: a prepared statement knows no day, and takes a half-open range for a third of the table.
_OPEN = """FROM absence_period o
        WHERE o.school_id = %(school)s AND o.withdrawn_at IS NULL AND o.collective_id IS NULL"""
_TO_FOLLOW = f"""t.id IN (
       SELECT o.id {_OPEN} AND o.last_on >= %(today)s AND o.last_on <= 'infinity'
          AND o.first_on <= %(today)s
       UNION ALL
       SELECT o.id {_OPEN} AND o.followed_at IS NULL AND o.admissibility <> 'acceptee'
       UNION ALL
       SELECT o.id {_OPEN} AND o.followed_at IS NULL AND o.admissibility = 'acceptee'
          AND o.proof_received_at IS NULL
          AND o.reason_id IN (SELECT x.id FROM absence_reason x
                               WHERE x.school_id = %(school)s AND x.needs_proof))"""  # noqa: S608 - our own piece

# `LEFT`: where no name is asked, PostgreSQL does not look for the people that it only counts.
_KEPT = """
  FROM absence_period t
  LEFT JOIN person p ON p.id = t.pupil_id
  LEFT JOIN absence_reason m ON m.id = t.reason_id
 WHERE t.school_id = %(school)s AND t.withdrawn_at IS NULL{conditions}
"""

_LINES = """
WITH found AS (
  SELECT t.id, {state} AS state,
         CASE WHEN t.first_on > %(today)s THEN 2 WHEN t.last_on >= %(today)s THEN 0 ELSE 1 END AS rank
  {kept}
   ORDER BY rank, t.first_on DESC, p.sorting_name, t.starts_at, t.id
   LIMIT %(most)s OFFSET %(skipped)s
)
SELECT t.id, t.version, t.pupil_id, p.last_name || ' ' || p.first_name, coalesce(d.label, ''), t.kind, t.origin,
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
  FROM found f
  JOIN absence_period t ON t.id = f.id
  JOIN person p ON p.id = t.pupil_id
  LEFT JOIN absence_reason m ON m.id = t.reason_id
  LEFT JOIN collective_absence e ON e.id = t.collective_id
  LEFT JOIN LATERAL (
       SELECT coalesce(nullif(g.label, ''), g.code) AS label
         FROM membership k JOIN pupil_group g ON g.id = k.group_id AND g.kind = 'division'
        WHERE k.pupil_id = t.pupil_id AND k.school_id = t.school_id
          AND k.begins_on <= t.first_on AND (k.ends_on IS NULL OR k.ends_on > t.first_on)
        ORDER BY k.begins_on DESC, k.id LIMIT 1) d ON true
 ORDER BY f.rank, t.first_on DESC, p.sorting_name, t.starts_at, t.id
"""

_COUNTS = "SELECT {state}, count(*) {kept} GROUP BY 1"

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


def desk_lines(school_id: int, sought: Sought, *, number: int = 1) -> tuple[PeriodLine, ...]:
    """The lines of this page: today's first, then the latest past, then what is to come."""
    asked = _asked(school_id, sought) | {"most": PAGE_LENGTH, "skipped": (number - 1) * PAGE_LENGTH}
    kept = _kept(sought, with_state=True)
    with connection.cursor() as cursor:
        rows = cursor.execute(_LINES.format(state=STATE, kept=kept), asked).fetchall()
    return tuple(_line(*row) for row in rows)


def desk_counts(school_id: int, sought: Sought) -> Mapping[PeriodState, int]:
    """How many of what is sought is in each state, whatever the state that is sought."""
    statement = _COUNTS.format(state=STATE, kept=_kept(sought, with_state=False))
    with connection.cursor() as cursor:
        rows = cursor.execute(statement, _asked(school_id, sought)).fetchall()
    return {PeriodState(state): number for state, number in rows}


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


def _kept(sought: Sought, *, with_state: bool) -> str:
    conditions = [_TO_FOLLOW if sought.since is None else "t.last_on >= %(since)s AND t.first_on <= %(until)s"]
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
    if with_state and sought.state is not None:
        conditions.append(f"{STATE} = %(state)s")
    return _KEPT.format(conditions="".join(f"\n   AND {condition}" for condition in conditions))
