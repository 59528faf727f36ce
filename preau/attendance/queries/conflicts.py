"""Pupils noted absent from a lesson and present somewhere else at the same time (capability C65)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.attendance.models import Passage
from preau.kernel import clock, words

#: Contradictions of so many days back are still asked about.
LOOKED_BACK = timedelta(days=7)
MOST = 100

# Somewhere else: a passage inside the school that touches the lesson, or another roll, called and closed, of a
# lesson of the same time where the pupil is expected and not noted absent.
_CONFLICTS = """
SELECT a.id, p.last_name || ' ' || p.first_name, coalesce(d.label, ''), a.held_on, l.id, s.label, l.starts_at,
       l.ends_at, e.place, e.arrived_at, e.left_at, o.id, o.label, o.starts_at
  FROM absence a
  JOIN lesson l ON l.id = a.lesson_id
  JOIN subject s ON s.id = l.subject_id
  JOIN person p ON p.id = a.pupil_id
  LEFT JOIN settled_conflict c ON c.absence_id = a.id AND c.school_id = a.school_id
  LEFT JOIN LATERAL (
       SELECT e.place, e.arrived_at, e.left_at FROM passage e
        WHERE e.pupil_id = a.pupil_id AND e.school_id = a.school_id AND e.held_on = a.held_on
          AND e.withdrawn_at IS NULL AND e.place <> 'sorti'
          AND e.arrived_at < l.ends_at AND (e.left_at IS NULL OR e.left_at > l.starts_at)
        ORDER BY e.arrived_at, e.id LIMIT 1) e ON true
  LEFT JOIN LATERAL (
       SELECT x.id, y.label, x.starts_at
         FROM membership m
         JOIN lesson_group g ON g.group_id = m.group_id AND g.held_on = a.held_on AND g.lesson_id <> l.id
         JOIN lesson x ON x.id = g.lesson_id AND x.school_id = a.school_id AND x.cancelled_at IS NULL
                      AND x.starts_at < l.ends_at AND x.ends_at > l.starts_at
         JOIN roll r ON r.lesson_id = x.id AND r.closed_at IS NOT NULL
         JOIN subject y ON y.id = x.subject_id
        WHERE m.pupil_id = a.pupil_id AND m.school_id = a.school_id
          AND m.begins_on <= a.held_on AND (m.ends_on IS NULL OR m.ends_on > a.held_on)
          AND NOT EXISTS (SELECT FROM absence b WHERE b.lesson_id = x.id AND b.pupil_id = a.pupil_id
                             AND b.withdrawn_at IS NULL AND b.late_minutes IS NULL)
        ORDER BY x.starts_at, x.id LIMIT 1) o ON true
  LEFT JOIN LATERAL (
       SELECT coalesce(nullif(g.label, ''), g.code) AS label
         FROM membership m JOIN pupil_group g ON g.id = m.group_id AND g.kind = 'division'
        WHERE m.pupil_id = a.pupil_id AND m.school_id = a.school_id
          AND m.begins_on <= a.held_on AND (m.ends_on IS NULL OR m.ends_on > a.held_on)
        ORDER BY m.begins_on DESC, m.id LIMIT 1) d ON true
 WHERE a.school_id = %(school)s AND a.held_on BETWEEN %(since)s AND %(day)s
   AND a.withdrawn_at IS NULL AND a.late_minutes IS NULL
   AND (c.id IS NULL OR c.settled_at < a.noted_at)
   AND (e.place IS NOT NULL OR o.id IS NOT NULL)
 ORDER BY l.starts_at DESC, p.sorting_name, a.id
 LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """An absence that something contradicts, ready to print."""

    absence_id: int
    name: str
    division: str
    held_on: date
    lesson_id: int
    subject: str
    starts_at: datetime
    ends_at: datetime
    place: str | None
    arrived_at: datetime | None
    left_at: datetime | None
    other_id: int | None
    other_subject: str | None
    other_starts_at: datetime | None

    @property
    def elsewhere(self) -> str:
        """Where the pupil was seen: « À l’infirmerie de 10 h 02 à 10 h 30 », « Présent en Français à 10 h »."""
        if self.place and self.arrived_at:
            said = {"place": Passage.Place(self.place).label, "since": words.hour(self.arrived_at)}
            if self.left_at is None:
                return _("%(place)s depuis %(since)s") % said
            return _("%(place)s de %(since)s à %(until)s") % {**said, "until": words.hour(self.left_at)}
        assert self.other_starts_at is not None
        return _("Présent à l’appel de %(hour)s (%(subject)s)") % {
            "hour": words.hour(self.other_starts_at),
            "subject": self.other_subject,
        }


def conflicts_of(school_id: int) -> tuple[ConflictLine, ...]:
    """Those of the last seven days that nobody settled, the latest first."""
    today = clock.today()
    parameters: dict[str, Any] = {
        "school": school_id, "day": today, "since": today - LOOKED_BACK, "most": MOST,
    }  # fmt: skip
    with connection.cursor() as cursor:
        return tuple(ConflictLine(*row) for row in cursor.execute(_CONFLICTS, parameters).fetchall())
