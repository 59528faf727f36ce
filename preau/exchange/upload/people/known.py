"""The school as it stands: everybody a file may speak of, read in nine statements whatever the size of the school.

The scope of the school must be open. Persons are not owned by a school: those read are the pupils of the school,
past and present, their guardians, its staff, and whoever one of the keys of the file names.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from preau.directory.calendar_queries import years
from preau.directory.models import Group, Mef, PersonKey, Post, School, Subject
from preau.directory.models.school import SchoolYear
from preau.directory.new_year.days import effective_day
from preau.exchange.upload.models import Pairing
from preau.exchange.upload.people.known_adults import KnownCourse, KnownGuest, courses_of, guests_of, subjects_of
from preau.exchange.upload.people.known_lessons import LessonsToCome, lessons_to_come
from preau.exchange.upload.people.known_options import options_of, tells_options
from preau.exchange.upload.people.told import Option, Told
from preau.kernel import clock

#: The columns of a person that a file may tell, as in `Identity`.
TEXTS = (
    "title",
    "last_name",
    "birth_name",
    "first_name",
    "other_first_names",
    "email",
    "mobile",
    "phone",
    "address",
)

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """`is_fed`: the académie's directory brought her, and says who she is. `texts` are in the order of `TEXTS`."""

    id: int
    texts: tuple[str, ...]
    born_on: date | None
    sorting_name: str
    is_fed: bool

    def text(self, name: str) -> str:
        """One of `TEXTS`."""
        return self.texts[TEXTS.index(name)]


@dataclass(frozen=True, slots=True)
class KnownSchooling:
    mef: str
    level: str
    regime: str
    is_apprentice: bool


@dataclass(frozen=True, slots=True)
class KnownGroup:
    id: int
    is_division: bool
    code: str
    label: str
    origin: str
    is_locked: bool


@dataclass(frozen=True, slots=True)
class KnownTie:
    """`is_held`: a human set its rights, and no file changes them nor ends it; `is_over`: it was ended."""

    id: int
    pupil_id: int
    guardian_id: int
    level: int
    kinship: int
    pays_fees: bool
    receives_aids: bool
    is_contact: bool
    rank: int
    is_held: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class KnownMembership:
    id: int
    group_id: int
    begins_on: date


@dataclass(frozen=True, slots=True)
class Known:
    """`enrolled` is the current enrolment of each pupil; `were_enrolled` those who were here once, and until when.

    `memberships` are those of today; `ties` by pupil, the last one of each pair. `left` are persons whom nothing
    tied to any school any more. Codes of nomenclatures are read when the file tells some; guests, courses and the
    labels of subjects when it tells adults; options and those labels when it tells options.
    `lessons` are those to come of the groups that the source of the file opened.
    """

    school: School
    today: date
    year_starts_on: date | None
    persons: Mapping[int, KnownPerson]
    keys: Mapping[Key, int]
    schooling: Mapping[int, KnownSchooling]
    enrolled: Mapping[int, int]
    were_enrolled: Mapping[int, date | None]
    memberships: Mapping[int, tuple[KnownMembership, ...]]
    groups: tuple[KnownGroup, ...]
    ties: Mapping[int, tuple[KnownTie, ...]]
    posts: frozenset[tuple[int, str]]
    pairings: Mapping[tuple[str, str], int | None]
    mefs: frozenset[str]
    subjects: frozenset[str]
    left: frozenset[int]
    guests: Mapping[int, KnownGuest] = field(default_factory=dict)
    courses: tuple[KnownCourse, ...] = ()
    subject_rows: tuple[tuple[int, str, str, str], ...] = ()
    lessons: Mapping[int, LessonsToCome] = field(default_factory=dict)
    options: Mapping[int, frozenset[Option]] = field(default_factory=dict)


_SCHOOLING = """
SELECT e.pupil_id, max(e.id) FILTER (WHERE e.ends_on IS NULL OR e.ends_on > %(today)s), max(e.ends_on)
  FROM enrolment e WHERE e.school_id = %(school)s GROUP BY e.pupil_id
"""

# Whoever is over today leaves a place; a membership to come is there already.
_MEMBERSHIPS = """
SELECT m.pupil_id, m.id, m.group_id, m.begins_on
  FROM membership m
 WHERE m.school_id = %(school)s AND (m.ends_on IS NULL OR m.ends_on > %(today)s)
 ORDER BY m.pupil_id, m.id
"""

_TIES = """
SELECT DISTINCT ON (t.pupil_id, t.guardian_id)
       t.id, t.pupil_id, t.guardian_id, t.level, t.kinship, t.pays_fees, t.receives_aids, t.is_contact, t.rank,
       t.is_set_by_hand OR t.no_contact, t.ends_on IS NOT NULL AND t.ends_on <= %(today)s
  FROM guardianship t
 WHERE t.pupil_id = ANY(%(pupils)s)
 ORDER BY t.pupil_id, t.guardian_id, t.ends_on DESC NULLS FIRST, t.id DESC
"""

_KEYS = """
SELECT k.source, k.kind, k.key, k.person_id
  FROM jsonb_to_recordset(%(keys)s::jsonb) AS r(source text, kind text, key text)
  JOIN person_key k ON k.source = r.source AND k.kind = r.kind AND k.key = r.key
"""

