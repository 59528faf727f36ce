"""The reports of a class for a term, as a file says them: what bulletins, councils and attendance know of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP

from preau.bulletins.class_term import ClassTerm, load_class_term
from preau.bulletins.queries.accompaniments import Plan, accompaniments_of
from preau.bulletins.queries.council import class_pupils, council_of, decisions_of
from preau.bulletins.queries.school_life import SchoolLifeLine, school_life_of
from preau.exchange.lsu.filling.declared import Declared
from preau.exchange.lsu.filling.plain import plain
from preau.exchange.lsu.filling.projects import Projects, projects_by_pupil
from preau.exchange.lsu.filling.school import HEAD_KEY, TermOfClass
from preau.exchange.lsu.filling.subjects import subjects_by_pupil
from preau.exchange.lsu.reports import Accompaniment, PeriodReport, SchoolLife
from preau.exchange.lsu.vocabulary import CONTRACT
from preau.kernel import clock

_PPRE = "PPRE"


@dataclass(frozen=True, slots=True)
class ReportOfPupil:
    """Her report, still without her key, the day she came and her guardians, which are read for the whole school.

    `awaiting`: half-days whose reason nobody has judged.
    """

    pupil_id: int
    report: PeriodReport
    awaiting: int


def reports_of_class(
    one: TermOfClass, school_id: int, declared: Declared, projects: Projects
) -> list[ReportOfPupil]:
    """Of the pupils of whom the council speaks, by name, in some fifteen statements whatever their number."""
    term = load_class_term(one.term_id, school_id=school_id)
    pupil_ids = [pupil.pupil_id for pupil in class_pupils(term)]
    decisions = decisions_of(term)
    lives = school_life_of(term, pupil_ids)
    plans = accompaniments_of(term, pupil_ids)
    written = subjects_by_pupil(term, pupil_ids, declared)
    subjects = {pupil_id: written.get(pupil_id, ()) for pupil_id in pupil_ids}
    of_projects = projects_by_pupil(term, one.division, subjects, declared, projects)
    council_on, form_teachers = _council_on(term), declared.teachers(sorted(term.form_teacher_ids))
    return [
        ReportOfPupil(
            pupil_id,
            PeriodReport(
                pupil="",
                period=one.period,
                head=HEAD_KEY,
                council_on=council_on,
                schooled_from=None,
                subjects=subjects[pupil_id],
                advice=plain(decisions[pupil_id].synthesis) if pupil_id in decisions else "",
                school_life=_life(lives, pupil_id),
                form_teachers=form_teachers,
                locked_at=one.locked_at,
                epis=tuple(of_projects[pupil_id].epis),
                supports=tuple(of_projects[pupil_id].supports),
                pathways=of_projects[pupil_id].said,
                accompaniments=_accompaniments(plans.get(pupil_id, ())),
            ),
            lives[pupil_id].awaiting if pupil_id in lives else 0,
        )
        for pupil_id in pupil_ids
    ]


def _council_on(term: ClassTerm) -> date | None:
    """The day the school gave; otherwise the day the council was opened."""
    if term.council_on is not None:
        return term.council_on
    council = council_of(term)
    return clock.school_day(council.opened_at) if council else None


def _life(lives: Mapping[int, SchoolLifeLine], pupil_id: int) -> SchoolLife | None:
    if pupil_id not in lives:
        return None
    line = lives[pupil_id]
    hours = int(line.given.hours.to_integral_value(ROUND_HALF_UP))
    return SchoolLife(line.given.late, line.given.justified, line.given.unjustified, hours, plain(line.comment))


def _accompaniments(plans: tuple[Plan, ...]) -> tuple[Accompaniment, ...]:
    """Each code once; the text is that of the last plan with it."""
    return tuple(
        Accompaniment(
            plan.code,
            plain(plan.text) if plan.code == _PPRE else "",
            plain(plan.text) if plan.code == CONTRACT else "",
        )
        for plan in {plan.code: plan for plan in plans}.values()
    )
