"""What else is known of a pupil during a collective absence, and who would go: the preview (capability C64)."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from preau.attendance.life.wording import spoken_time
from preau.attendance.models import AbsencePeriod

_CLASH = """
(SELECT jsonb_build_array(o.origin, coalesce(e.label, m.label, ''), o.starts_at, o.ends_at)
   FROM absence_period o
   LEFT JOIN absence_reason m ON m.id = o.reason_id
   LEFT JOIN collective_absence e ON e.id = o.collective_id
  WHERE o.pupil_id = p.id AND o.school_id = %(school)s AND o.withdrawn_at IS NULL AND o.kind = 'absence'
    AND o.starts_at < {until} AND o.ends_at > {since}{more}
  ORDER BY o.origin = 'appel', o.starts_at, o.id LIMIT 1)
"""

#: A jsonb array [origin, label, start, end] of another absence of the pupil `p` that crosses the period `t`, what
#: was told before what rolls noted; or null. Parameter: school.
CLASH = _CLASH.format(since="t.starts_at", until="t.ends_at", more=" AND o.id <> t.id")

_OF_TIME = _CLASH.format(since="%(since)s", until="%(until)s", more=" AND (e.id IS NULL OR e.key <> %(key)s)")

# Who is in these groups at some moment of these days, and who was chosen by name; all of this school then.
_CHOSEN = f"""
SELECT p.id, p.last_name || ' ' || p.first_name, coalesce(d.label, ''), p.id = ANY(%(pupils)s), x.clash
  FROM (SELECT m.pupil_id AS id FROM membership m
         WHERE m.school_id = %(school)s AND m.group_id = ANY(%(groups)s)
           AND m.begins_on <= %(last_on)s AND (m.ends_on IS NULL OR m.ends_on > %(first_on)s)
         UNION SELECT unnest(%(pupils)s::bigint[])) chosen
  JOIN person p ON p.id = chosen.id
  LEFT JOIN LATERAL (
       SELECT coalesce(nullif(g.label, ''), g.code) AS label
         FROM membership k JOIN pupil_group g ON g.id = k.group_id AND g.kind = 'division'
        WHERE k.pupil_id = p.id AND k.school_id = %(school)s
          AND k.begins_on <= %(first_on)s AND (k.ends_on IS NULL OR k.ends_on > %(first_on)s)
        ORDER BY k.begins_on DESC, k.id LIMIT 1) d ON true
 CROSS JOIN LATERAL (SELECT {_OF_TIME} AS clash) x
 WHERE EXISTS (SELECT FROM enrolment n
                WHERE n.pupil_id = p.id AND n.school_id = %(school)s
                  AND n.begins_on <= %(last_on)s AND (n.ends_on IS NULL OR n.ends_on > %(first_on)s))
 ORDER BY coalesce(d.label, ''), p.sorting_name, p.id
"""  # noqa: S608 - our own pieces

_GROUPS = """
SELECT g.id, g.kind, coalesce(nullif(g.label, ''), g.code) FROM pupil_group g
 WHERE g.school_id = %(school)s AND (g.closed_on IS NULL OR g.closed_on > %(day)s)
 ORDER BY g.kind, g.code, g.id
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pupil who would go. `clash`: what is known of her in that time, in words; `is_told`: somebody said it, and
    it is not only that a roll noted her; `is_by_name`: she was added one by one.
    """

    pupil_id: int
    name: str
    division: str
    is_by_name: bool
    clash: str
    is_told: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """All who would go, by class and name."""

    candidates: tuple[Candidate, ...]

    @property
    def clashing(self) -> tuple[Candidate, ...]:
        """Those already absent in that time."""
        return tuple(one for one in self.candidates if one.clash)

    @property
    def by_class(self) -> list[tuple[str, tuple[Candidate, ...]]]:
        """Each class and its pupils."""
        return [(label, tuple(mine)) for label, mine in groupby(self.candidates, attrgetter("division"))]


def preview(
    school_id: int,
    *,
    starts_at: datetime,
    ends_at: datetime,
    days: tuple[date, date],
    group_ids: Collection[int],
    pupil_ids: Collection[int],
    key: UUID,
) -> Preview:
    """Who would go, in one statement; groups and pupils of another school bring nobody. What was already made of
    the same form (`key`) flags nobody.
    """
    asked: dict[str, Any] = {
        "school": school_id, "since": starts_at, "until": ends_at, "first_on": days[0], "last_on": days[1],
        "groups": list(group_ids), "pupils": list(pupil_ids), "key": key,
    }  # fmt: skip
    with connection.cursor() as cursor:
        rows = cursor.execute(_CHOSEN, asked).fetchall()
    return Preview(tuple(_candidate(*row) for row in rows))


def groups_to_pick(school_id: int, day: date) -> tuple[tuple[int, str, str], ...]:
    """Classes, groups of lessons and groups made by hand that are open on that day: id, kind, label."""
    with connection.cursor() as cursor:
        return tuple(cursor.execute(_GROUPS, {"school": school_id, "day": day}).fetchall())


def clash_of(row: str | None) -> str:
    """« Maladie, mardi 24 novembre, toute la journée »; empty when nothing else is known."""
    if row is None:
        return ""
    origin, label, starts_at, ends_at = json.loads(row)
    when = spoken_time(datetime.fromisoformat(starts_at), datetime.fromisoformat(ends_at))
    said = {"what": label or _what(origin), "when": when}
    return _("%(what)s, %(when)s") % said


def _candidate(pupil_id: int, name: str, division: str, is_by_name: bool, clash: str | None) -> Candidate:
    return Candidate(pupil_id, name, division, is_by_name, clash_of(clash), _is_told(clash))


def _what(origin: str) -> str:
    if origin == AbsencePeriod.Origin.ROLL:
        return _("Absence notée à l’appel")
    if origin == AbsencePeriod.Origin.FAMILY:
        return _("Absence annoncée par la famille")
    return _("Absence annoncée")


def _is_told(row: str | None) -> bool:
    return row is not None and json.loads(row)[0] != AbsencePeriod.Origin.ROLL
