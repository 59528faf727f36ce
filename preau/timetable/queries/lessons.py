"""One lesson, as the screens that change it show it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.kernel import clock, words
from preau.timetable.queries.ties import Choice

_HEAD = """
SELECT l.id, s.label, l.held_on, l.starts_at, l.ends_at, l.room, l.cancelled_at IS NOT NULL,
       l.changed_by_hand_at IS NOT NULL, l.laid_for, l.weekly_course_id,
       (SELECT jsonb_agg(jsonb_build_array(g.id, coalesce(nullif(g.label, ''), g.code)) ORDER BY g.code)
          FROM lesson_group lg JOIN pupil_group g ON g.id = lg.group_id WHERE lg.lesson_id = l.id),
       (SELECT jsonb_agg(jsonb_build_array(p.id, p.first_name || ' ' || p.last_name) ORDER BY p.sorting_name)
          FROM lesson_teacher t JOIN person p ON p.id = t.person_id WHERE t.lesson_id = l.id),
       (SELECT string_agg(a.first_name || ' ' || a.last_name, ', ' ORDER BY r.id)
          FROM replacement r JOIN person a ON a.id = r.absent_id WHERE r.lesson_id = l.id)
  FROM lesson l
  JOIN subject s ON s.id = l.subject_id
 WHERE l.school_id = %(school)s AND l.id = %(lesson)s
"""

# A school that nothing was imported for chooses among all those its feed names.
_SUBJECTS = """
WITH taught AS (SELECT subject_id FROM weekly_course WHERE school_id = %(school)s
                 UNION SELECT subject_id FROM course WHERE school_id = %(school)s
                 UNION SELECT subject_id FROM lesson WHERE school_id = %(school)s AND held_on >= %(day)s)
SELECT s.id::text, s.label FROM subject s
 WHERE s.id IN (SELECT subject_id FROM taught)
    OR NOT EXISTS (SELECT FROM taught)
       AND s.source IN (SELECT unnest(ARRAY[c.source, c.uai]) FROM school c WHERE c.id = %(school)s)
 ORDER BY s.label, s.id
"""


@dataclass(frozen=True, slots=True)
class LessonHead:
    """A lesson and what was changed of it, ready to print. `course_id` is None for one that the school added;
    `laid_for` the day it was laid for, `replaced` who does not give it.
    """

    id: int
    subject: str
    held_on: date
    starts_at: datetime
    ends_at: datetime
    room: str
    is_cancelled: bool
    is_changed: bool
    laid_for: date | None
    course_id: int | None
    groups: tuple[Choice, ...]
    teachers: tuple[Choice, ...]
    replaced: str

    @property
    def title(self) -> str:
        groups = ", ".join(group.label for group in self.groups)
        return f"{self.subject}, {groups}" if groups else self.subject

    @property
    def moment(self) -> str:
        return f"{words.day(self.held_on)}, {words.hours(self.starts_at, self.ends_at)}"

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def is_past(self) -> bool:
        return self.starts_at <= clock.now()

    @property
    def may_be_restored(self) -> bool:
        return self.is_changed and (self.course_id is not None or self.is_cancelled)

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What the page lists of it."""
        known = (
            (_("Quand"), self.moment),
            (_("Salle"), self.room),
            (_("Enseignants"), ", ".join(teacher.label for teacher in self.teachers)),
            (_("À la place de"), self.replaced),
            (_("Prévue le"), words.day(self.laid_for) if self.laid_for not in {None, self.held_on} else ""),
        )
        return tuple((label, value) for label, value in known if value)


def lesson_head(school_id: int, lesson_id: int) -> LessonHead | None:
    """The lesson of this school; None when it has none of this id."""
    with connection.cursor() as cursor:
        row = cursor.execute(_HEAD, {"school": school_id, "lesson": lesson_id}).fetchone()
    if row is None:
        return None
    return _head(*row)


def _head(
    pk: int, subject: str, held_on: date, starts: datetime, ends: datetime, room: str, is_cancelled: bool,
    is_changed: bool, laid_for: date | None, course_id: int | None, groups: str | None, teachers: str | None,
    replaced: str | None,
) -> LessonHead:  # fmt: skip
    return LessonHead(
        pk, subject, held_on, starts, ends, room, is_cancelled, is_changed, laid_for, course_id,
        _choices(groups), _choices(teachers), replaced or "",
    )  # fmt: skip


def subjects_of(school_id: int) -> tuple[Choice, ...]:
    """The subjects taught in the school this year; while nothing is, those it may teach."""
    asked: dict[str, Any] = {"school": school_id, "day": clock.today()}
    with connection.cursor() as cursor:
        rows: Sequence[tuple[str, str]] = cursor.execute(_SUBJECTS, asked).fetchall()
    return tuple(Choice(*row) for row in rows)


def _choices(column: str | None) -> tuple[Choice, ...]:
    """Django hands JSON columns over as text."""
    return tuple(Choice(str(pk), label) for pk, label in (json.loads(column) if column else []))
