"""The exemptions of a school, and those of a pupil."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.kernel import clock, words

_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

_LINES = """
SELECT x.id, x.pupil_id, p.last_name || ' ' || p.first_name, coalesce(d.label, ''), coalesce(s.label, ''),
       x.weekday, x.starts_at, x.ends_at, x.mondays IS NOT NULL, x.begins_on, x.ends_on, x.must_attend, x.note,
       x.comment
  FROM exemption x
  JOIN person p ON p.id = x.pupil_id
  LEFT JOIN subject s ON s.id = x.subject_id
  LEFT JOIN LATERAL (
       SELECT coalesce(nullif(g.label, ''), g.code) AS label
         FROM membership m JOIN pupil_group g ON g.id = m.group_id AND g.kind = 'division'
        WHERE m.pupil_id = x.pupil_id AND m.school_id = x.school_id
          AND m.begins_on <= %(day)s AND (m.ends_on IS NULL OR m.ends_on > %(day)s)
        ORDER BY m.begins_on DESC, m.id LIMIT 1) d ON true
 WHERE x.school_id = ANY(%(schools)s) AND x.withdrawn_at IS NULL
   AND (%(pupil)s::bigint IS NULL OR x.pupil_id = %(pupil)s)
   AND (%(since)s::date IS NULL OR x.ends_on >= %(since)s)
 ORDER BY x.ends_on < %(day)s, x.begins_on > %(day)s, d.label, p.sorting_name, x.begins_on, x.id
 LIMIT 500
"""


#: What is taught in the school: of two subjects of one name, that of the timetable, which lessons have.
_SUBJECTS = """
SELECT DISTINCT ON (s.label) s.id, s.label
  FROM (SELECT l.subject_id, 0 AS rank FROM lesson l
         WHERE l.school_id = %(school)s AND l.held_on BETWEEN %(day)s - 28 AND %(day)s + 28
        UNION SELECT c.subject_id, 1 FROM course c
         WHERE c.school_id = %(school)s AND (c.ends_on IS NULL OR c.ends_on > %(day)s)) t
  JOIN subject s ON s.id = t.subject_id
 ORDER BY s.label, t.rank, s.id
"""


class When(StrEnum):
    """Whether an exemption holds today."""

    CURRENT = "en cours"
    TO_COME = "à venir"
    ENDED = "terminées"


@dataclass(frozen=True, slots=True)
class ExemptionLine:
    """An exemption, ready to print."""

    id: int
    pupil_id: int
    name: str
    division: str
    subject: str
    weekday: int | None
    starts_at: time | None
    ends_at: time | None
    is_of_some_weeks: bool
    begins_on: date
    ends_on: date
    must_attend: bool
    note: str
    comment: str

    @property
    def what(self) -> str:
        """« EPS », « le mardi de 14 h à 15 h, une semaine sur deux », « de 8 h à 9 h »."""
        if self.subject or self.starts_at is None or self.ends_at is None:
            return self.subject
        said = _("de %(start)s à %(end)s") % {"start": words.hour(self.starts_at), "end": words.hour(self.ends_at)}
        if self.weekday is not None:
            said = _("le %(day)s %(hours)s") % {"day": _WEEKDAYS[self.weekday - 1], "hours": said}
        return said + (_(", une semaine sur deux") if self.is_of_some_weeks else "")

    @property
    def dates(self) -> str:
        """« le 24 novembre », « du 3 au 28 novembre »."""
        if self.begins_on == self.ends_on:
            return _("le %(day)s") % {"day": words.short_day(self.begins_on)}
        return _("du %(first)s au %(last)s") % {
            "first": words.short_day(self.begins_on),
            "last": words.short_day(self.ends_on),
        }

    @property
    def when(self) -> When:
        today = clock.today()
        if self.begins_on > today:
            return When.TO_COME
        return When.CURRENT if self.ends_on >= today else When.ENDED


def subjects_taught(school_id: int) -> tuple[tuple[int, str], ...]:
    """The subjects that a pupil of this school may be exempted from, by name."""
    asked: dict[str, Any] = {"school": school_id, "day": clock.today()}
    with connection.cursor() as cursor:
        return tuple((pk, label) for pk, label in cursor.execute(_SUBJECTS, asked).fetchall())


def exemptions_of_school(school_id: int) -> tuple[ExemptionLine, ...]:
    """Those that hold, then those to come, then those that ended."""
    return _read([school_id], None, None)


def exemptions_of_pupil(school_ids: Iterable[int], pupil_id: int) -> tuple[ExemptionLine, ...]:
    """Those that hold or are to come."""
    return _read(list(school_ids), pupil_id, clock.today())


def _read(school_ids: list[int], pupil_id: int | None, since: date | None) -> tuple[ExemptionLine, ...]:
    asked: dict[str, Any] = {"schools": school_ids, "pupil": pupil_id, "since": since, "day": clock.today()}
    with connection.cursor() as cursor:
        return tuple(ExemptionLine(*row) for row in cursor.execute(_LINES, asked).fetchall())
