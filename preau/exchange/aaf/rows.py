"""Records → rows of the staging tables. Pure: no database. `entry` numbers the records in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from preau.directory.functions import profile_of
from preau.directory.models import Group
from preau.exchange.aaf.fields import given_name
from preau.exchange.aaf.kinds import departement_of, kind_of
from preau.exchange.aaf.records import (
    Category,
    DatedClass,
    Identity,
    InStructure,
    MefRecord,
    Place,
    PupilRecord,
    Record,
    RelationTuple,
    RelativeRecord,
    StaffFunction,
    StaffRecord,
    StructureRecord,
    SubjectRecord,
)
from preau.exchange.aaf.relations import READINGS, Generation, Relation, generation_of_link, interpret
from preau.exchange.aaf.vocabulary import HEAD_DISCIPLINES, TEACHING_FUNCTIONS
from preau.kernel.actor import Profile
from preau.kernel.words import folded

Row = tuple[Any, ...]
#: The columns of each staging table, with their SQL types. A table has what one kind of record gives.
COLUMNS: dict[str, str] = {
    "aaf_school": """
        entry bigint, source text, key text, file int, line int, uai text, name text, kind text, town text,
        street text, postal_code text, phone text, academie text, departement text, seat text,
        declares_division boolean, declares_groupe boolean""",
    "aaf_declared": "entry bigint, kind text, code text, label text",
    "aaf_subject": "entry bigint, source text, code text, label text",
    "aaf_mef": "entry bigint, source text, code text, label text, attached_to text, stat11 text",
    "aaf_person": """
        entry bigint, source text, key text, category text, file int, line int, structure text,
        title text, last_name text, birth_name text, first_name text, other_first_names text, born_on date,
        email text, mobile text, phone text, address text, sorting_name text,
        ine text, siecle_id text, sts_id text, is_teacher boolean""",
    "aaf_schooling": """
        entry bigint, mef text, level text, regime text, is_apprentice boolean, entered_on date, left_on date""",
    "aaf_relation": """
        entry bigint, readings int, rank int, relative text, level int, kinship int, pays_fees boolean,
        receives_aids boolean, is_contact boolean""",
    "aaf_member": """
        entry bigint, structure text, kind text, code text, position int, entered_on date, left_on date""",
    "aaf_function": "entry bigint, structure text, function text, label text, discipline text, profile text",
    "aaf_head": "entry bigint, structure text",
    "aaf_teaching": "entry bigint, structure text, kind text, code text, subject text",
    "aaf_principal": "entry bigint, structure text, code text",
}
#: What is longer is no name, and would not fit in an index of PostgreSQL (2,704 bytes).
_LONGEST_SORTING_NAME = 600
#: Names come back: each is folded once.
_folded = lru_cache(maxsize=65_536)(folded)
_EVERY_READING = 2 ** len(READINGS) - 1


def rows_of(entry: int, file: int, record: Record) -> Iterator[tuple[str, Row]]:
    """The (table, row) pairs of a record read in the file numbered `file`."""
    return _ROWS[type(record)](entry, file, record)


def _structure(entry: int, file: int, record: StructureRecord) -> Iterator[tuple[str, Row]]:
    seat = next((key for key in record.seats if key != record.key), None)
    yield (
        "aaf_school",
        (
            entry, record.place.source, record.key, file, record.place.line, record.uai, record.name,
            kind_of(record), record.town, record.street, record.postal_code, record.phone,
            given_name(record.academie) or None, departement_of(record.uai), seat,
            bool(record.divisions), bool(record.groups),
        ),
    )  # fmt: skip
    for kind, declared in ((Group.Kind.DIVISION, record.divisions), (Group.Kind.TEACHING, record.groups)):
        for item in declared:
            yield "aaf_declared", (entry, kind, item.code, item.label)


def _subject(entry: int, _file: int, record: SubjectRecord) -> Iterator[tuple[str, Row]]:
    yield "aaf_subject", (entry, record.place.source, record.key, record.label)


def _mef(entry: int, _file: int, record: MefRecord) -> Iterator[tuple[str, Row]]:
    yield (
        "aaf_mef",
        (entry, record.place.source, record.key, record.label, record.attached_to, record.stat11),
    )


def _pupil(entry: int, file: int, record: PupilRecord) -> Iterator[tuple[str, Row]]:
    keys = (record.ine, record.siecle_id, "", False)
    yield "aaf_person", _person(entry, file, record, Category.PUPIL, record.structure, keys)
    yield (
        "aaf_schooling",
        (
            entry, record.mef, record.level, record.regime, record.is_apprentice, record.entered_on,
            record.left_on,
        ),
    )  # fmt: skip
    entries, exits = _latest(record.class_entries), _latest(record.class_exits)
    for position, member in enumerate(record.divisions):
        dates = (entries.get(member), exits.get(member))
        yield "aaf_member", (entry, member.structure, Group.Kind.DIVISION, member.code, position, *dates)
    for position, member in enumerate(record.groups):
        yield "aaf_member", (entry, member.structure, Group.Kind.TEACHING, member.code, position, None, None)
    for readings, relations in under_readings(record.relations):
        for rank, found in enumerate(relations, 1):
            yield (
                "aaf_relation",
                (
                    entry, readings, rank, found.relative, found.level, found.kinship, found.pays_fees,
                    found.receives_aids, found.is_contact,
                ),
            )  # fmt: skip


def under_readings(written: tuple[RelationTuple, ...]) -> Iterator[tuple[int, tuple[Relation, ...]]]:
    """The relations of a pupil, with the readings under which they hold (bit `i`: `READINGS[i]`).

    Which reading is the source's is known at its end only. Most pupils read alike under all of them.
    """
    if not any(one.legal == 2 and generation_of_link(one.link) is not Generation.NEW for one in written):
        yield _EVERY_READING, interpret(written, READINGS[0])
        return
    under: dict[tuple[Relation, ...], int] = {}
    for bit, reading in enumerate(READINGS):
        relations = interpret(written, reading)
        under[relations] = under.get(relations, 0) | 1 << bit
    for relations, readings in under.items():
        yield readings, relations


def _latest(classes: tuple[DatedClass, ...]) -> dict[InStructure, date]:
    """The last date given for each class."""
    found: dict[InStructure, date] = {}
    for item in sorted(classes, key=lambda item: item.on):
        found[InStructure(item.structure, item.code)] = item.on
    return found


def _relative(entry: int, file: int, record: RelativeRecord) -> Iterator[tuple[str, Row]]:
    yield "aaf_person", _person(entry, file, record, Category.RELATIVE, "", ("", "", "", False))


def _staff(entry: int, file: int, record: StaffRecord) -> Iterator[tuple[str, Row]]:
    keys = ("", "", record.sts_id, record.is_teacher)
    yield "aaf_person", _person(entry, file, record, Category.STAFF, record.attachment, keys)
    for function in record.functions:
        profile = _profile(function, is_teacher=record.is_teacher)
        discipline = function.discipline or function.discipline_code
        yield (
            "aaf_function",
            (entry, function.structure, function.code, function.label, discipline, profile.value),
        )
    for structure in sorted(record.head_of):
        yield "aaf_head", (entry, structure)
    for teaching in record.teachings:
        kind = Group.Kind.DIVISION if teaching.is_division else Group.Kind.TEACHING
        yield "aaf_teaching", (entry, teaching.structure, kind, teaching.code, teaching.subject)
    for member in record.principal_of:
        yield "aaf_principal", (entry, member.structure, member.code)


def _profile(function: StaffFunction, *, is_teacher: bool) -> Profile:
    """That of the function; a head's discipline makes a head; `ENTPersonCategorieEnseignant` = N no teacher."""
    if function.discipline.upper() in HEAD_DISCIPLINES:
        return Profile.DIRECTION
    if function.code in TEACHING_FUNCTIONS and not is_teacher:
        return Profile.STAFF
    return profile_of(function.code)


def _person(
    entry: int,
    file: int,
    record: PupilRecord | RelativeRecord | StaffRecord,
    category: Category,
    structure: str,
    keys: Row,
) -> Row:
    place: Place = record.place
    who: Identity = record.identity
    return (
        entry, place.source, record.key, category.value, file, place.line, structure,
        who.title, who.last_name, who.birth_name, who.first_name, who.other_first_names, who.born_on,
        who.email, who.mobile, who.phone, who.address, sorting_name(who.last_name, who.first_name), *keys,
    )  # fmt: skip


def sorting_name(last_name: str, first_name: str) -> str:
    """`folded("last first")`: a blank folds to itself, so the two names fold apart. Cut where no name goes."""
    return f"{_folded(last_name)} {_folded(first_name)}".strip()[:_LONGEST_SORTING_NAME]


_ROWS: dict[type[Any], Callable[[int, int, Any], Iterator[tuple[str, Row]]]] = {
    StructureRecord: _structure,
    SubjectRecord: _subject,
    MefRecord: _mef,
    PupilRecord: _pupil,
    RelativeRecord: _relative,
    StaffRecord: _staff,
}
