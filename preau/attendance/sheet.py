"""The sheet of a lesson: read in one statement, the same for the page, the tap and the rights.

`load_sheet` returns the lesson, its teachers, the roll and every pupil expected, with what stands noted of each
and whether the pupil was absent from an earlier lesson of that day.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.attendance.known import ELSEWHERE, EXEMPTED, NOTHING, REMARKS, TOLD, Known, known
from preau.attendance.rules import OPENS_BEFORE, RollState, RollTimes, Standing, roll_state
from preau.kernel import clock, words
from preau.kernel.refusals import NotAllowed

# The lesson that goes on with this one: the same people, the same subject, at once or nearly.
_GOES_ON = """
(SELECT jsonb_build_array(n.id, n.starts_at, coalesce(c.splits_double_lessons, true))
   FROM lesson n
   LEFT JOIN attendance_settings c ON c.school_id = n.school_id
  WHERE n.school_id = l.school_id AND n.held_on = l.held_on AND n.subject_id = l.subject_id
    AND n.starts_at BETWEEN l.ends_at AND l.ends_at + interval '20 minutes' AND n.cancelled_at IS NULL
   AND NOT EXISTS (SELECT FROM roll r WHERE r.lesson_id = n.id AND r.closed_at IS NOT NULL)
   AND (SELECT array_agg(t.person_id ORDER BY t.person_id) FROM lesson_teacher t WHERE t.lesson_id = n.id)
     = (SELECT array_agg(t.person_id ORDER BY t.person_id) FROM lesson_teacher t WHERE t.lesson_id = l.id)
   AND (SELECT array_agg(g.group_id ORDER BY g.group_id) FROM lesson_group g WHERE g.lesson_id = n.id)
     = (SELECT array_agg(g.group_id ORDER BY g.group_id) FROM lesson_group g WHERE g.lesson_id = l.id)
  ORDER BY n.starts_at LIMIT 1)
"""

_LESSON = f"""
SELECT l.id, l.school_id, l.held_on, l.starts_at, l.ends_at, l.room, l.cancelled_at, s.label,
       r.opened_at, r.closed_at,
       (SELECT array_agg(t.person_id) FROM lesson_teacher t WHERE t.lesson_id = l.id),
       (SELECT string_agg(coalesce(nullif(g.label, ''), g.code), ', ' ORDER BY g.code)
          FROM lesson_group lg JOIN pupil_group g ON g.id = lg.group_id WHERE lg.lesson_id = l.id),
       (SELECT array_agg(f.person_id)
          FROM lesson_group lg JOIN form_teacher f ON f.group_id = lg.group_id AND f.school_id = lg.school_id
                              AND f.begins_on <= l.held_on AND (f.ends_on IS NULL OR f.ends_on > l.held_on)
         WHERE lg.lesson_id = l.id),
       coalesce((SELECT c.correction_hours FROM attendance_settings c WHERE c.school_id = l.school_id), 0),
       CASE WHEN %(with_next)s THEN {_GOES_ON} END
  FROM lesson l
  JOIN subject s ON s.id = l.subject_id
  LEFT JOIN roll r ON r.lesson_id = l.id
 WHERE l.id = %(lesson)s AND l.school_id = %(school)s
