"""Apply a pair of STSweb files to its school: one transaction, whole sets, one fact."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from preau.directory.models import School, SchoolYear
from preau.exchange.sts.events import TimetableImported
from preau.exchange.sts.known import Course, load_known
from preau.exchange.sts.plan import Plan, plan_of
from preau.exchange.sts.records import Reference, Timetable, Weeks
from preau.foundation.ledger.record import record
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.timetable.actions.lay_lessons import Laid, lay_lessons
from preau.timetable.laying import drop_courses
from preau.timetable.rules import laid_until

#: First key of our advisory locks: « stsw », in four bytes. Two imports of a school follow each other.
_LOCK_SPACE = 0x73747377

_SUBJECTS = """
INSERT INTO subject (source, code, label)
SELECT r.source, r.code, r.label
  FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(source text, code text, label text)
ON CONFLICT (source, code) DO NOTHING
"""

_WEEKS = """
INSERT INTO alternation (school_id, code, label, mondays)
SELECT %(school)s, r.code, r.label, r.mondays
  FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(code text, label text, mondays date[])
ON CONFLICT (school_id, code) DO UPDATE SET label = excluded.label, mondays = excluded.mondays
"""

_COURSES = """
INSERT INTO weekly_course (school_id, alternation_id, subject_id, weekday, starts_at, minutes, room, external_key)
SELECT a.school_id, a.id, s.id, r.weekday, r.starts, r.minutes, r.room, r.key
  FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(
       key text, alternation text, source text, subject text, weekday smallint, starts time, minutes smallint,
       room text)
  JOIN alternation a ON a.school_id = %(school)s AND a.code = r.alternation
  JOIN subject s ON s.source = r.source AND s.code = r.subject
ON CONFLICT (school_id, external_key) DO UPDATE
   SET alternation_id = excluded.alternation_id, subject_id = excluded.subject_id, weekday = excluded.weekday,
       starts_at = excluded.starts_at, minutes = excluded.minutes, room = excluded.room
"""

_TAKE_OFF = """
DELETE FROM weekly_course_{of} x
 USING weekly_course c, jsonb_to_recordset(%(rows)s::jsonb) AS r(key text, {of}s bigint[])
 WHERE c.school_id = %(school)s AND c.external_key = r.key
   AND x.weekly_course_id = c.id AND x.{column} <> ALL (r.{of}s)
"""

_PUT_ON = """
INSERT INTO weekly_course_{of} (school_id, weekly_course_id, {column})
SELECT c.school_id, c.id, member
  FROM jsonb_to_recordset(%(rows)s::jsonb) AS r(key text, {of}s bigint[])
  JOIN weekly_course c ON c.school_id = %(school)s AND c.external_key = r.key
 CROSS JOIN LATERAL unnest(r.{of}s) AS member
ON CONFLICT (weekly_course_id, {column}) DO NOTHING
"""

_MEMBERS = (("group", "group_id"), ("teacher", "person_id"))


@dataclass(frozen=True, slots=True)
class Applied:
    """What an import did: its plan, and the lessons that follow from it."""

    plan: Plan
    laid: Laid


@action
def apply_timetable(*, actor: Actor, school: School, reference: Reference, timetable: Timetable) -> Applied:
    """Make the weekly courses of the school those of the files, then lay its lessons.

    Compared again inside the transaction, so that nothing written meanwhile is lost. The same files twice
    change nothing and say nothing. Lessons past, or that a roll holds, are never touched (rule B9).

    Errors: `NotAllowed` for anyone but Préau itself; `NotPossible` when no course of the file can come in.
    """
    if actor is not SYSTEM:
        raise NotAllowed
    with scope_opened_by_hand([school.pk]):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK_SPACE, school.pk % 2**31])
        plan = plan_for(school, reference, timetable)
        if not plan.keeps:
            raise NotPossible(
                f"{school.name} ({school.uai}) : aucun cours du fichier emp_sts ne peut entrer. L’emploi du temps "
                "en place n’est pas touché : lisez les anomalies du plan, ou demandez un export qui contient les "
                "cours (COURS_RATTACHES)."
            )
        if not plan.is_nothing:
            write(plan)
            counts = (len(plan.new), len(plan.changed), len(plan.removed), plan.unchanged, len(plan.anomalies))
            record(TimetableImported(school.pk, *counts), actor=actor)
        today = clock.today()
        laid = lay_lessons(actor=actor, school_id=school.pk, since=today, until=laid_until(today))
    return Applied(plan, laid)


def plan_for(school: School, reference: Reference, timetable: Timetable) -> Plan:
    """The plan of a pair, compared with the school as it stands now. The scope must be open."""
    numbers = sorted({course.teacher.id for course in timetable.courses if course.teacher.is_national})
    return plan_of(reference, timetable, load_known(school, numbers))


def write(plan: Plan) -> None:
    """Years, subjects, weeks, courses: everything the plan says. The scope of its school must be open."""
    if plan.is_new_year:
        year = plan.year
        SchoolYear.objects.get_or_create(
            label=year.label, defaults={"starts_on": year.starts_on, "ends_on": year.ends_on}
        )
    subjects = [(plan.school.source, code, label) for code, label in plan.subjects] + [*plan.local_subjects]
    _execute(
        _SUBJECTS, plan, [{"source": source, "code": code, "label": label} for source, code, label in subjects]
    )
    _execute(_WEEKS, plan, [_week(week) for week in (*plan.new_weeks, *plan.changed_weeks)])
    courses = [_course(course) for course in (*plan.new, *plan.changed)]
    _execute(_COURSES, plan, courses)
    for of, column in _MEMBERS:
        for statement in (_TAKE_OFF, _PUT_ON):
            _execute(statement.format(of=of, column=column), plan, courses)
    drop_courses(plan.school.pk, plan.removed)


def _week(week: Weeks) -> dict[str, Any]:
    return {"code": week.code, "label": week.label, "mondays": [monday.isoformat() for monday in week.mondays]}


def _course(course: Course) -> dict[str, Any]:
    return {
        "key": course.key,
        "alternation": course.alternation,
        "source": course.subject[0],
        "subject": course.subject[1],
        "weekday": course.weekday,
        "starts": course.starts.isoformat(),
        "minutes": course.minutes,
        "room": course.room,
        "groups": sorted(course.groups),
        "teachers": sorted(course.teachers),
    }


def _execute(statement: str, plan: Plan, rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        return
    parameters: dict[str, Any] = {"school": plan.school.pk, "rows": json.dumps(rows)}
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
