"""Lines of a source → the lessons that take place. Pure.

Software counts hours of service and writes a lesson once per teacher, per class, or both. Two rules put it
together, in the weeks where the lines meet:

1. **a class or a group has one lesson of a subject at one time**: its lines for several teachers are one lesson
   with several teachers (co-teaching), in one or several rooms;
2. **a teacher is in one place**: her lines in one subject, at one time, in the same rooms, for several classes or
   groups are one lesson with several of them.

So lines of several teachers each with their own group (a « barrette ») stay as many lessons. What a lesson is
made of may differ from week to week: it is then as many lessons as it has compositions. The one that has most
weeks (the earliest on a tie) has the plain key; the others add their first Monday to it.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from preau.exchange.places import Place
from preau.exchange.weekly.moments import wall
from preau.exchange.weekly.notes import Notes
from preau.exchange.weekly.records import (
    Alternation,
    Pupil,
    Software,
    Subject,
    Teacher,
    TeachingGroup,
    WeeklyLesson,
)
from preau.exchange.weekly.weeks import code_of, label_of

#: Longer keys end with a digest: they are indexed.
LONGEST_KEY = 400
_DIGEST = 16
#: What the weeks that sources only name are called, when they are the common ones.
NAMED_WEEKS = {"H": "toutes les semaines", "Q1": "semaines A (Q1)", "Q2": "semaines B (Q2)"}

_Bucket = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What a source writes in one place: who, what, when, where.

    `starts` is in minutes since midnight. Either `mondays` says the weeks, or it is None and `alternation` names
    them. `modality` is the source's (`CG`, `TP`…): two modalities of one class are two lessons.
    """

    subject: Subject
    weekday: int
    starts: int
    minutes: int
    place: Place
    divisions: tuple[str, ...] = ()
    groups: tuple[TeachingGroup, ...] = ()
    pupils: tuple[Pupil, ...] = ()
    teachers: tuple[Teacher, ...] = ()
    staff: tuple[Teacher, ...] = ()
    rooms: tuple[str, ...] = ()
    modality: str = ""
    is_co_taught: bool = False
    alternation: str = ""
    mondays: frozenset[date] | None = None

    def who(self) -> Iterator[tuple[str, str, str]]:
        """What identifies those who attend, within a subject at a time."""
        for division in self.divisions:
            yield "classe", division, self.modality
        for group in self.groups:
            yield "groupe", group.code, self.modality
        for pupil in self.pupils:
            yield "élève", pupil.code or f"{pupil.last_name} {pupil.first_name}", self.modality


@dataclass(frozen=True, slots=True)
class _Made:
    """What some lines make together in some weeks; equal when nothing differs but the weeks and the place."""

    who: tuple[tuple[str, str, str], ...]
    minutes: int
    divisions: tuple[str, ...]
    groups: tuple[TeachingGroup, ...]
    pupils: tuple[Pupil, ...]
    teachers: tuple[Teacher, ...]
    staff: tuple[Teacher, ...]
    rooms: tuple[str, ...]
    is_co_taught: bool


def compose(
    software: Software, lines: Iterable[Line], notes: Notes
) -> tuple[tuple[WeeklyLesson, ...], tuple[Alternation, ...]]:
    """The lessons in the order of their keys, and the alternations they name. What is odd is told in `notes`."""
    families: defaultdict[tuple[str, int, int, str], list[Line]] = defaultdict(list)
    for line in map(_without_covered, lines):
        if not any(line.who()):
            notes.tell(line.place, "cours sans classe ni groupe : laissé de côté")
        elif line.mondays is not None and not line.mondays:
            notes.tell(line.place, "cours qui n’a lieu aucune semaine : laissé de côté")
        else:
            families[line.subject.code, line.weekday, line.starts, line.alternation].append(line)
    lessons: list[WeeklyLesson] = []
    alternations: dict[str, Alternation] = {}
    for family in families.values():
        for lesson, alternation in _lessons(software, family, notes):
            lessons.append(lesson)
            alternations.setdefault(alternation.code, alternation)
    return _each_once(lessons), tuple(alternations[code] for code in sorted(alternations))


def _without_covered(line: Line) -> Line:
    """A class that is told beside one of its groups does not attend whole."""
    covered = {division for group in line.groups for division in group.divisions}
    if covered.isdisjoint(line.divisions):
        return line
    return replace(line, divisions=tuple(code for code in line.divisions if code not in covered))


def _each_once(lessons: list[WeeklyLesson]) -> tuple[WeeklyLesson, ...]:
    """In the order of keys, which differ: codes that hold our separators could make two of them alike."""
    seen: Counter[str] = Counter()
    found = []
    for lesson in sorted(lessons, key=lambda lesson: (lesson.key, lesson.alternation, lesson.place.line)):
        seen[lesson.key] += 1
        rank = seen[lesson.key]
        found.append(lesson if rank == 1 else replace(lesson, key=f"{lesson.key}|~{rank}"))
    return tuple(sorted(found, key=lambda lesson: lesson.key))


