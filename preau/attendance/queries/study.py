"""Pupils out of class at this moment, and their next lesson (capability C66)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.attendance.exempting import is_not_expected
from preau.attendance.models import Passage
from preau.attendance.rules import LUNCH, SHORTEST_FREE
from preau.kernel import clock, words

_IS_EXEMPT = is_not_expected(lesson="l", pupil="m.pupil_id")

# Who has no lesson now (it is cancelled, or the timetable has none) and one later, or whose last one is cancelled.
# A gap no longer than a break is not a free period. Who is on a trip is not awaited in study hall.
_OUT_OF_CLASS = f"""
WITH held AS MATERIALIZED (
    SELECT l.id, l.school_id, l.held_on, l.starts_at, l.ends_at, l.room, l.subject_id,
           l.cancelled_at IS NOT NULL AS off, r.closed_at IS NOT NULL AS is_called
      FROM lesson l LEFT JOIN roll r ON r.lesson_id = l.id
     WHERE l.school_id = %(school)s AND l.held_on = %(day)s
), hers AS MATERIALIZED (
    SELECT m.pupil_id, l.*, {_IS_EXEMPT} AS is_exempt
      FROM held l
      JOIN lesson_group g ON g.lesson_id = l.id AND g.school_id = %(school)s
      JOIN membership m ON m.group_id = g.group_id AND m.school_id = %(school)s
                       AND m.begins_on <= %(day)s AND (m.ends_on IS NULL OR m.ends_on > %(day)s)
), gaps AS MATERIALIZED (
    SELECT pupil_id,
           max(ends_at) FILTER (WHERE NOT off AND ends_at <= %(now)s) AS since,
           min(starts_at) FILTER (WHERE NOT off AND starts_at > %(now)s) AS until,
           bool_or(off AND starts_at <= %(now)s AND ends_at > %(now)s) AS is_cancelled,
           (array_agg(id ORDER BY starts_at, id) FILTER (WHERE NOT off AND starts_at > %(now)s))[1] AS next_id,
           (array_agg(id ORDER BY starts_at DESC, id)
              FILTER (WHERE NOT off AND is_called AND ends_at <= %(now)s))[1] AS last_id
      FROM hers
     WHERE NOT is_exempt
     GROUP BY pupil_id
    HAVING NOT bool_or(NOT off AND starts_at <= %(now)s AND ends_at > %(now)s)
)
SELECT p.id, p.last_name || ' ' || p.first_name, coalesce(d.label, ''), q.is_cancelled, q.until, x.room, n.label,
       e.id, e.place, e.arrived_at, a.id IS NOT NULL,
       r.label, r.leaves_when_free, r.leaves_when_cancelled, r.leaves_at_lunch,
       r.needs_agreement AND NOT t.has_agreement, coalesce(r.hue, 0),
       (SELECT coalesce(s.label, '') FROM hers h LEFT JOIN subject s ON s.id = h.subject_id
         WHERE h.pupil_id = q.pupil_id AND h.is_exempt AND NOT h.off
           AND h.starts_at <= %(now)s AND h.ends_at > %(now)s
         ORDER BY h.starts_at, h.id LIMIT 1)
  FROM gaps q
  JOIN person p ON p.id = q.pupil_id
  LEFT JOIN held x ON x.id = q.next_id
  LEFT JOIN subject n ON n.id = x.subject_id
  LEFT JOIN passage e ON e.pupil_id = q.pupil_id AND e.school_id = %(school)s AND e.held_on = %(day)s
                     AND e.left_at IS NULL AND e.withdrawn_at IS NULL
  LEFT JOIN absence a ON a.lesson_id = q.last_id AND a.pupil_id = q.pupil_id AND a.school_id = %(school)s
                     AND a.withdrawn_at IS NULL AND a.late_minutes IS NULL
  LEFT JOIN LATERAL (
       SELECT coalesce(nullif(g.label, ''), g.code) AS label
         FROM membership m JOIN pupil_group g ON g.id = m.group_id AND g.kind = 'division'
        WHERE m.pupil_id = q.pupil_id AND m.school_id = %(school)s
          AND m.begins_on <= %(day)s AND (m.ends_on IS NULL OR m.ends_on > %(day)s)
        ORDER BY m.begins_on DESC, m.id LIMIT 1) d ON true
  LEFT JOIN pupil_regime t ON t.pupil_id = q.pupil_id AND t.school_id = %(school)s
                          AND t.begins_on <= %(day)s AND (t.ends_on IS NULL OR t.ends_on > %(day)s)
  LEFT JOIN exit_regime r ON r.id = t.regime_id
 WHERE (q.is_cancelled OR (q.until IS NOT NULL AND q.until - coalesce(q.since, %(now)s) >= %(shortest)s))
   AND NOT EXISTS (SELECT FROM absence_period o
                    WHERE o.pupil_id = q.pupil_id AND o.school_id = %(school)s AND o.withdrawn_at IS NULL
                      AND o.collective_id IS NOT NULL AND o.first_on <= %(day)s AND o.last_on >= %(day)s
                      AND o.starts_at <= %(now)s AND o.ends_at > %(now)s)
 ORDER BY d.label, p.sorting_name, p.id
