"""What EDT's files say → the neutral form of a weekly timetable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from preau.exchange.edt.members import members_of
from preau.exchange.edt.records import CourseTable, PartnerCourse, PartnerExport, Resource, Use
from preau.exchange.edt.structures import Structures
from preau.exchange.weekly.clashes import tell_clashes
from preau.exchange.weekly.compose import Line, compose
from preau.exchange.weekly.moments import wall
from preau.exchange.weekly.notes import Notes, Odd
from preau.exchange.weekly.records import (
    BellGrid,
    BellSlot,
    Division,
    Software,
    Subject,
    Teacher,
    TeachingGroup,
    Timetable,
)
from preau.exchange.weekly.weeks import held_in, mondays_of

_EVERYBODY = (Resource.DIVISION, Resource.PART, Resource.GROUP, Resource.PUPIL)


def weekly_from_table(table: CourseTable, *, uai: str = "") -> Timetable:
    """EXP_COURS.xml of the school `uai`: weeks are named (`H`, `Q1`…), not dated."""
    notes = Notes(table.anomalies)
    lines = [
        Line(
            subject=row.subject,
            weekday=row.weekday,
            starts=row.starts,
            minutes=row.minutes,
            place=row.place,
            divisions=row.divisions,
            groups=row.groups,
            teachers=row.teachers,
            rooms=row.rooms,
            modality=row.modality,
            is_co_taught=row.is_co_taught,
            alternation=row.frequency,
        )
        for row in table.rows
    ]
    lessons, alternations = compose(Software.EDT, lines, notes)
    tell_clashes(lessons, alternations, notes)
    divisions = {code for row in table.rows for code in row.divisions}
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for row in table.rows:
        for group in row.groups:
            groups[group.code].update(group.divisions)
    divisions.update(division for of in groups.values() for division in of)
    return Timetable(
        software=Software.EDT,
        file=table.file,
        uai=uai,
        year=None,
        alternations=alternations,
        lessons=lessons,
        divisions=tuple(Division(code) for code in sorted(divisions)),
        groups=tuple(TeachingGroup(code, tuple(sorted(groups[code]))) for code in sorted(groups)),
        anomalies=notes.all(),
    )


def weekly_from_partner(export: PartnerExport, *, uai: str = "") -> Timetable:
    """The partner's export: weeks are dated, people and pupils are named. `uai` stands for one it does not say."""
    notes = Notes(export.anomalies)
    structures = Structures(export, notes)
    lines = [line for course in export.courses for line in _lines(course, export, structures, notes)]
    lessons, alternations = compose(Software.EDT, lines, notes)
    tell_clashes(lessons, alternations, notes)
    slots = sorted(export.grid.items())
    return Timetable(
        software=Software.EDT,
        file=export.file,
        uai=export.uai or uai,
        year=export.year,
        alternations=alternations,
        lessons=lessons,
        divisions=tuple(sorted(export.divisions.values(), key=lambda division: division.code)),
        groups=structures.all(),
        members=members_of(export, structures),
        grids=(
            BellGrid("EDT", "", tuple(BellSlot(0, rank, wall(at.starts), wall(at.ends)) for rank, at in slots)),
        ),
        anomalies=notes.all(),
    )


def _lines(course: PartnerCourse, export: PartnerExport, structures: Structures, notes: Notes) -> Iterator[Line]:
    """A course, once for each set of resources it uses: teachers and rooms may change during the year."""
    try:
        starts, minutes = _times(course, export)
        compositions = _compositions(course, export)
    except Odd as odd:
        notes.tell(course.place, f"cours laissé de côté : {odd}")
        return
    attended = {
        uses: mondays for uses, mondays in compositions.items() if any(use.kind in _EVERYBODY for use in uses)
    }
    # Weeks in which only a teacher or a room is kept are not lessons; a course that has no other is told.
    for uses, mondays in (attended or compositions).items():
        subject = _subject(course, uses, export, notes)
        if subject is None:
            notes.tell(course.place, "cours sans matière : laissé de côté")
            continue
        yield Line(
            subject=subject,
            weekday=course.weekday,
            starts=starts,
            minutes=minutes,
            place=course.place,
            divisions=tuple(
                export.divisions[use.ident].code
                for use in _of(uses, Resource.DIVISION, export.divisions, course, notes)
            ),
            groups=structures.groups_of(uses, course.place),
            pupils=tuple(
                export.pupils[use.ident] for use in _of(uses, Resource.PUPIL, export.pupils, course, notes)
            ),
            teachers=_adults(uses, Resource.TEACHER, export, course, notes),
            staff=_adults(uses, Resource.STAFF, export, course, notes),
            rooms=tuple(export.rooms[use.ident] for use in _of(uses, Resource.ROOM, export.rooms, course, notes)),
            mondays=frozenset(mondays),
        )


def _times(course: PartnerCourse, export: PartnerExport) -> tuple[int, int]:
    """The start and the minutes of a course, by the bells of its first and last places."""
    last = course.first + course.count - 1
    missing = next((number for number in (course.first, last) if number not in export.grid), None)
    if missing is not None:
        raise Odd(f"la place {missing} n’est pas dans la grille horaire")
    starts, ends = export.grid[course.first].starts, export.grid[last].ends
    if ends <= starts:
        raise Odd("il finit avant de commencer, d’après la grille horaire")
    return starts, ends - starts


def _compositions(course: PartnerCourse, export: PartnerExport) -> dict[tuple[Use, ...], set[date]]:
    """Which resources together, in which weeks. A resource without weeks is there whenever the course is."""
    masks = [use.mask for use in course.uses if use.mask is not None]
    if not masks:
        raise Odd("ses semaines ne sont pas dites (Semaines)")
    weeks = 0
    for mask in masks:
        weeks |= mask
    mondays = held_in(mondays_of(weeks & ~course.cancelled, export.first_monday), course.weekday, export.year)
    found: defaultdict[tuple[Use, ...], set[date]] = defaultdict(set)
    in_weeks = {use: mondays_of(use.mask, export.first_monday) for use in course.uses if use.mask is not None}
    for monday in sorted(mondays):
        found[tuple(use for use in course.uses if use.mask is None or monday in in_weeks[use])].add(monday)
    if not found:
        raise Odd("il n’a lieu aucune semaine de l’année")
    return found


def _subject(course: PartnerCourse, uses: Iterable[Use], export: PartnerExport, notes: Notes) -> Subject | None:
    known = [*_of(uses, Resource.SUBJECT, export.subjects, course, notes)]
    return export.subjects[known[0].ident] if known else None


def _adults(
    uses: Iterable[Use], kind: Resource, export: PartnerExport, course: PartnerCourse, notes: Notes
) -> tuple[Teacher, ...]:
    known = export.teachers if kind is Resource.TEACHER else export.staff
    return tuple(known[use.ident] for use in _of(uses, kind, known, course, notes))


def _of(
    uses: Iterable[Use], kind: Resource, known: Mapping[str, object], course: PartnerCourse, notes: Notes
) -> Iterator[Use]:
    """The uses of a kind whose resource the file describes; the others are told."""
    for use in uses:
        if use.kind is not kind:
            continue
        if use.ident in known:
            yield use
        else:
            notes.tell(course.place, f"{kind} {use.ident[:40]} n’est pas décrit dans le fichier : laissé de côté")
