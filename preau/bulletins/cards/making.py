"""The contents of the report cards of a class, made of what was read (rule B3)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from preau.bulletins.cards.content import (
    Content,
    CouncilSaid,
    GeneralSaid,
    LifeSaid,
    ModelSaid,
    PartSaid,
    ProjectSaid,
    PupilSaid,
    ResponsibleSaid,
    SchoolSaid,
    SkillSaid,
    SubjectSaid,
    TermSaid,
)
from preau.bulletins.cycle import DOMAINS
from preau.bulletins.models import Accompaniment
from preau.bulletins.queries.accompaniments import Plan
from preau.bulletins.queries.report import CardPupil, ClassReport
from preau.grading.averages.average import mean as annual_mean
from preau.grading.averages.rounding import hundredths, rounded
from preau.grading.entry import number
from preau.grading.queries.term_results import GroupFigures, TermResultLine, figure_written


def contents_of(report: ClassReport) -> tuple[Content, ...]:
    """The cards of the class, in the order of names."""
    head, term = report.head, report.term
    school = SchoolSaid(
        head.uai, head.school, head.kind, head.address, head.phone, head.email, head.academie
    )  # fmt: skip
    said = TermSaid(
        term.term_id, term.group_id, term.division, term.kind, term.number, len(term.terms), head.year,
        term.starts_on.isoformat(), term.ends_on.isoformat(),
        term.council_on.isoformat() if term.council_on else "",
    )  # fmt: skip
    model = ModelSaid(head.layout.label, head.layout.regulation, list(head.layout.options))
    ranks = _ranks(report)
    return tuple(_content(report, pupil, school, said, model, ranks) for pupil in report.pupils)


def _content(
    report: ClassReport, pupil: CardPupil, school: SchoolSaid, term: TermSaid, model: ModelSaid,
    ranks: dict[int, str],
) -> Content:  # fmt: skip
    pk = pupil.pupil_id
    decision = report.decisions.get(pk)
    return Content(
        school=school,
        pupil=PupilSaid(pk, pupil.last_name, pupil.first_name, pupil.born_on),
        term=term,
        model=_without_addresses(model) if pupil.is_apart else model,
        form_teachers=list(report.head.form_teachers),
        responsibles=[ResponsibleSaid(who, name, address) for who, name, address in pupil.people],
        subjects=[_subject(report, pk, line) for line in report.results.of(pk)],
        general=_general(report, pk, ranks),
        projects=_projects(report, pk),
        accompaniments=[_plan(plan) for plan in report.plans.get(pk, ())],
        life=_life(report, pk),
        council=CouncilSaid(decision.synthesis, decision.mention, decision.orientation)
        if decision
        else CouncilSaid(),
        skills=[
            SkillSaid(domain, level)
            for domain, level in sorted(report.domains.get(pk, []), key=lambda one: list(DOMAINS).index(one[0]))
        ],
        class_comment=report.head.comment,
        signatory=report.head.signatory,
        function=report.head.function,
    )


def _without_addresses(model: ModelSaid) -> ModelSaid:
    """One paper is kept for all who read it: none of them finds there the address of another (rule B8)."""
    return replace(model, options=[one for one in model.options if one != "addresses"])


def _subject(report: ClassReport, pupil_id: int, line: TermResultLine) -> SubjectSaid:
    subject = line.subject
    book = subject.gradebook_id
    shown = [who for who in subject.teachers if who.is_shown]
    has_figures = subject.figures.pupils >= report.results.fewest_marks
    lowest, mean, highest = _figures(subject.figures) if has_figures else ("", "", "")
    parts = [
        PartSaid(subject.parts[one.part.key], number(rounded(one.average.value, subject.rounding)))
        for one in line.computed.parts
        if one.part.key in subject.parts and one.average.value is not None
    ]
    is_said = line.value is not None or line.is_decided or any(one.average.items for one in line.computed.parts)
    return SubjectSaid(
        gradebook_id=book,
        code=report.codes.get(book, ""),
        label=f"{subject.label} ({subject.part})" if subject.part else subject.label,
        modality=subject.modality,
        coefficient=number(subject.coefficient),
        teachers=[who.name for who in shown],
        teacher_ids=[who.person_id for who in shown],
        average=line.written if is_said else "",
        hundredths=_hundredths(line.value),
        lowest=lowest,
        mean=mean,
        highest=highest,
        class_hundredths=_hundredths(subject.figures.mean) if has_figures else "",
        annual=_annual(report, pupil_id, line),
        positioning=line.positioning,
        parts=parts,
        elements=report.elements.get(book, []),
        appreciation=report.words.get((book, pupil_id), ""),
    )


def _general(report: ClassReport, pupil_id: int, ranks: dict[int, str]) -> GeneralSaid:
    results = report.results
    value = results.general_of(pupil_id).value if results.shows_general else None
    if value is None:
        return GeneralSaid()
    figures = results.general_figures
    lowest, mean, highest = _figures(figures) if figures.pupils >= results.fewest_marks else ("", "", "")
    average = number(rounded(value, results.rounding))
    annual = ""
    if report.before:
        year = annual_mean([value, *(one.general_of(pupil_id).value for one in report.before)])
        annual = "" if year is None else number(rounded(year, results.rounding))
    return GeneralSaid(average, lowest, mean, highest, ranks.get(pupil_id, ""), annual)


def _annual(report: ClassReport, pupil_id: int, line: TermResultLine) -> str:
    """The mean of her terms that have an average in this subject, of averages that nobody rounded (rule B2.5)."""
    if not report.before:
        return ""
    taught = (line.subject.subject_id, line.subject.part)
    former = [
        one.value
        for results in report.before
        for one in results.of(pupil_id)
        if (one.subject.subject_id, one.subject.part) == taught
    ]
    year = annual_mean([line.value, *former])
    return "" if year is None else number(rounded(year, line.subject.rounding))


def _ranks(report: ClassReport) -> dict[int, str]:
    """« 3 sur 28 », by exact averages, equal ones together; only where the school ticks it (rule B2.8)."""
    results = report.results
    if not (results.shows_rank and results.shows_general):
        return {}
    found = {pupil.pupil_id: results.general_of(pupil.pupil_id).value for pupil in report.pupils}
    there = [value for value in found.values() if value is not None]
    return {
        pupil_id: _("%(rank)s sur %(count)s")
        % {"rank": 1 + sum(other > value for other in there), "count": len(there)}
        for pupil_id, value in found.items()
        if value is not None
    }


def _projects(report: ClassReport, pupil_id: int) -> list[ProjectSaid]:
    return [
        ProjectSaid(
            one.project_id, one.kind, one.code, one.title, list(one.subjects), one.description, one.comment,
            one.comments.get(pupil_id, ""),
        )
        for one in report.projects
        if pupil_id in one.pupil_ids
    ]  # fmt: skip


def _plan(plan: Plan) -> str:
    """« PAP, plan d’accompagnement personnalisé »; what a PPRE says is said too (rule B4)."""
    name = Accompaniment.Code(plan.code).label if plan.code in Accompaniment.Code else ""
    said = _("%(code)s, %(name)s") % {"code": plan.code, "name": name} if name else plan.code
    return f"{said}\u202f: {plan.text}" if plan.text else said


def _life(report: ClassReport, pupil_id: int) -> LifeSaid:
    line = report.life.get(pupil_id)
    if line is None:
        return LifeSaid()
    given = line.given
    hours = number(rounded_hours(given.hours)) if given.hours else ""
    return LifeSaid(given.justified, given.unjustified, given.late, hours, line.comment)


def rounded_hours(hours: Decimal) -> Decimal:
    """To the half-hour, which is how hours of lessons are told."""
    return Decimal(round(hours * 2)) / 2


def _figures(figures: GroupFigures) -> tuple[str, str, str]:
    return figure_written(figures.lowest), figure_written(figures.mean), figure_written(figures.highest)


def _hundredths(value: Fraction | None) -> str:
    """« 12.47 », as national records want it."""
    return "" if value is None else f"{hundredths(value):.2f}"
