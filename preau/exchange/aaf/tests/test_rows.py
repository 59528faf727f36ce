"""Records → rows: what is decided before the database is asked anything."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preau.directory.functions import profile_of
from preau.directory.models import School
from preau.exchange.aaf.delivery import discover
from preau.exchange.aaf.kinds import departement_of, kind_of
from preau.exchange.aaf.notes import ReadingNotes
from preau.exchange.aaf.records import RelationTuple, StructureRecord
from preau.exchange.aaf.relations import READINGS, interpret
from preau.exchange.aaf.rows import COLUMNS, rows_of, sorting_name, under_readings
from preau.exchange.aaf.spool import copy_line, read_files
from preau.exchange.aaf.staging import stage
from preau.exchange.aaf.tables import Cursor
from preau.exchange.aaf.tests.college import college, many, rows, school
from preau.exchange.aaf.tests.feed import Feed, read
from preau.kernel.actor import Profile
from preau.kernel.refusals import NotPossible
from preau.kernel.words import folded

Kind = School.Kind


@given(st.text(), st.text())
def test_names_fold_apart_as_they_fold_together(last_name: str, first_name: str) -> None:
    assert sorting_name(last_name, first_name) == folded(f"{last_name} {first_name}")[:600]


@pytest.mark.parametrize(
    ("uai", "expected"),
    [("0311234A", "31"), ("0090001B", "09"), ("6200001C", "2A"), ("7200001D", "2B"), ("9710001E", "971")],
)
def test_a_uai_tells_its_departement(uai: str, expected: str) -> None:
    assert departement_of(uai) == expected


def structure(tmp_path: Path, values: dict[str, str]) -> StructureRecord:
    Feed(structures={"500": {**school(), **values}}).write(tmp_path)
    record = read(tmp_path)[0][0]
    assert isinstance(record, StructureRecord)
    return record


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"ENTStructureTypeStruct": "COLLEGE"}, Kind.COLLEGE),
        ({"ENTStructureTypeStruct": "LYCEE D ENSEIGNEMENT GENERAL"}, Kind.LYCEE),
        ({"ENTStructureTypeStruct": "LYCEE POLYVALENT"}, Kind.LYCEE),
        ({"ENTStructureTypeStruct": "LYCEE PROFESSIONNEL"}, Kind.LYCEE_PRO),
        ({"ENTStructureTypeStruct": "LYCEE PROFESSIONNEL AGRICOLE"}, Kind.LYCEE_AGRICOLE),
        ({"ENTStructureTypeStruct": "ETABLISSEMENT REGIONAL D'ENSEIGNEMENT ADAPTE"}, Kind.EREA),
        (
            {"ENTStructureTypeStruct": "LYCEE", "ENTEtablissementMinistereTutelle": "MINISTERE DE L'AGRICULTURE"},
            Kind.LYCEE_AGRICOLE,
        ),
        (
            {"ENTStructureTypeStruct": "LYCEE", "ENTEtablissementCodeMinistereTutelle": "06"},
            Kind.LYCEE,
        ),
        (
            {"ENTStructureTypeStruct": "SANS OBJET", "ENTStructureNomCourant": "LP-LE GARROS-ac-TOULOUSE"},
            Kind.LYCEE_PRO,
        ),
        ({"ENTStructureTypeStruct": "SANS OBJET", "ENTStructureNomCourant": "Z.REMP-GAP"}, None),
    ],
)
def test_a_structure_tells_its_kind(tmp_path: Path, told: dict[str, str], expected: str | None) -> None:
    assert kind_of(structure(tmp_path, told)) == expected


@pytest.mark.parametrize(
    ("function", "profile"),
    [("ENS", Profile.TEACHER), ("edu", Profile.VIE_SCOLAIRE), ("DIR", Profile.DIRECTION), ("", Profile.STAFF)],
)
def test_a_function_that_is_not_known_opens_the_least(function: str, profile: Profile) -> None:
    assert profile_of(function) is profile


RELATIONS = st.lists(
    st.builds(
        RelationTuple,
        st.sampled_from(["11", "12"]),
        st.none() | st.sampled_from([1, 2, 3, 7, 10, 20, 70, 99]),
        st.booleans(),
        st.none() | st.integers(0, 3),
        st.booleans(),
        st.booleans(),
    ),
    max_size=4,
).map(tuple)


@given(RELATIONS)
def test_relations_are_kept_under_every_reading(written: tuple[RelationTuple, ...]) -> None:
    staged = list(under_readings(written))
    for bit, reading in enumerate(READINGS):
        assert [kept for readings, kept in staged if readings & 1 << bit] == [interpret(written, reading)]


def test_every_row_has_the_columns_of_its_table(tmp_path: Path) -> None:
    many(college(), 3).write(tmp_path)
    for record in read(tmp_path)[0]:
        for table, row in rows_of(1, 0, record):
            assert len(row) == len(COLUMNS[table].split(","))


VALUES = st.tuples(
    st.none() | st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])),
    st.none() | st.booleans(),
    st.none() | st.integers(-(2**31), 2**31 - 1),
    st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31)),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(VALUES, max_size=5))
def test_what_is_sent_is_what_is_read_back(owner: None, values: list[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.sent")
        cursor.execute("CREATE TEMP TABLE sent (text text, flag boolean, number int, day date)")
        with cursor.copy("COPY sent FROM STDIN") as copy:
            for row in values:
                copy.write(copy_line(row))
    assert rows("SELECT * FROM sent") == values


def test_several_processes_read_what_one_reads(owner: None, tmp_path: Path) -> None:
    (delivery,) = discover(many(college(), 40).write(tmp_path))
    staged: list[tuple[ReadingNotes, dict[str, list[tuple[Any, ...]]]]] = []
    for processes in (1, 2):
        with connection.cursor() as cursor:
            notes = stage(cast("Cursor", cursor), delivery, lambda _file, _entries: None, processes=processes)
        staged.append((notes, {table: rows(f"SELECT * FROM {table}") for table in COLUMNS}))  # noqa: S608
    assert staged[0] == staged[1]


def test_a_refusal_comes_back_from_another_process(tmp_path: Path) -> None:
    folder = college().write(tmp_path)
    (folder / "ENT_Complet_20260901_Eleve_0000.xml").write_text("<ficAlimMENESR><addRequest>")
    with pytest.raises(NotPossible, match="Eleve_0000"):
        list(read_files(discover(folder)[0], tmp_path, processes=2))