_PERSONS = """
SELECT p.id, p.title, p.last_name, p.birth_name, p.first_name, p.other_first_names, p.email, p.mobile, p.phone,
       p.address, p.born_on, p.sorting_name,
       EXISTS (SELECT FROM person_key k WHERE k.person_id = p.id AND k.kind = 'aaf'),
       p.left_on IS NOT NULL, u.mef, u.level, u.regime, u.is_apprentice
  FROM person p LEFT JOIN pupil u ON u.person_id = p.id
 WHERE p.id = ANY(%(persons)s) AND p.erased_at IS NULL
"""


def load_known(school: School, told: Told) -> Known:
    """What `told` is compared with."""
    asked: dict[str, Any] = {"school": school.pk, "today": effective_day(clock.today(), years())}
    enrolments = _rows(_SCHOOLING, asked)
    keys = {(source, kind, key): pk for source, kind, key, pk in _rows(_KEYS, {"keys": _keys_of(school, told)})}
    posts = frozenset(Post.objects.filter(school=school, ends_on=None).values_list("person_id", "function"))
    groups = _groups(school)
    guests, has_options = guests_of(school) if told.adults else {}, tells_options(told)
    pairings = _pairings(school)
    pupils = {row[0] for row in enrolments} | set(keys.values())
    ties = _ties(asked | {"pupils": list(pupils)})
    adults = {tie.guardian_id for of in ties.values() for tie in of} | {pk for pk, _function in posts}
    paired = {pk for (what, _told), pk in pairings.items() if pk and what in _OF_PERSONS}
    persons = _rows(_PERSONS, {"persons": list(pupils | adults | paired | guests.keys())})
    here = {row[0] for row in persons}
    memberships: defaultdict[int, list[KnownMembership]] = defaultdict(list)
    for pupil, *row in _rows(_MEMBERSHIPS, asked):
        memberships[pupil].append(KnownMembership(*row))
    return Known(
        school=school,
        today=asked["today"],
        year_starts_on=_year_start(asked["today"]),
        persons={row[0]: KnownPerson(row[0], tuple(row[1:10]), *row[10:13]) for row in persons},
        keys=keys,
        schooling={row[0]: KnownSchooling(*row[14:]) for row in persons if row[14] is not None},
        enrolled={pupil: pk for pupil, pk, _end in enrolments if pk is not None and pupil in here},
        were_enrolled={pupil: end for pupil, _pk, end in enrolments},
        memberships={pupil: tuple(of) for pupil, of in memberships.items()},
        groups=groups,
        ties=ties,
        posts=posts,
        pairings=pairings,
        mefs=_codes(Mef.objects.filter(source=school.source)) if told.mefs else frozenset(),
        subjects=_codes(Subject.objects.filter(source=school.source)) if told.subjects else frozenset(),
        left=frozenset(row[0] for row in persons if row[13]),
        guests=guests,
        courses=courses_of(school) if told.adults else (),
        subject_rows=subjects_of(school) if told.adults or has_options else (),
        lessons=lessons_to_come(
            school.pk, [one.id for one in groups if one.origin == told.origin and not one.is_locked], told.origin
        ),
        options=options_of(school) if has_options else {},
    )


_OF_PERSONS = (Pairing.What.GUARDIAN, Pairing.What.PERSON, Pairing.What.TEACHER)


def _keys_of(school: School, told: Told) -> str:
    """The national and SIECLE numbers of the pupils, and of those that ties alone name."""
    return json.dumps(
        [
            {"source": source, "kind": kind, "key": key}
            for source, kind, key in sorted(set(keys_of(school.source, told)))
        ]
    )


def keys_of(source: str, told: Told) -> Iterator[Key]:
    """Every key under which the file names somebody."""
    numbers = [(one.ine, one.siecle_id) for one in told.pupils]
    numbers += [(tie.pupil.ine, tie.pupil.siecle_id) for tie in told.ties]
    for ine, siecle_id in numbers:
        if ine:
            yield "", PersonKey.Kind.INE.value, ine
        if siecle_id:
            yield source, PersonKey.Kind.SIECLE.value, siecle_id
    for left in told.not_taken:
        if left.siecle_id:
            yield source, PersonKey.Kind.SIECLE.value, left.siecle_id


def _year_start(today: date) -> date | None:
    year = SchoolYear.objects.filter(starts_on__lte=today, ends_on__gte=today).first()
    return year.starts_on if year else None


def _groups(school: School) -> tuple[KnownGroup, ...]:
    rows = Group.objects.filter(school=school, closed_on=None).exclude(kind=Group.Kind.MANUAL)
    return tuple(
        KnownGroup(pk, kind == Group.Kind.DIVISION, code, label, origin, is_locked)
        for pk, kind, code, label, origin, is_locked in rows.values_list(
            "id", "kind", "code", "label", "origin", "is_locked"
        )
    )


def _codes(rows: QuerySet[Any]) -> frozenset[str]:
    return frozenset(rows.values_list("code", flat=True))


def _ties(asked: dict[str, Any]) -> dict[int, tuple[KnownTie, ...]]:
    found: defaultdict[int, list[KnownTie]] = defaultdict(list)
    for row in _rows(_TIES, asked):
        tie = KnownTie(*row)
        found[tie.pupil_id].append(tie)
    return {pupil: tuple(of) for pupil, of in found.items()}


def _pairings(school: School) -> dict[tuple[str, str], int | None]:
    rows = Pairing.objects.filter(school=school).values_list("what", "told", "group_id", "person_id", "subject_id")
    return {(what, told): group or person or subject for what, told, group, person, subject in rows}


def _rows(statement: str, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        rows: list[tuple[Any, ...]] = cursor.execute(statement, asked).fetchall()
    return rows
