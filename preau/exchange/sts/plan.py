"""What a pair of files would change in its school: computed, printable, applied or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from preau.directory.models import School
from preau.exchange.places import Anomaly, Place
from preau.exchange.sts.compose import FileCourse, compose
from preau.exchange.sts.known import Course, Known
from preau.exchange.sts.matching import Match, match_structures, match_teachers
from preau.exchange.sts.records import (
    Reference,
    Structure,
    TeacherKey,
    Timetable,
    Weeks,
    YearSpan,
)
from preau.kernel import words


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that applying would do. `removed` are ids of weekly courses; subjects are (code, label), and
    those of another nomenclature than the académie's (source, code, label).
    """

    school: School
    year: YearSpan
    is_new_year: bool
    subjects: tuple[tuple[str, str], ...]
    new_weeks: tuple[Weeks, ...]
    changed_weeks: tuple[Weeks, ...]
    new: tuple[Course, ...]
    changed: tuple[Course, ...]
    removed: tuple[int, ...]
    unchanged: int
    anomalies: tuple[Anomaly, ...]
    local_subjects: tuple[tuple[str, str, str], ...] = ()

    @property
    def keeps(self) -> int:
        """How many courses of the file come in, or are already there."""
        return len(self.new) + len(self.changed) + self.unchanged

    @property
    def is_nothing(self) -> bool:
        return not (
            self.is_new_year
            or self.subjects
            or self.local_subjects
            or self.new_weeks
            or self.changed_weeks
            or self.new
            or self.changed
            or self.removed
        )


def plan_of(reference: Reference, timetable: Timetable, known: Known) -> Plan:
    """Match the files with the school, and compare."""
    anomalies = [*reference.anomalies, *timetable.anomalies]
    told = compose(timetable.courses, anomalies)
    structures = match_structures((s for course in told for s in course.structures), known.groups)
    teachers = match_teachers((t for course in told for t in course.teachers), reference.individuals, known)
    anomalies += _about_structures(told, structures, timetable)
    anomalies += _about_teachers(told, teachers, reference)
    labels = _new_subjects(told, reference, known, anomalies)
    wanted: dict[str, Course] = {}
    for course in told:
        matched = _matched(course, structures, teachers, known.school.source)
        if not matched.groups:
            continue
        wanted[matched.key] = matched
        if not matched.teachers:
            anomalies.append(Anomaly(course.place, f"cours sans enseignant : {_said(course, labels, reference)}"))
    weeks = [timetable.weeks[code] for code in sorted({course.alternation for course in wanted.values()})]
    return Plan(
        school=known.school,
        year=reference.year,
        is_new_year=reference.year.label not in known.years,
        subjects=tuple(sorted(labels.items())),
        new_weeks=tuple(week for week in weeks if week.code not in known.weeks),
        changed_weeks=tuple(
            week for week in weeks if known.weeks.get(week.code, _as_kept(week)) != _as_kept(week)
        ),
        new=tuple(course for key, course in wanted.items() if key not in known.courses),
        changed=tuple(course for key, course in wanted.items() if known.courses.get(key, course) != course),
        removed=tuple(known.course_ids[key] for key in known.courses if key not in wanted),
        unchanged=sum(known.courses.get(key) == course for key, course in wanted.items()),
        anomalies=tuple(sorted(anomalies, key=lambda a: (a.place.file, a.place.line, a.reason))),
    )


def _as_kept(week: Weeks) -> tuple[str, tuple[object, ...]]:
    return week.label, week.mondays


def _matched(
    course: FileCourse,
    structures: Mapping[Structure, Match],
    teachers: Mapping[TeacherKey, Match],
    source: str,
) -> Course:
    return Course(
        key=course.key,
        alternation=course.slot.alternation,
        subject=(source, course.subject),
        weekday=course.slot.weekday,
        starts=course.slot.starts,
        minutes=course.slot.minutes,
        room=course.room,
        groups=frozenset(pk for s in course.structures if (pk := structures[s].id) is not None),
        teachers=frozenset(pk for t in course.teachers if (pk := teachers[t].id) is not None),
    )


def _about_structures(
    told: tuple[FileCourse, ...], structures: Mapping[Structure, Match], timetable: Timetable
) -> list[Anomaly]:
    """One line per class or group that was not found, with what becomes of its courses."""
    lost: Counter[Structure] = Counter()
    shared: Counter[Structure] = Counter()
    for course in told:
        is_lost = all(structures[s].id is None for s in course.structures)
        for structure in course.structures:
            if structures[structure].id is None:
                (lost if is_lost else shared)[structure] += 1
    return [
        Anomaly(
            timetable.places[structure],
            f"{structure.kind} « {structure.code} » : {structures[structure].reason} "
            f"({_fate(lost[structure], shared[structure])})",
        )
        for structure in sorted(lost.keys() | shared.keys())
    ]


def _fate(lost: int, shared: int) -> str:
    parts = []
    if lost:
        parts.append(f"{lost} cours laissé{'s' if lost > 1 else ''} de côté")
    if shared:
        parts.append(f"{shared} cours gardé{'s' if shared > 1 else ''} pour ses autres classes ou groupes")
    return ", ".join(parts)


def _about_teachers(
    told: tuple[FileCourse, ...], teachers: Mapping[TeacherKey, Match], reference: Reference
) -> list[Anomaly]:
    """One line per teacher who was not found, or who is worth a look."""
    first: dict[TeacherKey, Place] = {}
    counts: Counter[TeacherKey] = Counter()
    for course in told:
        for key in course.teachers:
            first.setdefault(key, course.place)
            counts[key] += 1
    found = []
    for key in sorted(first):
        match, individual = teachers[key], reference.individuals.get(key)
        if not match.reason:
            continue
        name = f"{individual.full_name} ({key.kind} {key.id})" if individual else f"{key.kind} {key.id}"
        fate = "" if match.id is not None else f" ({counts[key]} cours sans cette personne)"
        place = individual.place if individual else first[key]
        found.append(Anomaly(place, f"enseignant {name} : {match.reason}{fate}"))
    return found


def _new_subjects(
    told: tuple[FileCourse, ...], reference: Reference, known: Known, anomalies: list[Anomaly]
) -> dict[str, str]:
    """The subjects to create, with the label of the nomenclature; without one, the code stands for it."""
    labels: dict[str, str] = {}
    for course in told:
        code = course.subject
        if code in known.subjects or code in labels:
            continue
        labels[code] = reference.subjects.get(code) or code
        if not reference.subjects.get(code):
            anomalies.append(
                Anomaly(
                    course.place, f"matière « {code} » absente de la nomenclature : son code tient lieu de nom"
                )
            )
    return labels


def _said(course: FileCourse, labels: Mapping[str, str], reference: Reference) -> str:
    subject = reference.subjects.get(course.subject) or labels.get(course.subject) or course.subject
    structures = ", ".join(structure.code for structure in course.structures)
    return f"{structures}, {subject}, {words.WEEKDAYS[course.slot.weekday - 1]} à {words.hour(course.slot.starts)}"
