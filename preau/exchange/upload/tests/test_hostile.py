"""Damaged and hostile uploads, from the files of the corpus to the base: told in words, or whole; never half."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import psycopg
import pytest
from django.db import connection, transaction

from preau.directory.models import Enrolment, Group, Guardianship, Membership, Person, PersonKey, Pupil, School
from preau.exchange.brake import DIRECTORY_LOCK
from preau.exchange.edt.tests import feed as edt
from preau.exchange.tabular.tests.mutations import MUTATIONS, mutated
from preau.exchange.udt.tests import feed as udt
from preau.exchange.upload.actions.import_people import import_people
from preau.exchange.upload.actions.import_timetable import import_timetable
from preau.exchange.upload.choices import Choices
from preau.exchange.upload.effects import effect_of, place_of
from preau.exchange.upload.models import Pairing
from preau.exchange.upload.reading import read_files
from preau.exchange.upload.recognise import Given, recognise
from preau.exchange.upload.report import check_rows
from preau.exchange.upload.tests.school_file import guardians, pupils
from preau.exchange.upload.timetables.plan import Mode
from preau.kernel.actor import SYSTEM
from preau.kernel.refusals import NotPossible
from preau.timetable.models import Lesson, WeeklyCourse

CORPUS = Path(__file__).resolve().parents[5] / "shared" / "corpus"
_UAI = re.compile(rb"(<UAJ>)[^<]*(</UAJ>)|(<UAJ CODE=\")[^\"]*(\")")
_YEAR = re.compile(rb"(<ANNEE_SCOLAIRE>)[^<]*")
#: Damaged versions of each file: every kind of damage twice, and some of two kinds.
TIMES = 2 * len(MUTATIONS)


def ours(content: bytes) -> bytes:
    """A file of the corpus as the collège would have it."""
    return _UAI.sub(rb"\g<1>\g<3>0310001A\g<2>\g<4>", content)


def sets() -> dict[str, list[Given]]:
    """Every set of files that a school may give: those of the corpus, and ours where none is public."""
    found = {
        path.name: [Given(path.name, ours(path.read_bytes()))]
        for folder in ("siecle", "csv")
        for path in sorted((CORPUS / folder).iterdir())
        if path.suffix in {".xml", ".csv"}
    }
    for case in ("case1", "case4"):
        found[case] = [
            Given(path.name, ours(path.read_bytes())) for path in sorted((CORPUS / "sts" / case).iterdir())
        ]
    found["siecle"] = [
        Given("Eleves.xml", pupils(lea="4e B", noe="4e B,G:4B ESP", eva="6e C").encode("iso-8859-15")),
        Given("Responsables.xml", guardians("1", "3").encode("iso-8859-15")),
    ]
    found["edt"] = [
        Given("EXP_COURS.xml", edt.table({"CLASSE": "4e B"}, {"CLASSE": "[LATIN]", "H.DEBUT": "09h00"}))
    ]
    found["udt"] = [Given("udt.zip", udt.export())]
    return found


SETS = sets()


def outcome(school: School, files: Sequence[Given]) -> str:
    """What the school is told: refused in a sentence, or done, each oddity with its file and line."""
    try:
        with transaction.atomic():
            sort = recognise(files)
            effect = effect_of(school, sort, files, Choices())
            for file, line, _column, reason, _left_out in check_rows(effect):
                assert file
                assert int(line) >= 1
                assert reason
            read = read_files(sort, files, place_of(school), Choices())
            if read.timetable is None:
                import_people(actor=SYSTEM, school_id=school.pk, told=read.told, wishes=Choices().wishes)
            else:
                import_timetable(
                    actor=SYSTEM, school_id=school.pk, timetable=read.timetable, mode=Mode.BOTH, answers={}
                )
    except NotPossible as refusal:
        return refusal.message
    return ""


def counted(school: School) -> tuple[int, ...]:
    """How many rows there are of what a half-written import would leave."""
    return (
        Person.objects.count(),
        PersonKey.objects.count(),
        Pupil.objects.count(),
        Guardianship.objects.count(),
        Enrolment.objects.count(),
        Membership.objects.count(),
        Group.objects.count(),
        Pairing.objects.count(),
        WeeklyCourse.objects.count(),
        Lesson.objects.count(),
    )


@pytest.mark.parametrize("name", sorted(SETS))
def test_a_file_of_the_corpus_is_told_or_whole(college: School, name: str) -> None:
    before = counted(college)
    refusal = outcome(college, SETS[name])
    if refusal:
        assert counted(college) == before


@pytest.mark.parametrize("name", sorted(SETS))
def test_a_damaged_file_is_told_or_whole(college: School, name: str) -> None:
    for at, file in enumerate(SETS[name]):
        for damaged in mutated(file.content, TIMES):
            files = [*SETS[name][:at], Given(file.name, damaged), *SETS[name][at + 1 :]]
            before = counted(college)
            with transaction.atomic():
                refusal = outcome(college, files)
                if refusal:
                    assert counted(college) == before, refusal
                transaction.set_rollback(True)


def test_half_the_pupils_gone_moves_nobody_out(college: School) -> None:
    assert outcome(college, [Given("Eleves.xml", pupils(lea="4e B").encode("iso-8859-15"))]) == ""
    assert not Enrolment.objects.exclude(ends_on=None).exists()
    assert not Membership.objects.exclude(ends_on=None).exists()


def test_a_bomb_is_refused(college: School) -> None:
    swollen = io.BytesIO()
    with zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Eleves.xml", b"<BEE_ELEVES>" + b" " * (40 << 20))
    assert "gonfle de façon anormale" in outcome(college, [Given("Eleves.zip", swollen.getvalue())])
    entities = b'<?xml version="1.0"?><!DOCTYPE BEE_ELEVES [<!ENTITY a "aaaa">]><BEE_ELEVES>&a;</BEE_ELEVES>'
    assert "DOCTYPE" in outcome(college, [Given("Eleves.xml", entities)])


@pytest.mark.parametrize("name", ["..", "../../etc/passwd", "a" * 300 + ".xml", "é" * 200, "\u202e.xml", ""])
def test_a_name_is_only_a_name(college: School, name: str) -> None:
    for files in (SETS["case1"], SETS["siecle"]):
        outcome(college, [Given(name, files[0].content), *files[1:]])


def test_a_million_letters_in_one_cell_are_told_with_their_line(college: School) -> None:
    text = f"Nom;Prénom;Classe\n{'x' * 1_000_000};Eva;4e B\nAlibert;Luc;4e B\n"
    effect = effect_of(
        college, recognise([Given("l.csv", text.encode())]), [Given("l.csv", text.encode())], Choices()
    )
    assert any((one.place.line, one.column) == (2, "Nom") for one in effect.anomalies)
    assert [one.name for one in effect.happenings if one.line == 3] == ["ALIBERT Luc"]


def test_nothing_comes_in_while_the_directory_of_the_academie_does(college: School) -> None:
    told = read_files(
        "siecle", [Given("E.xml", pupils(eva="6e C").encode("iso-8859-15"))], place_of(college), Choices()
    )
    settings = connection.settings_dict
    with psycopg.connect(
        host=settings["HOST"], port=settings["PORT"], user=settings["USER"], password=settings["PASSWORD"],
        dbname=settings["NAME"], autocommit=True,
    ) as delivery:  # fmt: skip
        delivery.execute("SELECT pg_advisory_lock(%s)", [DIRECTORY_LOCK])
        with pytest.raises(NotPossible, match="est en train d’entrer"):
            import_people(actor=SYSTEM, school_id=college.pk, told=told.told, wishes=Choices().wishes)
        delivery.execute("SELECT pg_advisory_unlock(%s)", [DIRECTORY_LOCK])
    plan = import_people(actor=SYSTEM, school_id=college.pk, told=told.told, wishes=Choices().wishes)
    assert not plan.is_nothing
