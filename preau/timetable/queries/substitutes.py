"""Who may stand in, who stands in for whom, and what a substitute may still write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.directory import wording
from preau.directory.models import Post
from preau.kernel import words
from preau.kernel.actor import Profile
from preau.kernel.refusals import NotPossible

_OF_SCHOOL = """
SELECT r.id, a.first_name || ' ' || a.last_name, s.first_name || ' ' || s.last_name, r.begins_on, r.ends_on,
       r.end_of_entry_on, coalesce(u.label, ''), r.lesson_id IS NOT NULL
  FROM replacement r
  JOIN person a ON a.id = r.absent_id
  JOIN person s ON s.id = r.substitute_id
  LEFT JOIN weekly_course c ON c.id = r.weekly_course_id
  LEFT JOIN lesson l ON l.id = r.lesson_id
  LEFT JOIN subject u ON u.id = coalesce(c.subject_id, l.subject_id)
 WHERE r.school_id = %(school)s AND r.end_of_entry_on >= %(today)s
 ORDER BY r.begins_on, a.sorting_name, r.id
"""

# What is given for the absent teacher: her services, and the groups and subjects of the lessons taken.
_WRITABLE = """
SELECT DISTINCT r.school_id, g.group_id, g.subject_id
  FROM replacement r
 CROSS JOIN LATERAL (
       SELECT lg.group_id, l.subject_id
         FROM lesson_teacher t
         JOIN lesson l ON l.id = t.lesson_id AND l.school_id = r.school_id
         JOIN lesson_group lg ON lg.lesson_id = l.id
        WHERE t.person_id = r.substitute_id AND t.held_on BETWEEN r.begins_on AND r.ends_on
          AND (r.lesson_id IS NULL OR r.lesson_id = l.id)
          AND (r.weekly_course_id IS NULL OR r.weekly_course_id = l.weekly_course_id)
        UNION
       SELECT c.group_id, c.subject_id
         FROM course c
        WHERE c.teacher_id = r.absent_id AND c.school_id = r.school_id AND r.lesson_id IS NULL
          AND r.weekly_course_id IS NULL AND c.begins_on <= r.ends_on
          AND (c.ends_on IS NULL OR c.ends_on > r.begins_on)) g
 WHERE r.substitute_id = %(person)s AND r.school_id = ANY (%(schools)s)
   AND %(day)s BETWEEN r.begins_on AND r.end_of_entry_on
"""


@dataclass(frozen=True, slots=True)
class ReplacementLine:
    """A replacement not quite over, ready to print; `subject` when it is of one course or one lesson."""

    id: int
    absent: str
    substitute: str
    begins_on: date
    ends_on: date
    end_of_entry_on: date
    subject: str
    is_of_one_lesson: bool

    @property
    def title(self) -> str:
        return _("%(substitute)s remplace %(absent)s") % {"substitute": self.substitute, "absent": self.absent}

    @property
    def detail(self) -> str:
        entry = _("saisie jusqu’au %(day)s") % {"day": words.day(self.end_of_entry_on)}
        days = wording.days(self.begins_on, self.ends_on)
        return ", ".join(part for part in (self.subject, days, entry) if part)


@dataclass(frozen=True, slots=True)
class WritableService:
    """A group and a subject for which a substitute may write."""

    school_id: int
    group_id: int
    subject_id: int


def check_teaches_here(school_id: int, person_id: int, on: date) -> None:
    """`NotPossible` for somebody who does not teach in this school that day."""
    posts = Post.objects.filter(
        school_id=school_id, person_id=person_id, profile=Profile.TEACHER.value, begins_on__lte=on
    )
    if not any(post.ends_on is None or post.ends_on > on for post in posts):
        raise NotPossible(
            _("Cette personne n’enseigne pas dans l’établissement ce jour-là\u202f: choisissez dans la liste."),
            field="substitute",
        )


def replacements_of(school_id: int, today: date) -> tuple[ReplacementLine, ...]:
    """Those of the school whose substitute may still write, or will."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_OF_SCHOOL, {"school": school_id, "today": today}).fetchall()
    return tuple(ReplacementLine(*row) for row in rows)


def services_written_for(person_id: int, school_ids: Sequence[int], day: date) -> tuple[WritableService, ...]:
    """The groups and subjects for which this person, standing in for somebody, may write on that day: from the
    first day of the replacement to the end of entry, both included.
    """
    asked: dict[str, Any] = {"person": person_id, "schools": list(school_ids), "day": day}
    with connection.cursor() as cursor:
        rows = cursor.execute(_WRITABLE, asked).fetchall()
    return tuple(WritableService(*row) for row in rows)
