"""An export of UnDeuxTemps → the neutral form of a weekly timetable.

The lines of the year (UDCal_12) hold in every week that has no file of its own; UDCal_12_WW replaces them all in
ISO week WW. A lesson is never in a week where its day is closed. Half sequences that follow each other (a break
of half an hour at most between them) with the same people in the same room are one lesson.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from preau.exchange.udt.records import Calendar, Export, HalfSlot, SheetLine, SlotKey, Week
from preau.exchange.udt.structures import Structures
from preau.exchange.weekly.clashes import tell_clashes
from preau.exchange.weekly.compose import Line, compose
from preau.exchange.weekly.moments import wall
from preau.exchange.weekly.notes import Notes, Odd
from preau.exchange.weekly.records import (
    MOST_MEMBERS,
    BellGrid,
    BellSlot,
    GroupMember,
    Software,
    Subject,
    Teacher,
    Timetable,
)
from preau.exchange.weekly.weeks import iso_monday, mondays_between, mondays_of

#: A longer pause between two half sequences makes two lessons (minutes).
LONGEST_BREAK = 30


@dataclass(slots=True)
class _Span:
    """Half sequences that follow each other."""

    first: SheetLine
    key: SlotKey
    starts: int
    ends: int
    lines: list[SheetLine]


def weekly_from_export(export: Export, *, uai: str = "") -> Timetable:
    """The zip of the school `uai`: the export does not say whose it is."""
    notes = Notes(export.anomalies)
    structures = Structures(export)
    lines = [line for week, mondays in _weeks(export) for line in _lines(week, mondays, export, structures, notes)]
    lessons, alternations = compose(Software.UDT, lines, notes)
    tell_clashes(lessons, alternations, notes)
    return Timetable(
        software=Software.UDT,
        file=export.file,
        uai=uai,
        year=export.calendar.year,
        alternations=alternations,
        lessons=lessons,
        divisions=structures.divisions(),
        groups=structures.groups(),
        members=tuple(dict.fromkeys(islice(_members(export, structures), MOST_MEMBERS))),
        grids=tuple(_grids(export)),
        anomalies=notes.all(),
    )


def _weeks(export: Export) -> Iterator[tuple[Week, frozenset[date]]]:
    """The lines of the year with the weeks where they hold, then each week that has its own."""
    year = export.calendar.year
    own = {
        monday: week for number, week in export.weeks.items() if (monday := iso_monday(number, year)) is not None
    }
    yield export.usual, frozenset(mondays_between(year.starts_on, year.ends_on)) - own.keys()
    for monday, week in sorted(own.items(), key=lambda pair: pair[0]):
        yield week, frozenset({monday})


def _lines(
    week: Week, mondays: frozenset[date], export: Export, structures: Structures, notes: Notes
) -> Iterator[Line]:
    helpers = _co_teachers(week, export, notes)
    held = {day: _open(mondays, day, export.calendar) for day in range(1, 7)}
    for span in _spans(week.lines, export, notes):
        first = span.first
        weeks = held[span.key.weekday]
        # A week that is closed has files too: nothing is odd in that.
        if not weeks:
            continue
        try:
            divisions, groups = structures.attending(first.division, first.group, first.regrouping)
        except Odd as odd:
            notes.tell(first.place, f"ligne {first.code[:20]} laissée de côté : {odd}")
            continue
        teachers = [_teacher(first.teacher, export, first, notes)] if first.teacher else []
        teachers += [helper for line in span.lines for helper in helpers.get(line.code, ())]
        yield Line(
            subject=_subject(first, export, notes),
            weekday=span.key.weekday,
            starts=span.starts,
            minutes=span.ends - span.starts,
            place=first.place,
            divisions=divisions,
            groups=groups,
            teachers=tuple(dict.fromkeys(teachers)),
            rooms=(export.rooms.get(first.room) or first.room,) if first.room else (),
            mondays=weeks,
        )


def _open(mondays: Iterable[date], weekday: int, calendar: Calendar) -> frozenset[date]:
    after = timedelta(days=weekday - 1)
    return frozenset(monday for monday in mondays if calendar.is_open(monday + after))


def _spans(lines: Iterable[SheetLine], export: Export, notes: Notes) -> Iterator[_Span]:
    """The lines that hold a lesson, put end to end."""
    same: defaultdict[tuple[str, ...], list[tuple[SlotKey, HalfSlot, SheetLine]]] = defaultdict(list)
    for line in lines:
        # Sheets hold lines for every class, of which those without a subject are empty.
        if not line.subject:
            if line.teacher:
                notes.tell(line.place, f"ligne {line.code[:20]} laissée de côté : elle n’a pas de matière")
            continue
        sheet = export.sheets.get(line.sheet)
        slot = export.slots.get(sheet.key) if sheet else None
        if sheet is None or slot is None:
            missing = "sa demi-séquence n’est pas dans la grille (UDCal_07)" if sheet else "sa fiche n’existe pas"
            notes.tell(line.place, f"ligne {line.code[:20]} laissée de côté : {missing}")
            continue
        who = (line.division if not line.regrouping else "", line.group, line.regrouping)
        same[*who, line.subject, line.teacher, line.room].append((sheet.key, slot, line))
    for halves in same.values():
        yield from _joined(halves)


def _joined(halves: list[tuple[SlotKey, HalfSlot, SheetLine]]) -> Iterator[_Span]:
    span: _Span | None = None
    for key, slot, line in sorted(halves, key=lambda half: half[0]):
        if span and key.rank <= span.key.rank + 1 and (key.site, key.weekday) == (span.key.site, span.key.weekday):
            is_next = slot.starts - span.ends <= LONGEST_BREAK
        else:
            is_next = False
        if span and is_next:
            span.key, span.ends = key, max(span.ends, slot.ends)
            span.lines.append(line)
            continue
        if span:
            yield span
        span = _Span(line, key, slot.starts, slot.ends, [line])
    if span:
        yield span


def _co_teachers(week: Week, export: Export, notes: Notes) -> Mapping[str, list[Teacher]]:
    """The other teachers of each line. A file that names the sheet is understood when it has one line."""
    codes = {line.code for line in week.lines}
    by_sheet: defaultdict[str, list[SheetLine]] = defaultdict(list)
    for line in week.lines:
        if line.subject:
            by_sheet[line.sheet].append(line)
    by_jointure = {teacher.jointure: teacher for teacher in export.teachers.values() if teacher.jointure}
    found: defaultdict[str, list[Teacher]] = defaultdict(list)
    for helper in week.co_teachers:
        of_sheet = by_sheet.get(helper.line, [])
        if helper.line in codes:
            code = helper.line
        elif len(of_sheet) == 1:
            code = of_sheet[0].code
        else:
            notes.tell(
                helper.place, f"coenseignement de la ligne {helper.line[:20]}, qui n’existe pas : laissé de côté"
            )
            continue
        known = export.teachers.get(helper.teacher) or by_jointure.get(helper.jointure)
        found[code].append(
            known or Teacher("", "", code=helper.teacher, jointure=helper.jointure, place=helper.place)
        )
    return found


def _teacher(code: str, export: Export, line: SheetLine, notes: Notes) -> Teacher:
    if code not in export.teachers:
        notes.tell(line.place, f"le professeur « {code[:20]} » n’est pas décrit dans l’export (UDCal_04)")
    return export.teachers.get(code) or Teacher("", "", code=code, place=line.place)


def _subject(line: SheetLine, export: Export, notes: Notes) -> Subject:
    if line.subject not in export.subjects:
        notes.tell(line.place, f"la matière « {line.subject[:20]} » n’est pas décrite dans l’export (UDCal_05)")
    return export.subjects.get(line.subject) or Subject(line.subject)


def _members(export: Export, structures: Structures) -> Iterator[GroupMember]:
    for member in export.members:
        pupil = export.pupils.get(member.pupil)
        if pupil is None:
            continue
        mondays = None
        if member.mask is not None:
            mondays = tuple(sorted(mondays_of(member.mask, export.calendar.first_monday)))
        if not member.group:
            yield GroupMember(pupil, structures.called(member.division), is_division=True, mondays=mondays)
        for name in structures.joined(member.division, member.group):
            yield GroupMember(pupil, name, is_division=False, mondays=mondays)


def _grids(export: Export) -> Iterator[BellGrid]:
    sites: defaultdict[str, list[BellSlot]] = defaultdict(list)
    for key, slot in sorted(export.slots.items(), key=lambda pair: pair[0]):
        sites[key.site].append(BellSlot(key.weekday, key.rank, wall(slot.starts), wall(slot.ends)))
    for site in sorted(sites):
        yield BellGrid("UDT", site, tuple(sites[site]))
