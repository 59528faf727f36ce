"""Collective absences: the list of a school, and one with all its pupils, each ready to print (capability C64)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.attendance.life.wording import spoken_time
from preau.attendance.queries.collective_clash import CLASH, clash_of
from preau.kernel import clock
from preau.kernel.refusals import NotAllowed

PAGE_LENGTH = 40


class Moment(StrEnum):
    """Where a collective absence stands in time; the value is what an address says (`?quand=passees`)."""

    NOW = "en_cours"
    TO_COME = "a_venir"
    PAST = "passees"


#: In the order in which a page shows them, each with what is kept and how it is sorted.
_KEPT = {
    Moment.NOW: ("c.starts_at <= %(now)s AND c.ends_at > %(now)s", "c.starts_at, c.id"),
    Moment.TO_COME: ("c.starts_at > %(now)s", "c.starts_at, c.id"),
    Moment.PAST: ("c.ends_at <= %(now)s", "c.starts_at DESC, c.id DESC"),
}

_LIST = """
SELECT c.id, c.label, m.label, c.starts_at, c.ends_at, c.cancelled_at IS NOT NULL,
       (SELECT count(*) FROM absence_period t
         WHERE t.collective_id = c.id AND t.school_id = c.school_id AND t.withdrawn_at IS NULL)
  FROM collective_absence c JOIN absence_reason m ON m.id = c.reason_id
 WHERE c.school_id = %(school)s AND {kept}
 ORDER BY {order} LIMIT %(most)s OFFSET %(skipped)s
"""

_COUNTS = f"""
SELECT {", ".join(f"count(*) FILTER (WHERE {kept})" for kept, _order in _KEPT.values())}
  FROM collective_absence c WHERE c.school_id = %(school)s
"""  # noqa: S608 - our own pieces

_NAME = "coalesce((SELECT w.first_name || ' ' || w.last_name FROM person w WHERE w.id = c.{who}_by_id), '')"

_ONE = f"""
SELECT c.id, c.version, c.label, c.reason_id, m.label, m.is_under_responsibility, c.starts_at, c.ends_at,
       c.first_on, c.last_on, c.made_at, {_NAME.format(who="made")},
       c.cancelled_at, {_NAME.format(who="cancelled")},
       c.cancelled_why
  FROM collective_absence c JOIN absence_reason m ON m.id = c.reason_id
 WHERE c.school_id = %(school)s AND c.id = %(collective)s
"""  # noqa: S608 - our own pieces

# Its pupils, those who were taken out too; where a teacher said « présent » in that time, and what else is known.
_PUPILS = f"""
SELECT t.id, p.id, p.last_name || ' ' || p.first_name, coalesce(d.label, ''), t.starts_at, t.ends_at,
       t.withdrawn_at IS NOT NULL, t.withdrawn_why,
       (SELECT string_agg(s.label, ', ' ORDER BY l.starts_at)
          FROM sheet_remark k
          JOIN lesson l ON l.id = k.lesson_id AND l.starts_at >= t.starts_at AND l.starts_at < t.ends_at
          JOIN subject s ON s.id = l.subject_id
         WHERE k.pupil_id = p.id AND k.school_id = t.school_id AND k.kind = 'presence' AND k.withdrawn_at IS NULL
           AND k.held_on BETWEEN t.first_on AND t.last_on),
       {CLASH}
  FROM absence_period t
  JOIN person p ON p.id = t.pupil_id
  LEFT JOIN LATERAL (
       SELECT coalesce(nullif(g.label, ''), g.code) AS label
         FROM membership k JOIN pupil_group g ON g.id = k.group_id AND g.kind = 'division'
        WHERE k.pupil_id = t.pupil_id AND k.school_id = t.school_id
          AND k.begins_on <= t.first_on AND (k.ends_on IS NULL OR k.ends_on > t.first_on)
        ORDER BY k.begins_on DESC, k.id LIMIT 1) d ON true
 WHERE t.school_id = %(school)s AND t.collective_id = %(collective)s
 ORDER BY coalesce(d.label, ''), p.sorting_name, p.id, t.id
"""  # noqa: S608 - our own pieces


_VERSIONS = """
SELECT v.before::text, v.changed_at, coalesce(w.first_name || ' ' || w.last_name, '')
  FROM collective_absence_version v LEFT JOIN person w ON w.id = v.changed_by_id
 WHERE v.school_id = %(school)s AND v.collective_id = %(collective)s
 ORDER BY v.version
