"""Apply a timetable to its school: groups, weekly courses, and the lessons that follow from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db import connection

from preau.directory.models import School
from preau.exchange.sts.apply_timetable import write as write_courses
from preau.exchange.upload.events import WeeklyTimetableImported
from preau.exchange.upload.people.apply import write
from preau.exchange.upload.people.groups import Answers
from preau.exchange.upload.people.plan import Plan
from preau.exchange.upload.policies import may_import_files
from preau.exchange.upload.timetables.building import write_building
from preau.exchange.upload.timetables.known import load_timetable
from preau.exchange.upload.timetables.plan import CALLED, Mode, TimetablePlan, plan_timetable
from preau.exchange.weekly.records import Timetable
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.timetable.actions.lay_lessons import lay_lessons
from preau.timetable.laying import drop_courses
from preau.timetable.models import WeeklyCourse
from preau.timetable.policies import may_manage_building
from preau.timetable.rules import laid_until

#: First key of our advisory locks: « stsw », that of the imports of STSweb: one timetable at a time.
_LOCK_SPACE = 0x73747377


@action
def import_timetable(
    *,
    actor: Actor,
    school_id: int,
    timetable: Timetable,
    mode: Mode,
    answers: Answers,
    closing: frozenset[int] = frozenset(),
    writes_building: bool = False,
    switches_source: bool = False,
    import_id: int = 0,
) -> TimetablePlan:
    """Make the groups and the weekly courses of the school those of the file, then lay its lessons.

    Courses that another software brought stay where they are: the source of a timetable does not change in
    mid-year, unless the Region agrees (`switches_source`, from the terminal alone): then they go. Lessons past, or
    that a roll holds, are never touched. The scope of the school must be open.

    `writes_building`: its bells and its rooms too, for who may write them. `closing`: groups to close among those
    that the file names no more.

    Errors: `NotAllowed` for who does not import here; `NotPossible` for another source, or when no course of the
    file can come in.
    """
    if actor is not SYSTEM and (switches_source or not may_import_files(actor, school_id)):
        raise NotAllowed
    if writes_building and not may_manage_building(actor, school_id):
        raise NotAllowed
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK_SPACE, school_id % 2**31])
    school = School.objects.get(pk=school_id)
    known = load_timetable(school, timetable)
    plan = plan_timetable(timetable, known, mode, answers, closing, writes_building=writes_building)
    refusal = refusal_of(plan, switches_source=switches_source)
    if refusal:
        raise NotPossible(refusal)
    _write_groups(plan)
    if writes_building:
        write_building(actor, school_id, plan.building)
    if plan.courses is not None:
        # Again, for the new groups now have their own numbers; what is to be told was told the first time.
        courses = plan_timetable(timetable, load_timetable(school, timetable), mode, answers).courses
        assert courses is not None
        plan = replace(plan, courses=courses)
        if plan.replaces:
            drop_courses(school_id, _courses_of_others(plan))
        if not courses.is_nothing:
            write_courses(courses)
    if not plan.is_nothing:
        record(_fact(plan, import_id), actor=actor)
    today = clock.today()
    lay_lessons(actor=SYSTEM, school_id=school_id, since=today, until=laid_until(today))
    return plan


def refusal_of(plan: TimetablePlan, *, switches_source: bool = False) -> str:
    """Why a plan cannot be applied, '' when it can."""
    if plan.courses is None:
        return ""
    if (
        not switches_source
        and plan.replaces
        and _is_mid_year(plan.known.people.year_starts_on, plan.known.people.today)
    ):
        others = " et ".join(plan.replaces)
        return (
            f"L’emploi du temps de cette année vient de {others}. On ne passe pas à {CALLED[plan.software]} en "
            "cours d’année : les cours et leurs appels seraient séparés. Importez seulement les groupes, ou "
            "demandez l’accord de la Région."
        )
    if not plan.courses.keeps:
        return (
            "Aucun cours du fichier ne peut entrer. L’emploi du temps en place n’est pas touché : faites "
            "correspondre les classes et les groupes, ou refaites l’export avec les cours."
        )
    return ""


def _is_mid_year(year_starts_on: date | None, today: date) -> bool:
    return year_starts_on is not None and year_starts_on <= today


def _write_groups(plan: TimetablePlan) -> None:
    today = plan.known.people.today
    write(
        Plan(
            plan.known.people,
            plan.software.value,
            groups=list(plan.groups),
            memberships=[(pupil, group, today) for pupil, group in plan.members],
            memberships_over=list(plan.left),
            groups_over=list(plan.groups_over),
            pairings=plan.pairings,
        )
    )


def _courses_of_others(plan: TimetablePlan) -> tuple[int, ...]:
    prefixes = tuple(f"{software}|" for software in plan.known.software - {plan.software.value})
    rows = WeeklyCourse.objects.filter(school=plan.known.people.school).values_list("id", "external_key")
    return tuple(pk for pk, key in rows if key.startswith(prefixes))


def _fact(plan: TimetablePlan, import_id: int) -> WeeklyTimetableImported:
    courses = plan.courses
    return WeeklyTimetableImported(
        school_id=plan.known.people.school.pk,
        import_id=import_id,
        new=len(courses.new) if courses else 0,
        changed=len(courses.changed) if courses else 0,
        removed=len(courses.removed) if courses else 0,
        unchanged=courses.unchanged if courses else 0,
        groups=len(plan.groups),
        members=len(plan.members) + len(plan.left),
        anomalies=len(plan.anomalies),
        groups_over=len(plan.groups_over),
        grids=len(plan.building.grids) if plan.writes_building else 0,
        rooms=len(plan.building.rooms) if plan.writes_building else 0,
    )