"""  # noqa: S608 - our own pieces

_PUPILS = f"""
WITH expected AS (
    SELECT DISTINCT m.pupil_id
      FROM lesson_group lg
      JOIN membership m ON m.group_id = lg.group_id AND m.school_id = lg.school_id
                       AND m.begins_on <= %(held_on)s AND (m.ends_on IS NULL OR m.ends_on > %(held_on)s)
     WHERE lg.lesson_id = %(lesson)s AND lg.school_id = %(school)s
)
SELECT p.id, p.last_name, p.first_name, a.id, a.late_minutes,
       EXISTS (SELECT FROM absence b JOIN lesson o ON o.id = b.lesson_id
                WHERE b.pupil_id = p.id AND b.held_on = %(held_on)s AND b.school_id = %(school)s
                  AND b.withdrawn_at IS NULL AND b.late_minutes IS NULL AND o.starts_at < %(starts_at)s),
       {TOLD}, {REMARKS}, {ELSEWHERE}, {EXEMPTED}
  FROM (SELECT pupil_id FROM expected
        UNION SELECT pupil_id FROM absence
               WHERE lesson_id = %(lesson)s AND school_id = %(school)s AND withdrawn_at IS NULL) every
  JOIN person p ON p.id = every.pupil_id
  LEFT JOIN absence a ON a.lesson_id = %(lesson)s AND a.pupil_id = p.id AND a.school_id = %(school)s
                     AND a.withdrawn_at IS NULL
 ORDER BY p.sorting_name, p.id
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One pupil on the sheet, ready to print."""

    pupil_id: int
    last_name: str
    first_name: str
    standing: Standing
    late_minutes: int | None
    was_absent_before: bool
    known: Known = NOTHING

    @property
    def name(self) -> str:
        return f"{self.last_name} {self.first_name}"

    @property
    def seen(self) -> str:
        return seen_as(self.standing, self.late_minutes)

    @property
    def is_known_away(self) -> bool:
        return is_known_away(self.standing, self.known)


@dataclass(frozen=True, slots=True)
class NextLesson:
    """The second hour of a double lesson; `is_one_sheet` when the school calls the roll of both at once."""

    lesson_id: int
    starts_at: datetime
    is_one_sheet: bool


def seen_as(standing: Standing, late_minutes: int | None) -> str:
    """What a sheet shows of a pupil, in a word that a tap sends back: what changed since is then told."""
    return f"{standing.value}-{late_minutes}" if late_minutes else standing.value


def is_known_away(standing: Standing, known: Known) -> bool:
    """True when an absence was told for this lesson and nobody said yet that the pupil is there."""
    return bool(known.told) and standing is Standing.PRESENT and not known.is_here_all_the_same


@dataclass(frozen=True, slots=True)
class LessonHead:
    """The lesson of a sheet: enough to decide who may call it and to name it."""

    lesson_id: int
    school_id: int
    held_on: date
    starts_at: datetime
    ends_at: datetime
    room: str
    is_cancelled: bool
    subject: str
    groups: str
    teacher_ids: frozenset[int]
    #: The form teachers of its classes at its date.
    form_teacher_ids: frozenset[int]
    opened_at: datetime | None
    closed_at: datetime | None
    #: How long after its end the school lets it be corrected; zero: that day.
    correction: timedelta
    #: The second hour of a double lesson whose roll is still to be called, when it was asked for.
    following: NextLesson | None

    @property
    def is_corrigible(self) -> bool:
        """True while whoever called this roll may still correct it (rule B1 « late edit window »)."""
        now = clock.now()
        return self.held_on == clock.school_day(now) or self.ends_at < now <= self.ends_at + self.correction

    @property
    def obstacle(self) -> str:
        """Why nobody can call this roll now, in a sentence; empty when it can be called."""
        if self.is_cancelled:
            return _("Ce cours est annulé\u202f: l’appel n’a pas lieu.")
        opens_at = self.starts_at - OPENS_BEFORE
        if clock.now() < opens_at:
            return _("L’appel de ce cours s’ouvre %(day)s à %(hour)s.") % {
                "day": words.relative_day(opens_at, clock.today()),
                "hour": words.hour(opens_at),
            }
        return ""

    @property
    def state(self) -> RollState:
        return roll_state(RollTimes(self.starts_at, self.opened_at, self.closed_at), clock.now())


@dataclass(frozen=True, slots=True)
class Sheet:
    """A lesson and its pupils in the order of names."""

    head: LessonHead
    lines: tuple[SheetLine, ...]

    @property
    def absent(self) -> int:
        return sum(line.standing is Standing.ABSENT for line in self.lines)

    @property
    def late(self) -> int:
        return sum(line.standing is Standing.LATE for line in self.lines)


def load_lesson(lesson_id: int, *, school_id: int, to_change: bool = False, with_next: bool = False) -> LessonHead:
    """The lesson, in one statement; `with_next`, with the one that goes on with it. `NotAllowed` when this school
    has no such lesson.

    With `to_change`, what is written on its sheet follows one after another until the transaction ends: two taps
    at the same instant, a tap and the validation.
    """
    statement = f"{_LESSON} FOR NO KEY UPDATE OF l" if to_change else _LESSON
    with connection.cursor() as cursor:
        row = cursor.execute(
            statement, {"lesson": lesson_id, "school": school_id, "with_next": with_next}
        ).fetchone()
    if row is None:
        raise NotAllowed
    (
        pk,
        school,
        held_on,
        starts_at,
        ends_at,
        room,
        cancelled,
        subject,
        opened,
        closed,
        teachers,
        groups,
        led,
        hours,
        following,
    ) = row
    return LessonHead(
        lesson_id=pk,
        school_id=school,
        held_on=held_on,
        starts_at=starts_at,
        ends_at=ends_at,
        room=room,
        is_cancelled=cancelled is not None,
        subject=subject,
        groups=groups or "",
        teacher_ids=frozenset(teachers or ()),
        form_teacher_ids=frozenset(led or ()),
        opened_at=opened,
        closed_at=closed,
        correction=timedelta(hours=hours),
        following=_following(following),
    )


def _following(row: str | None) -> NextLesson | None:
    if row is None:
        return None
    lesson_id, starts_at, is_split = json.loads(row)
    return NextLesson(lesson_id, datetime.fromisoformat(starts_at), not is_split)


def load_lines(head: LessonHead) -> tuple[SheetLine, ...]:
    """Every pupil expected at this lesson at its date, and anyone noted on it, in one statement."""
    parameters: dict[str, Any] = {
        "lesson": head.lesson_id,
        "school": head.school_id,
        "held_on": head.held_on,
        "starts_at": head.starts_at,
        "ends_at": head.ends_at,
    }
    with connection.cursor() as cursor:
        rows = cursor.execute(_PUPILS, parameters).fetchall()
    return tuple(_line(*row) for row in rows)


def load_sheet(lesson_id: int, *, school_id: int) -> Sheet:
    """The whole sheet, in two statements."""
    head = load_lesson(lesson_id, school_id=school_id)
    return Sheet(head, load_lines(head))


def _line(
    pupil_id: int,
    last_name: str,
    first_name: str,
    absence_id: int | None,
    late: int | None,
    before: Any,
    told: str | None,
    remarks: str | None,
    elsewhere: str | None,
    exempted: str | None,
) -> SheetLine:
    noted = Standing.ABSENT if late is None else Standing.LATE
    standing = Standing.PRESENT if absence_id is None else noted
    knows = known(told, remarks, elsewhere, exempted)
    return SheetLine(pupil_id, last_name, first_name, standing, late, bool(before), knows)
