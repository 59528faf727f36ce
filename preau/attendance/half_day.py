"""Which absence of a half-day is told to families: the first that nothing explains (capability C63)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.urls import reverse

from preau.attendance.exempting import is_not_expected
from preau.directory.rules import MIDDAY

#: An SQL condition: a lesson of this alias is of the morning, as its school cuts its days (rule B6).
IS_MORNING = """(({lesson}.starts_at AT TIME ZONE 'Europe/Paris')::time
     < coalesce((SELECT k.midday FROM school_settings k WHERE k.school_id = {lesson}.school_id),
                %(midday)s::time))"""

# A told absence covers the start of the lesson and was not refused; or its period has been explained already; or
# nobody expected her.
_IS_EXPLAINED = f"""(EXISTS (SELECT FROM absence_period t
                  WHERE t.pupil_id = a.pupil_id AND t.school_id = a.school_id AND t.withdrawn_at IS NULL
                    AND t.kind = 'absence' AND t.origin <> 'appel' AND t.admissibility <> 'refusee'
                    AND t.first_on <= a.held_on AND t.last_on >= a.held_on
                    AND t.starts_at <= l.starts_at AND t.ends_at > l.starts_at)
         OR EXISTS (SELECT FROM absence_period t
                     WHERE t.id = a.period_id AND t.withdrawn_at IS NULL
                       AND (t.reason_id IS NOT NULL OR t.words <> '' OR t.admissibility = 'acceptee'))
         OR {is_not_expected(lesson="l", pupil="a.pupil_id")})"""  # noqa: S608 - our own piece

_CASES = f"""
SELECT a.id, a.pupil_id, a.lesson_id, p.first_name, s.label, l.starts_at, l.ends_at, a.late_minutes, a.noted_at,
       a.held_on, {_IS_EXPLAINED}
  FROM absence a
  JOIN lesson l ON l.id = a.lesson_id
  JOIN subject s ON s.id = l.subject_id
  JOIN person p ON p.id = a.pupil_id
"""  # noqa: S608 - the condition above

_CASE = f"{_CASES} WHERE a.id = %(absence)s AND a.withdrawn_at IS NULL"

_FIRST_OF_HALF_DAY = f"""{_CASES}
  JOIN absence told ON told.id = %(absence)s
  JOIN lesson o ON o.id = told.lesson_id
 WHERE a.pupil_id = told.pupil_id AND a.held_on = told.held_on AND a.school_id = told.school_id
   AND a.withdrawn_at IS NULL AND a.late_minutes IS NULL AND a.noted_at <= %(at)s
   AND NOT {_IS_EXPLAINED}
   AND {IS_MORNING.format(lesson="l")} = {IS_MORNING.format(lesson="o")}
 ORDER BY a.noted_at, a.id
 LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Case:
    """What stands noted of a pupil at a lesson now, which may be more than what the fact says."""

    absence_id: int
    pupil_id: int
    lesson_id: int
    first_name: str
    subject: str
    starts_at: datetime
    ends_at: datetime
    late_minutes: int | None
    noted_at: datetime
    held_on: date
    is_explained: bool

    @property
    def path(self) -> str:
        """The page that says more."""
        return path_of(self.pupil_id, self.lesson_id)


def path_of(pupil_id: int, lesson_id: int) -> str:
    """The place of a lesson on the page of a pupil."""
    return reverse("attendance:pupil", kwargs={"pupil_id": pupil_id}) + f"#cours-{lesson_id}"


def standing_case(absence_id: int) -> Case | None:
    """What stands of this absence; None when it was an error."""
    return _one(_CASE, {"absence": absence_id})


def first_unexplained(absence_id: int, *, at: datetime) -> Case | None:
    """Among those noted until `at` in the half-day of this absence, the first that nothing explains."""
    return _one(_FIRST_OF_HALF_DAY, {"absence": absence_id, "midday": MIDDAY, "at": at})


def _one(statement: str, asked: dict[str, Any]) -> Case | None:
    with connection.cursor() as cursor:
        row = cursor.execute(statement, asked).fetchone()
    return Case(*row) if row else None