"""  # noqa: S608 - our own piece


@dataclass(frozen=True, slots=True)
class OutLine:
    """A pupil without a lesson at this moment, ready to print."""

    pupil_id: int
    name: str
    division: str
    is_cancelled: bool
    next_at: datetime | None
    next_room: str | None
    next_subject: str | None
    passage_id: int | None
    place: str | None
    arrived_at: datetime | None
    is_absent: bool
    regime: str | None
    leaves_when_free: bool | None
    leaves_when_cancelled: bool | None
    leaves_at_lunch: bool | None
    lacks_agreement: bool | None
    hue: int
    #: The subject of the lesson of now that she is exempted from; None: of none.
    exempted_from: str | None

    @property
    def may_leave(self) -> bool:
        """What her regime allows for this gap, with the family's agreement when it needs one."""
        return bool(self._is_allowed) and not self.lacks_agreement

    @property
    def leave(self) -> str:
        """« Peut sortir » or « Reste », and why."""
        if self.regime is None:
            return _("Reste\u202f: pas de régime de sortie")
        said = {"regime": self.regime, "gap": self._gap}
        if self.may_leave:
            return _("Peut sortir\u202f: %(regime)s, %(gap)s") % said
        if self._is_allowed:
            return _("Reste\u202f: %(regime)s, sans l’accord de la famille") % said
        return _("Reste\u202f: %(regime)s, %(gap)s") % said

    @property
    def _is_lunch(self) -> bool:
        return self.next_at is not None and LUNCH[0] <= clock.local(clock.now()).time() < LUNCH[1]

    @property
    def _is_allowed(self) -> bool | None:
        if self.next_at is None:
            return self.leaves_when_cancelled
        return self.leaves_at_lunch if self._is_lunch else self.leaves_when_free

    @property
    def _gap(self) -> str:
        if self.next_at is None:
            return _("dernière heure annulée")
        return _("pause de midi") if self._is_lunch else _("heure libre")

    @property
    def is_in_study(self) -> bool:
        return self.place == Passage.Place.STUDY

    @property
    def is_placed(self) -> bool:
        return self.place is not None

    @property
    def status(self) -> str:
        """Why she has no lesson, or where she is."""
        if self.place and self.arrived_at:
            said = {"place": Passage.Place(self.place).label, "since": words.hour(self.arrived_at)}
            return _("%(place)s depuis %(since)s") % said
        reason = _("Cours annulé") if self.is_cancelled else _("Pas de cours")
        if self.exempted_from is not None:
            reason = _("Dispense de cours") + (f" ({self.exempted_from})" if self.exempted_from else "")
        return _("%(reason)s, noté absent au cours d’avant") % {"reason": reason} if self.is_absent else reason

    @property
    def next_lesson(self) -> str:
        if self.next_at is None:
            return _("Plus de cours aujourd’hui")
        said = {"subject": self.next_subject, "hour": words.hour(self.next_at), "room": self.next_room}
        if self.next_room:
            return _("%(subject)s à %(hour)s, salle %(room)s") % said
        return _("%(subject)s à %(hour)s") % said


def out_of_class(school_id: int) -> tuple[OutLine, ...]:
    """By class, then by name; who comes later that day too, since she may be there already."""
    now = clock.now()
    parameters: dict[str, Any] = {
        "school": school_id, "now": now, "day": clock.school_day(now), "shortest": SHORTEST_FREE,
    }  # fmt: skip
    with connection.cursor() as cursor:
        return tuple(OutLine(*row) for row in cursor.execute(_OUT_OF_CLASS, parameters).fetchall())
