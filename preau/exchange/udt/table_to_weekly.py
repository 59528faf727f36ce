"""The table of UnDeuxTemps → the neutral form. Weeks are named, not dated; lengths are worked out.

The table says when a sequence starts, seldom when it ends. A sequence lasts until the next bell of the file that
is at least 45 minutes later, and an hour at most; sequences that follow each other with the same people are one
lesson.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from preau.exchange.places import Place
from preau.exchange.udt.records import Table, TableRow
from preau.exchange.udt.to_weekly import LONGEST_BREAK
from preau.exchange.weekly.clashes import tell_clashes
from preau.exchange.weekly.compose import Line, compose
from preau.exchange.weekly.moments import END_OF_DAY
from preau.exchange.weekly.notes import Notes
from preau.exchange.weekly.records import (
    Division,
    Software,
    Subject,
    TeachingGroup,
    Timetable,
)
from preau.kernel.words import folded

LEAST_SEQUENCE, LONGEST_SEQUENCE = 45, 60
#: Weeks A and B are the first and second fortnights of STS; an empty cell is every week.
_WEEKS = {"": "H", "SA": "Q1", "SB": "Q2"}


def weekly_from_table(table: Table, *, uai: str = "") -> Timetable:
    """The table of the school `uai`, which it does not say."""
    notes = Notes(table.anomalies)
    if any(row.ends is None for row in table.rows):
        notes.tell(
            Place(table.file, 1),
            f"le tableau ne dit pas quand finissent les cours : ils durent jusqu’à la sonnerie suivante, "
            f"{LONGEST_SEQUENCE} minutes au plus. L’export complet d’UDT (archive zip) le dit",
        )
    divisions = sorted({row.division for row in table.rows if row.division})
    members: defaultdict[str, set[str]] = defaultdict(set)
    for row in table.rows:
        if name := _group(row):
            members[name].update({row.division} - {""})
    groups = {name: TeachingGroup(name, tuple(sorted(of))) for name, of in sorted(members.items())}
    lessons, alternations = compose(Software.UDT, _lines(table.rows, groups), notes)
    tell_clashes(lessons, alternations, notes)
    return Timetable(
        software=Software.UDT,
        file=table.file,
        uai=uai,
        year=None,
        alternations=alternations,
        lessons=lessons,
        divisions=tuple(Division(code) for code in divisions),
        groups=tuple(groups.values()),
        anomalies=notes.all(),
    )


def _group(row: TableRow) -> str:
    """A regrouping by its name; a group of one class by the class and its name, unless that says the class."""
    if row.regrouping or not row.group:
        return row.regrouping
    return row.group if folded(row.division) in folded(row.group) else f"{row.division}{row.group}"


def _lines(rows: Sequence[TableRow], groups: dict[str, TeachingGroup]) -> Iterator[Line]:
    same: defaultdict[tuple[object, ...], list[tuple[int, int, TableRow]]] = defaultdict(list)
    bells: defaultdict[int, set[int]] = defaultdict(set)
    for row in rows:
        bells[row.weekday].add(row.starts)
    ordered = {weekday: sorted(starts) for weekday, starts in bells.items()}
    for row in rows:
        who = _group(row) or row.division
        key = (row.weekday, who, row.subject, row.teachers, row.rooms, row.modality, row.frequency)
        same[key].append((row.starts, row.ends or _ends(row.starts, ordered[row.weekday]), row))
    for sequences in same.values():
        sequences.sort(key=lambda sequence: sequence[:2])
        starts, ends, first = sequences[0]
        for next_starts, next_ends, row in sequences[1:]:
            if next_starts - ends > LONGEST_BREAK:
                yield _line(first, starts, ends, groups)
                starts, first = next_starts, row
            ends = max(ends, next_ends) if next_starts - ends <= LONGEST_BREAK else next_ends
        yield _line(first, starts, ends, groups)


def _ends(starts: int, bells: Sequence[int]) -> int:
    at = bisect_left(bells, starts + LEAST_SEQUENCE)
    ends = starts + LONGEST_SEQUENCE
    return min(ends, bells[at] if at < len(bells) else ends, END_OF_DAY - 1)


def _line(row: TableRow, starts: int, ends: int, groups: dict[str, TeachingGroup]) -> Line:
    name = _group(row)
    return Line(
        subject=Subject(row.subject),
        weekday=row.weekday,
        starts=starts,
        minutes=ends - starts,
        place=row.place,
        divisions=(row.division,) if row.division and not name else (),
        groups=(groups[name],) if name else (),
        teachers=row.teachers,
        rooms=row.rooms,
        modality=row.modality,
        alternation=_WEEKS.get(row.frequency, row.frequency),
    )
