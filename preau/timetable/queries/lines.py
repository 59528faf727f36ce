"""A lesson ready to print, and how a statement reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from preau.kernel import clock

#: What a statement reads of a lesson `l`, its subject `s` and its school `sc`, in the order of `line_of`.
COLUMNS = """
l.id, l.starts_at, l.ends_at, s.label,
       (SELECT string_agg(coalesce(nullif(g.label, ''), g.code), ', ' ORDER BY g.code)
          FROM lesson_group lg JOIN pupil_group g ON g.id = lg.group_id WHERE lg.lesson_id = l.id),
       (SELECT string_agg(p.first_name || ' ' || p.last_name, ', ' ORDER BY p.sorting_name)
          FROM lesson_teacher t JOIN person p ON p.id = t.person_id WHERE t.lesson_id = l.id),
       l.room, sc.name, sc.uai, l.cancelled_at, l.changed_by_hand_at
"""


class Seen(StrEnum):
    """Whose lessons they are: what goes without saying is not said."""

    BY_PUPIL = "eleve"
    BY_CLASS = "classe"
    BY_GROUP = "groupe"
    BY_TEACHER = "enseignant"
    BY_ROOM = "salle"


@dataclass(frozen=True, slots=True)
class LessonLine:
    """A lesson, ready to print. A cancelled lesson is never « now »; `is_changed` says that the school moved it,
    gave it to somebody else or added it.
    """

    lesson_id: int
    starts_at: datetime
    ends_at: datetime
    subject: str
    groups: str
    teachers: str
    room: str
    school: str
    uai: str
    is_cancelled: bool
    is_changed: bool
    is_now: bool
    is_past: bool

    @property
    def held_on(self) -> date:
        return clock.school_day(self.starts_at)


def line_of(now: datetime, *row: Any) -> LessonLine:
    """A row of `COLUMNS`."""
    pk, starts, ends, subject, groups, teachers, room, school, uai, cancelled, changed = row
    return LessonLine(
        lesson_id=pk,
        starts_at=starts,
        ends_at=ends,
        subject=subject,
        groups=groups or "",
        teachers=teachers or "",
        room=room,
        school=school,
        uai=uai,
        is_cancelled=cancelled is not None,
        is_changed=cancelled is None and changed is not None,
        is_now=cancelled is None and starts <= now < ends,
        is_past=ends <= now,
    )