def _lessons(
    software: Software, family: Sequence[Line], notes: Notes
) -> Iterator[tuple[WeeklyLesson, Alternation]]:
    """The lessons of one subject at one time."""
    mondays: defaultdict[_Made, set[date]] = defaultdict(set)
    places: dict[_Made, Place] = {}
    for active, weeks in _meetings(family):
        for together in _together(active):
            made = _made(together, notes)
            mondays[made].update(weeks)
            place = min((line.place for line in together), key=lambda place: (place.file, place.line))
            places.setdefault(made, place)
    variants: defaultdict[tuple[tuple[str, str, str], ...], list[_Made]] = defaultdict(list)
    for made in mondays:
        variants[made.who].append(made)
    for rivals in variants.values():
        rivals.sort(key=lambda made: (-len(mondays[made]), min(mondays[made], default=date.min)))
        for rank, made in enumerate(rivals):
            also = f"|{min(mondays[made]).isoformat()}" if rank else ""
            alternation = _alternation(family[0], mondays[made])
            yield _lesson(software, family[0], made, alternation.code, places[made], also), alternation


def _meetings(family: Sequence[Line]) -> Iterator[tuple[list[Line], set[date]]]:
    """The sets of lines that take place together, each with its weeks (none when weeks are only named)."""
    dated = [line for line in family if line.mondays is not None]
    if not dated:
        yield list(family), set()
        return
    by_set: defaultdict[tuple[int, ...], set[date]] = defaultdict(set)
    for monday in sorted({monday for line in dated for monday in line.mondays or ()}):
        by_set[tuple(at for at, line in enumerate(dated) if monday in (line.mondays or ()))].add(monday)
    for active, weeks in by_set.items():
        yield [dated[at] for at in active], weeks


def _together(lines: Sequence[Line]) -> list[list[Line]]:
    """The two rules: lines that share a class or group, or a teacher in the same rooms, from one to the next."""
    parents = list(range(len(lines)))

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    first: dict[_Bucket, int] = {}
    for at, line in enumerate(lines):
        rooms = tuple(sorted(line.rooms))
        buckets: list[_Bucket] = list(line.who())
        buckets += [(teacher, rooms) for teacher in line.teachers]
        for bucket in buckets:
            parents[root(at)] = root(first.setdefault(bucket, at))
    groups: defaultdict[int, list[Line]] = defaultdict(list)
    for at, line in enumerate(lines):
        groups[root(at)].append(line)
    return list(groups.values())


def _made(lines: Sequence[Line], notes: Notes) -> _Made:
    longest = max(line.minutes for line in lines)
    for line in lines:
        if line.minutes != longest:
            notes.tell(
                line.place,
                f"le même cours dure {line.minutes} ou {longest} minutes selon la ligne : {longest} sont retenues",
            )
    groups: dict[str, TeachingGroup] = {group.code: group for line in lines for group in line.groups}
    teachers = _sorted({teacher for line in lines for teacher in line.teachers})
    return _Made(
        who=tuple(sorted({who for line in lines for who in line.who()})),
        minutes=longest,
        divisions=tuple(sorted({division for line in lines for division in line.divisions})),
        groups=tuple(groups[code] for code in sorted(groups)),
        pupils=tuple(
            sorted(
                {pupil for line in lines for pupil in line.pupils},
                key=lambda pupil: (pupil.last_name, pupil.first_name, pupil.code),
            )
        ),
        teachers=teachers,
        staff=_sorted({adult for line in lines for adult in line.staff} - set(teachers)),
        rooms=tuple(sorted({room for line in lines for room in line.rooms})),
        is_co_taught=len(teachers) > 1 or any(line.is_co_taught for line in lines),
    )


def _sorted(adults: Iterable[Teacher]) -> tuple[Teacher, ...]:
    return tuple(sorted(adults, key=lambda adult: (adult.last_name, adult.first_name, adult.code, adult.jointure)))


def _alternation(line: Line, mondays: set[date]) -> Alternation:
    if line.mondays is None:
        return Alternation(line.alternation, NAMED_WEEKS.get(line.alternation, ""), None)
    return Alternation(code_of(mondays), label_of(mondays), tuple(sorted(mondays)))


def _lesson(
    software: Software, line: Line, made: _Made, alternation: str, place: Place, also: str
) -> WeeklyLesson:
    who = "+".join(f"{kind}:{code}:{modality}" for kind, code, modality in made.who)
    # Weeks that are dates change when one is cancelled: only weeks that are named are part of the key.
    when = f"{line.alternation}|{line.weekday}|{wall(line.starts):%H%M}"
    return WeeklyLesson(
        key=_short(f"{software}|{who}|{line.subject.code}|{when}{also}"),
        subject=line.subject,
        alternation=alternation,
        weekday=line.weekday,
        starts=wall(line.starts),
        minutes=made.minutes,
        divisions=made.divisions,
        groups=made.groups,
        teachers=made.teachers,
        rooms=made.rooms,
        is_co_taught=made.is_co_taught,
        place=place,
        staff=made.staff,
        pupils=made.pupils,
    )


def _short(key: str) -> str:
    if len(key) <= LONGEST_KEY:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()[:_DIGEST]
    return f"{key[: LONGEST_KEY - _DIGEST - 1]}#{digest}"
