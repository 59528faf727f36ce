"""A pair of STSweb files → the neutral form. Lessons and keys are those of `preau.exchange.sts.compose`."""

from __future__ import annotations

from preau.exchange.sts import records as sts
from preau.exchange.sts.compose import FileCourse, compose
from preau.exchange.weekly.notes import Notes
from preau.exchange.weekly.records import (
    Alternation,
    Division,
    Software,
    Subject,
    Teacher,
    TeachingGroup,
    Timetable,
    WeeklyLesson,
    YearSpan,
)


def weekly_from_sts(reference: sts.Reference, timetable: sts.Timetable, *, uai: str, file: str) -> Timetable:
    """Both files of the school `uai` as one timetable; `file` names the `emp_sts` in messages.

    The files say neither the classes that a group comes from (as they are read today), nor members, nor bells.
    """
    told = [*reference.anomalies, *timetable.anomalies]
    courses = compose(timetable.courses, told)
    places = timetable.places.items()
    return Timetable(
        software=Software.STS,
        file=file,
        uai=uai,
        year=YearSpan(reference.year.first, reference.year.starts_on, reference.year.ends_on),
        alternations=tuple(
            Alternation(week.code, week.label, week.mondays)
            for week in sorted(timetable.weeks.values(), key=lambda week: week.code)
        ),
        lessons=tuple(_lesson(course, reference) for course in courses),
        divisions=tuple(
            Division(structure.code, place=place)
            for structure, place in places
            if structure.kind is sts.StructureKind.DIVISION
        ),
        groups=tuple(
            TeachingGroup(structure.code, place=place)
            for structure, place in places
            if structure.kind is sts.StructureKind.GROUP
        ),
        anomalies=Notes(told).all(),
    )


def _lesson(course: FileCourse, reference: sts.Reference) -> WeeklyLesson:
    codes = {
        kind: [structure.code for structure in course.structures if structure.kind is kind]
        for kind in sts.StructureKind
    }
    return WeeklyLesson(
        key=course.key,
        subject=Subject(course.subject, reference.subjects.get(course.subject, "")),
        alternation=course.slot.alternation,
        weekday=course.slot.weekday,
        starts=course.slot.starts,
        minutes=course.slot.minutes,
        divisions=tuple(codes[sts.StructureKind.DIVISION]),
        groups=tuple(TeachingGroup(code) for code in codes[sts.StructureKind.GROUP]),
        teachers=tuple(_teacher(key, reference) for key in course.teachers),
        rooms=tuple(room for room in course.room.split(", ") if room),
        is_co_taught=len(course.teachers) > 1,
        place=course.place,
    )


def _teacher(key: sts.TeacherKey, reference: sts.Reference) -> Teacher:
    individual = reference.individuals.get(key)
    number = key.id if key.is_national else ""
    if individual is None:
        return Teacher("", "", code=f"{key.kind} {key.id}", sts_id=number)
    return Teacher(
        last_name=individual.usual_name or individual.birth_name,
        first_name=individual.first_name,
        code=f"{key.kind} {key.id}",
        born_on=individual.born_on,
        birth_name=individual.birth_name,
        sts_id=number,
        place=individual.place,
    )
