"""`preau import siecle|csv|edt|udt`: the same, from the terminal."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import pytest

from preau.directory.models import Enrolment, Person, Pupil, School
from preau.exchange.edt.tests import feed as edt
from preau.exchange.upload.cli import run
from preau.exchange.upload.tests.school_file import pupils
from preau.kernel.refusals import NotPossible
from preau.timetable.models import WeeklyCourse
from tests.cast import TODAY, Cast


def imported(sort: str, path: str | Path, **more: Any) -> int:
    """Run the verb; its exit code."""
    told = {"school": "0310001A", "apply": False, "confirm": False, "absent_left": False, **more}
    return run(argparse.Namespace(sort=sort, paths=[Path(path)], **told))


@pytest.fixture
def export(tmp_path: Path) -> str:
    path = tmp_path / "Eleves.xml"
    path.write_bytes(pupils(lea="5e A", noe="4e B", eva="6e C").encode("iso-8859-15"))
    return str(path)


def test_a_plan_is_printed_and_nothing_changes(
    college: School, export: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported("siecle", export) == 0
    said = capsys.readouterr().out.replace("\u202f", " ")
    assert "changement de classe, MARTIN-SÉGALA Léa, 5e A, 4e B → 5e A" in said
    assert "Rien n’a changé" in said
    assert not Person.objects.filter(last_name="ALIBERT").exists()


def test_applied_twice_it_says_that_there_is_nothing_to_change(
    college: School, export: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported("siecle", export, apply=True) == 0
    assert Person.objects.filter(last_name="ALIBERT").exists()
    assert imported("siecle", export, apply=True) == 0
    assert "Rien à changer" in capsys.readouterr().out


def test_many_departures_exit_with_three(college: School, tmp_path: Path) -> None:
    for n in range(6):
        person = Person.objects.create(last_name=f"X{n}", first_name="Ana", sorting_name=f"x{n} ana")
        Enrolment.objects.create(school=college, pupil=Pupil.objects.create(person=person), begins_on=TODAY)
    path = tmp_path / "Eleves.xml"
    path.write_bytes(pupils(lea="4e B", noe="4e B").encode("iso-8859-15"))
    assert imported("siecle", path, absent_left=True, apply=True) == 3
    assert Enrolment.objects.filter(ends_on=None).count() == 8
    assert imported("siecle", path, absent_left=True, apply=True, confirm=True) == 0
    assert Enrolment.objects.filter(ends_on=None).count() == 2


def test_another_school_another_verb_or_no_file_is_refused(college: School, cast: Cast, export: str) -> None:
    with pytest.raises(NotPossible, match="Rien n’a été lu"):
        imported("siecle", export, school="0340002B")
    with pytest.raises(NotPossible, match="preau import siecle"):
        imported("csv", export)
    with pytest.raises(NotPossible, match="ne peut pas être lu"):
        imported("siecle", f"{export}.zip")
    with pytest.raises(NotPossible, match="ne connaît pas"):
        imported("siecle", export, school="0310009Z")


def test_a_timetable_comes_in_by_its_verb(college: School, tmp_path: Path) -> None:
    path = tmp_path / "EXP_COURS.xml"
    path.write_bytes(edt.table({"CLASSE": "4e B"}))
    assert imported("edt", path, apply=True) == 0
    assert WeeklyCourse.objects.filter(external_key__startswith="edt|").count() == 1
    assert imported("edt", path, mode="groupes") == 0


def test_a_table_comes_in_by_its_verb(college: School, tmp_path: Path) -> None:
    path = tmp_path / "eleves.csv"
    path.write_text("Nom;Prénom;Date de naissance;Classe\nAlibert;Eva;14/02/2013;4e B\n")
    assert imported("csv", path, kind="eleves", apply=True) == 0
    assert Person.objects.filter(last_name="ALIBERT").exists()