"""


@dataclass(frozen=True, slots=True)
class CollectiveVersion:
    """What it was before somebody changed it."""

    before: dict[str, Any]
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True, slots=True)
class CollectiveLine:
    """A collective absence in the list: what, when, how many pupils."""

    id: int
    label: str
    reason: str
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool
    pupils: int

    @property
    def when(self) -> str:
        return spoken_time(self.starts_at, self.ends_at)


@dataclass(frozen=True, slots=True)
class CollectiveHead:
    """A collective absence as it is now."""

    id: int
    version: int
    label: str
    reason_id: int
    reason: str
    is_under_responsibility: bool
    starts_at: datetime
    ends_at: datetime
    first_on: date
    last_on: date
    made_at: datetime
    made_by: str
    cancelled_at: datetime | None
    cancelled_by: str
    cancelled_why: str

    @property
    def when(self) -> str:
        return spoken_time(self.starts_at, self.ends_at)

    @property
    def kept(self) -> dict[str, Any]:
        """As a version would keep it: what its history is compared with."""
        return {
            "label": self.label,
            "starts_at": self.starts_at.isoformat(),
            "ends_at": self.ends_at.isoformat(),
            "reason_id": self.reason_id,
            "cancelled_at": self.cancelled_at.isoformat() if self.cancelled_at else None,
            "cancelled_why": self.cancelled_why,
        }


@dataclass(frozen=True, slots=True)
class CollectivePupil:
    """A pupil of it. `clash`: what else is known of her in that time; `seen_in`: the lessons where a teacher said
    she is present; `is_out`: she was taken out, `why`.
    """

    period_id: int
    pupil_id: int
    name: str
    division: str
    starts_at: datetime
    ends_at: datetime
    is_out: bool
    why: str
    seen_in: str
    clash: str

    def hours(self, head: CollectiveHead) -> str:
        """Her own hours, empty when they are those of all."""
        if (self.starts_at, self.ends_at) == (head.starts_at, head.ends_at):
            return ""
        return spoken_time(self.starts_at, self.ends_at)


def collectives(school_id: int, moment: Moment, *, number: int = 1) -> tuple[CollectiveLine, ...]:
    """A page of those of this moment: the next first, the past ones from the latest on."""
    kept, order = _KEPT[moment]
    asked: dict[str, Any] = {
        "school": school_id, "now": clock.now(), "most": PAGE_LENGTH, "skipped": (number - 1) * PAGE_LENGTH,
    }  # fmt: skip
    with connection.cursor() as cursor:
        rows = cursor.execute(_LIST.format(kept=kept, order=order), asked).fetchall()
    return tuple(CollectiveLine(*row) for row in rows)


def collective_counts(school_id: int) -> dict[Moment, int]:
    """How many there are of each moment."""
    with connection.cursor() as cursor:
        row = cursor.execute(_COUNTS, {"school": school_id, "now": clock.now()}).fetchone()
    return dict(zip(_KEPT, row or (), strict=True))


def collective_head(school_id: int, collective_id: int) -> CollectiveHead:
    """The one of this id; `NotAllowed` when this school has none."""
    with connection.cursor() as cursor:
        row = cursor.execute(_ONE, {"school": school_id, "collective": collective_id}).fetchone()
    if row is None:
        raise NotAllowed
    return CollectiveHead(*row)


def collective_pupils(school_id: int, collective_id: int) -> tuple[CollectivePupil, ...]:
    """All who are or were of it, by class and name; who was taken out and is back appears once as going."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_PUPILS, {"school": school_id, "collective": collective_id}).fetchall()
    lines = [_pupil(*row) for row in rows]
    going = {line.pupil_id for line in lines if not line.is_out}
    latest = {line.pupil_id: line for line in lines if line.is_out}
    return tuple(
        line for line in lines if not line.is_out or (line.pupil_id not in going and latest[line.pupil_id] is line)
    )


def collective_versions(school_id: int, collective_id: int) -> tuple[CollectiveVersion, ...]:
    """Its former versions, the oldest first."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_VERSIONS, {"school": school_id, "collective": collective_id}).fetchall()
    return tuple(CollectiveVersion(json.loads(before), at, by) for before, at, by in rows)


def _pupil(*row: Any) -> CollectivePupil:
    columns = list(row)
    columns[-2:] = columns[-2] or "", clash_of(columns[-1])
    return CollectivePupil(*columns)


def pupils_ever_in(school_id: int, collective_id: int) -> tuple[int, ...]:
    """The ids of all who are or were of it."""
    with connection.cursor() as cursor:
        rows = cursor.execute(
            "SELECT DISTINCT pupil_id FROM absence_period"
            " WHERE collective_id = %(collective)s AND school_id = %(school)s",
            {"collective": collective_id, "school": school_id},
        ).fetchall()
    return tuple(row[0] for row in rows)


def moment_label(moment: Moment) -> str:
    """Its name above a list."""
    return {Moment.NOW: _("En cours"), Moment.TO_COME: _("À venir"), Moment.PAST: _("Passées")}[moment]
