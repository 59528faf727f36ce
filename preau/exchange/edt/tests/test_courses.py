"""EXP_COURS.xml, the table of courses that a school exports by hand."""

from __future__ import annotations

from datetime import time

import pytest

from preau.exchange.edt.courses import structures_of
from preau.exchange.edt.tests.feed import COLLEGE, Change, lessons, read, reasons, table
from preau.exchange.places import Place
from preau.exchange.weekly.notes import Odd
from preau.exchange.weekly.records import (
    Alternation,
    Division,
    Software,
    Subject,
    Teacher,
    TeachingGroup,
)
from preau.kernel.refusals import NotPossible


@pytest.mark.parametrize("tag", ["Cours", "Cours_annuels"])
def test_a_course_is_read_with_its_dotted_names_and_its_blanks(tag: str) -> None:
    timetable = read(table(tag=tag), COLLEGE)
    (lesson,) = timetable.lessons
    assert (lesson.weekday, lesson.starts, lesson.minutes) == (2, time(13, 30), 60)
    assert lesson.subject == Subject("REM-FR", "REMÉDIATION FRANÇAIS")
    assert lesson.teachers == (Teacher("DURAND", "CLAIRE"),)
    assert (lesson.divisions, lesson.groups, lesson.rooms) == (("6C",), (), ("35",))
    assert not lesson.is_co_taught
    assert lesson.key == "edt|classe:6C:CG|REM-FR|Q1|2|1330"
    assert lesson.place == Place("edt.xml", 3)
    assert timetable.alternations == (Alternation("Q1", "semaines A (Q1)", None),)
    assert (timetable.software, timetable.uai, timetable.year) == (Software.EDT, COLLEGE, None)
    assert timetable.divisions == (Division("6C"),)
    assert timetable.anomalies == ()


@pytest.mark.parametrize("encoding", ["ISO-8859-15", "UTF-8", "windows-1252"])
def test_accents_are_right_in_each_encoding(encoding: str) -> None:
    (lesson,) = lessons(table(encoding=encoding))
    assert lesson.subject.label == "REMÉDIATION FRANÇAIS"


def test_older_names_of_two_columns_are_known() -> None:
    (lesson,) = lessons(table({"ALTERNANCE": None, "MODALITE": None, "ALT.": "Q2", "MOD.": "TP"}))
    assert lesson.key == "edt|classe:6C:TP|REM-FR|Q2|2|1330"


def test_frequency_stands_for_an_alternation_that_is_missing_and_every_week_for_both() -> None:
    assert [lesson.alternation for lesson in lessons(table({"ALTERNANCE": ""}))] == ["Q1"]
    assert [lesson.alternation for lesson in lessons(table({"ALTERNANCE": "", "FREQUENCE": None}))] == ["H"]


@pytest.mark.parametrize(
    ("text", "divisions", "groups"),
    [
        ("6C", ("6C",), ()),
        ("6A, 6C", ("6A", "6C"), ()),
        ("[6 LATIN]", (), (TeachingGroup("6 LATIN"),)),
        ("6C [6C GR1]", (), (TeachingGroup("6C GR1", ("6C",)),)),
        ("6A [LATIN], 6C [LATIN]", (), (TeachingGroup("LATIN", ("6A", "6C")),)),
        ("[G1] [G2], 6B", ("6B",), (TeachingGroup("G1"), TeachingGroup("G2"))),
        ("[6A, 6B LATIN]", (), (TeachingGroup("6A, 6B LATIN"),)),
        ("<6C> 6C GR1", (), (TeachingGroup("6C GR1", ("6C",)),)),
        ("6C, , 6C", ("6C",), ()),
        ("6C []", ("6C",), ()),
        ("[G1", (), (TeachingGroup("G1"),)),
        ("", (), ()),
        ("[]", (), ()),
    ],
)
def test_classes_and_groups_of_a_cell(
    text: str, divisions: tuple[str, ...], groups: tuple[TeachingGroup, ...]
) -> None:
    assert structures_of(text) == (divisions, groups)


def test_a_cell_without_end_is_odd() -> None:
    with pytest.raises(Odd):
        structures_of("6A," * 1000)


def test_a_group_has_the_classes_of_all_its_lines() -> None:
    timetable = read(table({"CLASSE": "6A [LATIN]"}, {"CLASSE": "6C [LATIN]", "JOUR": "jeudi"}))
    assert timetable.groups == (TeachingGroup("LATIN", ("6A", "6C")),)
    assert [division.code for division in timetable.divisions] == ["6A", "6C"]


def test_two_lines_of_a_class_are_co_teaching() -> None:
    (lesson,) = lessons(table({"CO-ENS.": "O"}, {"CO-ENS.": "O", "PROF_NOM": "PETIT", "PROF_PRENOM": "LUC"}))
    assert [teacher.last_name for teacher in lesson.teachers] == ["DURAND", "PETIT"]
    assert lesson.is_co_taught
    (alone,) = lessons(table({"CO-ENS.": "O"}))
    assert alone.is_co_taught


def test_two_names_in_a_cell_are_two_teachers_when_both_cells_agree() -> None:
    (lesson,) = lessons(table({"PROF_NOM": "DURAND, PETIT", "PROF_PRENOM": "CLAIRE, LUC"}))
    assert lesson.teachers == (Teacher("DURAND", "CLAIRE"), Teacher("PETIT", "LUC"))
    (one,) = lessons(table({"PROF_NOM": "DURAND, veuve PETIT", "PROF_PRENOM": "CLAIRE"}))
    assert one.teachers == (Teacher("DURAND, veuve PETIT", "CLAIRE"),)
    (nobody,) = lessons(table({"PROF_NOM": None, "PROF_PRENOM": ""}))
    assert nobody.teachers == ()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"JOUR": "", "H.DEBUT": ""}, "cours 220 laissé de côté : il n’est pas placé dans la semaine"),
        ({"JOUR": "dimanche"}, "le jour « dimanche » n’est pas un jour de classe"),
        ({"H.DEBUT": "25h00"}, "l’heure de début « 25h00 » est illisible"),
        ({"DUREE": "0h00"}, "la durée « 0h00 » est illisible"),
        ({"H.DEBUT": "23h30"}, "il dépasse minuit"),
        ({"MAT_CODE": "", "MAT_LIBELLE": ""}, "il n’a pas de matière"),
        ({"CLASSE": ""}, "cours sans classe ni groupe : laissé de côté"),
    ],
)
def test_an_odd_course_is_left_out_and_told_with_its_line(change: Change, reason: str) -> None:
    timetable = read(table(change, {"CLASSE": "6A"}))
    assert [lesson.divisions for lesson in timetable.lessons] == [("6A",)]
    (told,) = reasons(timetable)
    assert told.startswith("3 ")
    assert reason in told


def test_a_table_without_a_course_is_refused() -> None:
    with pytest.raises(NotPossible, match="ligne 1 : le tableau ne contient aucun cours"):
        read(b"<TABLE><Eleve/></TABLE>")
