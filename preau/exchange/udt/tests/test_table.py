"""The table of UnDeuxTemps, in CSV or in TXT."""

from __future__ import annotations

from datetime import time

import pytest

from preau.exchange.places import Place
from preau.exchange.udt.tests.feed import COLLEGE, read, reasons
from preau.exchange.weekly.records import (
    Alternation,
    Division,
    Software,
    Subject,
    Teacher,
    TeachingGroup,
    Timetable,
)
from preau.kernel.refusals import NotPossible

HEADER = "Jour;Heure;Div;Matière;Professeur;Salle;Groupe;Regroup;Eff;Mo;Freq;Aire;"
LINE = "Mardi;11H00;3 B2;SVT;FERMANEL CHRISTINE;32;;;29;CG;sb;;"


def table(*lines: str, header: str = HEADER, encoding: str = "cp1252") -> Timetable:
    """What a table of these lines says."""
    return read("\r\n".join((header, *lines, "")).encode(encoding), "udt.csv")


def shown(timetable: Timetable) -> list[tuple[str, time, int]]:
    return [(lesson.subject.code, lesson.starts, lesson.minutes) for lesson in timetable.lessons]


def test_a_line_is_a_lesson_in_the_weeks_it_names() -> None:
    timetable = table(LINE)
    (lesson,) = timetable.lessons
    assert (lesson.weekday, lesson.starts, lesson.minutes) == (2, time(11), 60)
    assert (lesson.divisions, lesson.rooms, lesson.subject) == (("3 B2",), ("32",), Subject("SVT"))
    assert lesson.teachers == (Teacher("FERMANEL", "CHRISTINE"),)
    assert lesson.teachers[0].whole_name == "FERMANEL CHRISTINE"
    assert lesson.key == "udt|classe:3 B2:CG|SVT|Q2|2|1100"
    assert lesson.place == Place("udt.csv", 2)
    assert timetable.alternations == (Alternation("Q2", "semaines B (Q2)", None),)
    assert (timetable.software, timetable.uai, timetable.year) == (Software.UDT, COLLEGE, None)
    assert timetable.divisions == (Division("3 B2"),)
    (told,) = reasons(timetable)
    assert told.startswith("udt.csv 1 le tableau ne dit pas quand finissent les cours")


@pytest.mark.parametrize("encoding", ["cp1252", "iso-8859-15", "utf-8", "utf-8-sig"])
def test_each_encoding_is_read(encoding: str) -> None:
    (lesson,) = table(LINE.replace("FERMANEL CHRISTINE", "LÉGER ZOÉ"), encoding=encoding).lessons
    assert lesson.teachers == (Teacher("LÉGER", "ZOÉ"),)


@pytest.mark.parametrize("separator", ["\t", ","])
def test_other_separators_are_read(separator: str) -> None:
    assert (
        table(LINE.replace(";", separator), header=HEADER.replace(";", separator)).lessons == table(LINE).lessons
    )


def test_bytes_of_no_windows_text_are_read_as_latin() -> None:
    content = f"{HEADER}\n{LINE}".encode("cp1252").replace(b"CHRISTINE", b"CHRIST\x81NE")
    assert read(content, "udt.csv").lessons[0].teachers[0].first_name == "CHRIST\x81NE"


def test_quotes_and_a_table_without_its_first_line_are_read() -> None:
    quoted = ";".join(f'"{cell}"' for cell in LINE.split(";"))
    assert read(quoted.encode(), "udt.csv").lessons[0].key == table(LINE).lessons[0].key


def test_columns_are_found_by_their_names() -> None:
    timetable = table("SVT;3 B2;8H;Mardi;ROUX", header="MATIERE;Div;heure;JOUR;Professeur")
    assert shown(timetable) == [("SVT", time(8), 60)]


def test_an_hour_with_its_end_says_how_long() -> None:
    timetable = table(LINE.replace("11H00", "8h00 - 9h35"))
    assert shown(timetable) == [("SVT", time(8), 95)]
    assert timetable.anomalies == ()


def test_a_lesson_lasts_until_the_next_bell_but_an_hour_at_most() -> None:
    lines = [LINE.replace("11H00", hour).replace("SVT", hour) for hour in ("08H00", "08H30", "08H55", "10H30")]
    timetable = table(*(f"{line[:-1]}" for line in lines))
    assert sorted(shown(timetable)) == [
        ("08H00", time(8), 55),
        ("08H30", time(8, 30), 60),
        ("08H55", time(8, 55), 60),
        ("10H30", time(10, 30), 60),
    ]


def test_sequences_that_follow_each_other_are_one_lesson_and_lunch_parts_two() -> None:
    lines = [LINE.replace("11H00", hour) for hour in ("10H00", "11H00", "13H30", "14H30")]
    assert shown(table(*reversed(lines))) == [("SVT", time(10), 120), ("SVT", time(13, 30), 120)]


def test_a_regrouping_is_a_group_of_the_classes_that_name_it() -> None:
    lines = [f"Lundi;8H;{div};IDARH;ROUX ANNE;;IDARH;5IDARH-1;20;CG;;;" for div in ("5 A1", "5 A2")]
    (lesson,) = table(*lines).lessons
    assert lesson.groups == (TeachingGroup("5IDARH-1", ("5 A1", "5 A2")),)
    assert (lesson.divisions, lesson.alternation) == ((), "H")


@pytest.mark.parametrize(("group", "code"), [("2", "3 B22"), ("3B2 GR1", "3 B23B2 GR1"), ("3 B2 GR1", "3 B2 GR1")])
def test_a_group_of_one_class_says_its_class(group: str, code: str) -> None:
    (lesson,) = table(f"Lundi;8H;3 B2;SVT;ROUX ANNE;;{group};;20;TP;sa;;").lessons
    assert lesson.groups == (TeachingGroup(code, ("3 B2",)),)
    assert lesson.alternation == "Q1"


def test_a_week_that_is_neither_a_nor_b_keeps_its_name() -> None:
    assert [a.code for a in table(LINE.replace("sb", "s1")).alternations] == ["S1"]


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        ("Dimanche;8H;3 B2;SVT;X;;;;;;;", "le jour « Dimanche » n’est pas un jour de classe"),
        ("Lundi;8 heures;3 B2;SVT;X;;;;;;;", "l’heure « 8 heures » est illisible"),
        ("Lundi;8H;3 B2;;X;;;;;;;", "elle n’a pas de matière"),
        ("Lundi;8H", "elle n’a pas de matière"),
        ("Lundi;8H;;SVT;X;;;;;;;", "cours sans classe ni groupe"),
        (f"Lundi;8H;{'6' * 500};SVT;X;;;;;;;", "une case dépasse 400 caractères"),
    ],
)
def test_an_odd_line_is_left_out_and_told_with_its_place(odd: str, reason: str) -> None:
    timetable = table("", LINE, "", odd, ";;;")
    assert len(timetable.lessons) == 1
    assert any(told.startswith("udt.csv 5 ") and reason in told for told in reasons(timetable)), reasons(timetable)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "est vide"),
        (b"Nom;Prenom\r\nX;Y", "ligne 1 : ce n’est pas le tableau d’UnDeuxTemps"),
        (HEADER.encode(), "ne contient aucun cours lisible"),
        (b"Jour;Heure\x00;Div", "ligne 1 : ce n’est pas un tableau en texte"),
        (HEADER.encode() + b'\r\n"' + b"x" * 200_000, "ligne 2 : la ligne n’est pas celle d’un tableau CSV"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(NotPossible) as refused:
        read(content, "udt.csv")
    assert reason in refused.value.message
