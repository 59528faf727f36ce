"""A school's year as the records of a file, and what records cannot say. See README.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from preau.exchange.lsu.filling.classes import ReportOfPupil, reports_of_class
from preau.exchange.lsu.filling.cycles import CycleOfPupil, cycles_of
from preau.exchange.lsu.filling.declared import Declared
from preau.exchange.lsu.filling.people import (
    PupilIdentity,
    form_teachers_by_group,
    guardians_by_pupil,
    pupils_by_id,
    teachers_by_id,
)
from preau.exchange.lsu.filling.projects import Projects
from preau.exchange.lsu.filling.school import (
    SchoolYearHead,
    TermOfClass,
    school_year_head,
    subjects_of_school,
    terms_of_classes,
)
from preau.exchange.lsu.findings import About, Finding, Gravity, Mender
from preau.exchange.lsu.records import Livret, Period, Pupil, SharedSchoolLife, Teacher
from preau.exchange.lsu.reports import CycleReport, Guardian, PeriodReport
from preau.exchange.lsu.rules import CYCLE
from preau.exchange.lsu.saying import period_words, pupil_words


@dataclass(frozen=True, slots=True)
class PlaceOfReport:
    """Where a report is written: the term of the class, or the class and the cycle."""

    term_id: int = 0
    group_id: int = 0
    cycle: int = 0


@dataclass(frozen=True, slots=True)
class Filled:
    """A file, what was found while it was filled, and what its keys stand for.

    `pupils`: the pupil of each key, `names`: how sentences say her. `places`: by key of pupil and period.
    `form_teachers`: keys, by group.
    """

    livret: Livret
    findings: tuple[Finding, ...]
    pupils: Mapping[str, int]
    names: Mapping[str, str]
    places: Mapping[tuple[str, str], PlaceOfReport]
    form_teachers: Mapping[int, tuple[str, ...]]
    teachers: Mapping[str, Teacher]


@dataclass(slots=True)
class _Pupils:
    """The records of pupils: one a pupil, of the last class she was in; one more for who is in two at once, which
    the check then tells.
    """

    divisions: dict[str, str] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    _group_in: dict[tuple[int, str], int] = field(default_factory=dict)

    def key(self, pupil_id: int, period: str, group_id: int, division: str) -> str:
        first = self._group_in.setdefault((pupil_id, period), group_id)
        key = f"E{pupil_id}" if first == group_id else f"E{pupil_id}-{group_id}"
        self.divisions[key] = division
        self.ids[key] = pupil_id
        return key


@dataclass(frozen=True, slots=True)
class _People:
    """Who the pupils of the file are, and who answers for each."""

    identities: Mapping[int, PupilIdentity]
    guardians: Mapping[int, tuple[Guardian, ...]]


def fill(school_id: int, year_id: int, periods: Sequence[str], without_cycle: Iterable[int] = ()) -> Filled:
    """The file of these periods (`trimestre-1`…, and `cycle` for end-of-cycle reports), whoever asks for it: the
    caller has decided. `without_cycle`: pupils whose end-of-cycle report is left out. The scope must be open.

    Errors: `NotAllowed` for a school or a year that does not exist.
    """
    school = school_year_head(school_id, year_id)
    declared, projects, pupils = Declared(subjects_of_school(school)), Projects(), _Pupils()
    terms = terms_of_classes(school, periods)
    reports = [
        (pupils.key(one.pupil_id, term.period, term.group_id, term.division), term, one)
        for term in terms
        for one in reports_of_class(term, school_id, declared, projects)
    ]
    left_out = frozenset(without_cycle)
    cycles = [
        (pupils.key(one.pupil_id, CYCLE, one.group_id, one.division), one)
        for one in (cycles_of(school) if CYCLE in periods else ())
        if one.pupil_id not in left_out
    ]
    groups = {term.group_id for term in terms} | {one.group_id for _key, one in cycles}
    form_teachers = {
        group: declared.teachers(several) for group, several in form_teachers_by_group(school, groups).items()
    }
    ids = pupils.ids.values()
    people = _People(pupils_by_id(school, ids), guardians_by_pupil(ids))
    teachers = teachers_by_id(school, declared.teacher_ids)
    records = {key: _pupil(key, people, pupils) for key in sorted(pupils.ids, key=pupils.divisions.__getitem__)}
    said = {key for key, _term, _one in reports} | {key for key, one in cycles if one.said is not None}
    return Filled(
        replace(
            _livret(school, terms, declared, projects),
            pupils=tuple(one for key, one in records.items() if key in said),
            teachers=tuple(teachers.values()),
            period_reports=tuple(_period_report(key, one, people) for key, _term, one in reports),
            cycle_reports=tuple(_cycle_reports(cycles, school, form_teachers, people)),
        ),
        (*_of_periods(reports, records, school), *_of_cycles(cycles, records)),
        pupils.ids,
        {key: pupil_words(one) for key, one in records.items()},
        {(key, term.period): PlaceOfReport(term.term_id, term.group_id) for key, term, _one in reports}
        | {(key, CYCLE): PlaceOfReport(0, one.group_id, one.cycle) for key, one in cycles},
        form_teachers,
        {one.key: one for one in teachers.values()},
    )


def _livret(
    school: SchoolYearHead, terms: tuple[TermOfClass, ...], declared: Declared, projects: Projects
) -> Livret:
    """The file without its people and its reports."""
    periods: dict[str, Period] = {}
    for term in terms:
        periods.setdefault(term.period, term.period_of(school.year))
    return Livret(
        header=school.header,
        heads=school.heads,
        pupils=(),
        periods=tuple(periods.values()),
        disciplines=declared.disciplines,
        programme_elements=declared.elements,
        shared_pathways=tuple(projects.shared_pathways),
        shared_school_lives=tuple(
            SharedSchoolLife(term.period, term.division, term.comment) for term in terms if term.comment
        ),
        epi_themes=tuple(projects.epi_themes.values()),
        epis=tuple(projects.epis.values()),
        epi_groups=tuple(projects.epi_groups.values()),
        supports=tuple(projects.supports.values()),
        support_groups=tuple(projects.support_groups.values()),
    )


def _pupil(key: str, people: _People, pupils: _Pupils) -> Pupil:
    one = people.identities[pupils.ids[key]]
    return Pupil(key, one.siecle_id, pupils.divisions[key], one.last_name, one.first_name)


def _period_report(key: str, one: ReportOfPupil, people: _People) -> PeriodReport:
    return replace(
        one.report,
        pupil=key,
        schooled_from=people.identities[one.pupil_id].schooled_from,
        guardians=people.guardians.get(one.pupil_id, ()),
    )


def _cycle_reports(
    cycles: Iterable[tuple[str, CycleOfPupil]],
    school: SchoolYearHead,
    form_teachers: Mapping[int, tuple[str, ...]],
    people: _People,
) -> Iterator[CycleReport]:
    for key, one in cycles:
        if one.said is not None:
            report = one.said.report(key, one.cycle, school.year, form_teachers.get(one.group_id, ()))
            yield replace(report, guardians=people.guardians.get(one.pupil_id, ()))


def _of_periods(
    reports: Iterable[tuple[str, TermOfClass, ReportOfPupil]], records: Mapping[str, Pupil], school: SchoolYearHead
) -> Iterator[Finding]:
    """Half-days that nobody judged: they are neither justified nor unjustified."""
    for key, term, one in reports:
        if one.awaiting:
            words = f"{pupil_words(records[key])}, {period_words(term.period_of(school.year))}"
            count = (
                "1 demi-journée d’absence attend"
                if one.awaiting == 1
                else f"{one.awaiting} demi-journées d’absence attendent"
            )
            sentence = f"{words}\u202f: {count} une réponse, ni justifiées ni injustifiées pour l’instant."
            about = About(words, key, term.period)
            yield Finding(Gravity.TO_REVIEW, Mender.VIE_SCOLAIRE, about, "vie-scolaire", sentence)


def _of_cycles(cycles: Iterable[tuple[str, CycleOfPupil]], records: Mapping[str, Pupil]) -> Iterator[Finding]:
    """Reports that nobody began, and those that the direction has not validated."""
    for key, one in cycles:
        about = About(f"{pupil_words(records[key])}, fin de cycle {one.cycle}", key, CYCLE)
        if one.said is None:
            sentence = f"{about.words}\u202f: le bilan n’est pas commencé."
            yield Finding(Gravity.BLOCKING, Mender.FORM_TEACHER, about, "bilan-cycle", sentence)
        elif not one.is_validated:
            sentence = f"{about.words}\u202f: la direction n’a pas validé le bilan."
            yield Finding(Gravity.BLOCKING, Mender.DIRECTION, about, "bilan-cycle", sentence)
