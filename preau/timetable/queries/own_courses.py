"""The weekly courses that a school added by itself, whatever its imports say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.kernel import clock, words
from preau.timetable.rules import BY_HAND

_OWN = """
SELECT w.id, s.label, w.subject_id, coalesce(w.own_weekday, w.weekday), coalesce(w.own_starts_at, w.starts_at),
       coalesce(w.own_minutes, w.minutes), coalesce(w.own_room, w.room), w.stopped_on, a.mondays,
       (SELECT array_agg(x.group_id ORDER BY x.id) FROM weekly_course_group x WHERE x.weekly_course_id = w.id),
       (SELECT string_agg(coalesce(nullif(g.label, ''), g.code), ', ' ORDER BY g.code)
          FROM weekly_course_group x JOIN pupil_group g ON g.id = x.group_id WHERE x.weekly_course_id = w.id),
       (SELECT array_agg(t.person_id ORDER BY t.id) FROM weekly_course_teacher t WHERE t.weekly_course_id = w.id),
       (SELECT string_agg(p.first_name || ' ' || p.last_name, ', ' ORDER BY p.sorting_name)
          FROM weekly_course_teacher t JOIN person p ON p.id = t.person_id WHERE t.weekly_course_id = w.id),
       (SELECT l.id FROM lesson l WHERE l.weekly_course_id = w.id AND l.starts_at > %(now)s
         ORDER BY l.starts_at LIMIT 1)
  FROM weekly_course w
  JOIN alternation a ON a.id = w.alternation_id
  JOIN subject s ON s.id = w.subject_id
 WHERE w.school_id = %(school)s AND w.external_key LIKE %(keys)s AND %(course)s IN (0, w.id)
   AND %(today)s - 6 <= ANY (a.mondays) AND (w.stopped_on IS NULL OR w.stopped_on > %(today)s)
 ORDER BY 4, 5, s.label, w.id
"""


@dataclass(frozen=True, slots=True)
class OwnCourse:
    """A course made by hand and not over, ready to print. `next_lesson_id` is None while none is laid."""

    id: int
    subject: str
    subject_id: int
    weekday: int
    starts_at: time
    minutes: int
    room: str
    stopped_on: date | None
    mondays: tuple[date, ...]
    group_ids: tuple[int, ...]
    groups: str
    teacher_ids: tuple[int, ...]
    teachers: str
    next_lesson_id: int | None

    @property
    def title(self) -> str:
        return ", ".join(part for part in (self.groups, self.subject) if part)

    @property
    def moment(self) -> str:
        said = {"day": words.WEEKDAYS[self.weekday - 1], "hour": words.hour(self.starts_at), "n": self.minutes}
        return _("le %(day)s à %(hour)s, %(n)s min") % said

    @property
    def detail(self) -> str:
        room = _("salle %(room)s") % {"room": self.room} if self.room else ""
        weeks = _("%(n)s semaines") % {"n": len(self.mondays)} if len(self.mondays) > 1 else _("1 semaine")
        last = date.fromordinal(self.mondays[-1].toordinal() + self.weekday - 1)
        if self.stopped_on is not None and self.stopped_on <= last:
            until = _("arrêté le %(day)s") % {"day": words.day(self.stopped_on)}
        else:
            until = _("jusqu’au %(day)s") % {"day": words.day(last)}
        said = ", ".join(part for part in (self.moment, self.teachers, room, weeks, until) if part)
        return said[:1].upper() + said[1:]


def own_courses(school_id: int, course_id: int = 0) -> tuple[OwnCourse, ...]:
    """Those not over, in the order of the week; `course_id` alone, when told."""
    now = clock.now()
    asked: dict[str, Any] = {
        "school": school_id, "keys": f"{BY_HAND}|%", "course": course_id, "now": now,
        "today": clock.school_day(now),
    }  # fmt: skip
    with connection.cursor() as cursor:
        rows: Sequence[Any] = cursor.execute(_OWN, asked).fetchall()
    return tuple(_course(*row) for row in rows)


def _course(
    pk: int, subject: str, subject_id: int, weekday: int, starts: time, minutes: int, room: str,
    stopped_on: date | None, mondays: list[date], group_ids: list[int] | None, groups: str | None,
    teacher_ids: list[int] | None, teachers: str | None, lesson_id: int | None,
) -> OwnCourse:  # fmt: skip
    return OwnCourse(
        pk, subject, subject_id, weekday, starts, minutes, room, stopped_on, tuple(sorted(mondays)),
        tuple(group_ids or ()), groups or "", tuple(teacher_ids or ()), teachers or "", lesson_id,
    )  # fmt: skip
