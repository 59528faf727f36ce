"""The zip of UnDeuxTemps: its files, its half sequences, its weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from preau.exchange.places import Place
from preau.exchange.udt.tests.feed import (
    BELLS,
    CALENDAR,
    COLLEGE,
    FILES,
    export,
    half_slot,
    line,
    one,
    read,
    reasons,
)
from preau.exchange.weekly.records import (
    Division,
    Software,
    Subject,
    Teacher,
    Timetable,
    WeeklyLesson,
)
from preau.kernel.refusals import NotPossible

FIRST = date(2026, 8, 31)
WEEK = timedelta(weeks=1)
DURAND = Teacher("DURAND", "CLAIRE", "DUR", date(1980, 3, 2), jointure="4077")


def weeks(timetable: Timetable, lesson: WeeklyLesson) -> list[date]:
    """The Mondays of a lesson."""
    known = {alternation.code: alternation.mondays for alternation in timetable.alternations}
    return list(known[lesson.alternation] or ())


def test_two_half_sequences_are_a_lesson_with_people_weeks_and_bells() -> None:
    timetable = read(export())
    (lesson,) = timetable.lessons
    assert (lesson.weekday, lesson.starts, lesson.minutes) == (2, time(8), 60)
    assert (lesson.divisions, lesson.rooms, lesson.teachers) == (("6EME C",), ("12 BIS",), (DURAND,))
    assert lesson.subject == Subject("MATHS", "MATHÉMATIQUES", ("061300",))
    assert lesson.key == "udt|classe:6EME C:|MATHS||2|0800"
    assert lesson.place == Place("udt.zip/UDCal_12.xml", 3)
    assert (timetable.software, timetable.uai) == (Software.UDT, COLLEGE)
    assert timetable.year is not None
    assert timetable.year.label == "2026-2027"
    assert timetable.divisions[1] == Division("6EME C", "Sixième C", ("6C",))
    (grid,) = timetable.grids
    assert (grid.site, len(grid.slots), grid.slots[4].starts) == ("1", 16, time(10, 15))
    assert timetable.anomalies == ()


@pytest.mark.parametrize("names", ["udcal_{}.xml", "UDCAL_{}.XML", "a/b/UDCal_{}.xml", "a\\UDCal_{}.xml"])
def test_file_names_may_be_in_any_case_and_any_folder(names: str) -> None:
    (lesson,) = read(export(names=names)).lessons
    (same,) = read(export()).lessons
    assert replace(lesson, place=same.place) == same


def test_a_utf8_export_is_read_too() -> None:
    assert read(export(encoding="UTF-8")).lessons[0].subject.label == "MATHÉMATIQUES"


def test_a_lesson_is_never_in_a_week_where_its_day_is_closed() -> None:
    wednesday = line("02101", "021") + line("02201", "022")
    timetable = read(export({"12": FILES["12"] + wednesday}))
    tuesday, wednesday_lesson = timetable.lessons
    assert weeks(timetable, tuesday)[0] == FIRST
    assert weeks(timetable, tuesday)[-1] == date(2027, 6, 28)
    closed = {date(2026, 10, 19), date(2026, 10, 26)}
    assert closed.isdisjoint(weeks(timetable, tuesday))
    assert set(weeks(timetable, tuesday)) - set(weeks(timetable, wednesday_lesson)) == {date(2026, 11, 9)}


def test_a_break_makes_one_lesson_and_lunch_makes_two() -> None:
    lines = "".join(line(f"01{rank}01", f"01{rank}") for rank in (3, 4, 5, 6, 7, 8))
    timetable = read(export({"12": lines}))
    assert [(lesson.starts, lesson.minutes) for lesson in timetable.lessons] == [
        (time(9), 135),
        (time(13, 30), 60),
    ]


def test_another_room_or_a_free_half_sequence_makes_another_lesson() -> None:
    timetable = read(export({"12": line() + line("01201", "012", salle="S14") + line("01401", "014")}))
    assert [(lesson.starts, lesson.minutes, lesson.rooms) for lesson in timetable.lessons] == [
        (time(8), 30, ("12 BIS",)),
        (time(8, 30), 30, ("S14",)),
        (time(9, 30), 30, ("12 BIS",)),
    ]


def test_a_week_with_files_of_its_own_replaces_the_usual_one() -> None:
    moved = line("01501", "015", prof="PET") + line("01601", "016", prof="PET")
    timetable = read(export({"12_39": moved, "12_02": FILES["12"]}))
    usual, other = timetable.lessons
    assert date(2026, 9, 21) not in weeks(timetable, usual)
    assert date(2027, 1, 11) in weeks(timetable, usual)
    assert weeks(timetable, other) == [date(2026, 9, 21)]
    assert (other.starts, other.teachers[0].last_name) == (time(10, 15), "PETIT")


def test_the_same_lesson_with_another_teacher_in_a_week_keeps_its_plain_key_in_the_others() -> None:
    timetable = read(export({"12_45": FILES["12"].replace("DUR", "PET")}))
    usual, replaced = timetable.lessons
    assert usual.key == read(export()).lessons[0].key
    assert replaced.key == f"{usual.key}|2026-11-02"
    assert (weeks(timetable, replaced), replaced.teachers[0].last_name) == ([date(2026, 11, 2)], "PETIT")


def test_a_week_that_is_not_of_the_year_or_not_published_is_told_and_left_aside() -> None:
    timetable = read(export({"12_32": "", "12_40": "", "12_41": "", "semaines": one("semaine", num="41")}))
    (lesson,) = timetable.lessons
    assert date(2026, 9, 28) in weeks(timetable, lesson)
    assert date(2026, 10, 5) not in weeks(timetable, lesson)
    assert reasons(timetable) == [
        "udt.zip 1 la semaine 32 n’est pas une semaine de l’année scolaire : ses fichiers sont laissés de côté",
        "udt.zip 1 la semaine 40 n’est pas publiée (semaines.xml) : ses fichiers sont laissés de côté",
    ]


def test_the_files_of_a_closed_week_make_no_lesson_and_nothing_to_tell() -> None:
    timetable = read(export({"12_43": line(prof="PET")}))
    assert len(timetable.lessons) == 1
    assert timetable.anomalies == ()


def test_co_teaching_names_a_line_or_a_sheet_that_has_only_one() -> None:
    for code in ("01101", "011"):
        timetable = read(export({"23": one("coens", lignefic=code, prof="PET", epj="")}))
        (lesson,) = timetable.lessons
        assert [teacher.last_name for teacher in lesson.teachers] == ["DURAND", "PETIT"]
        assert lesson.is_co_taught
    by_jointure = read(export({"12": line(prof="PET"), "23": one("coens", lignefic="01101", prof="", epj="4077")}))
    assert by_jointure.lessons[0].teachers == (DURAND, Teacher("PETIT", "LUC", "PET"))
    unknown = read(export({"23": one("coens", lignefic="01101", prof="", epj="5000")}))
    assert Teacher("", "", jointure="5000") in unknown.lessons[0].teachers


def test_co_teaching_of_a_week_alone() -> None:
    timetable = read(export({"23_45": one("coens", lignefic="01101", prof="PET", epj="")}))
    usual, helped = timetable.lessons
    assert not usual.is_co_taught
    assert (helped.is_co_taught, weeks(timetable, helped)) == (True, [date(2026, 11, 2)])


def test_co_teaching_of_an_unknown_line_or_of_a_full_sheet_is_told() -> None:
    two = line() + line("01102", div="6A", prof="PET", salle="")
    timetable = read(export({"12": two, "23": one("coens", lignefic="011", prof="PET")}))
    assert not any(lesson.is_co_taught for lesson in timetable.lessons)
    assert "coenseignement de la ligne 011, qui n’existe pas" in reasons(timetable)[0]


def test_two_sites_have_their_own_bells() -> None:
    far = half_slot(2, 1, "08h20", "08h50", "2")
    sheet = one("fiche", code="911", jour="2", demi_seq="1", site="2")
    timetable = read(export({"07": FILES["07"] + far, "11": FILES["11"] + sheet, "12": line("91101", "911")}))
    assert timetable.lessons[0].starts == time(8, 20)
    assert [grid.site for grid in timetable.grids] == ["1", "2"]


def test_half_a_sequence_without_an_end_lasts_what_the_parameters_say() -> None:
    bare = "".join(half_slot(2, rank, bell[0], "") for rank, bell in enumerate(BELLS, start=1))
    assert read(export({"07": bare})).lessons[0].minutes == 60
    with_nothing = read(export({"07": bare}, without=("00",)))
    assert with_nothing.lessons == ()
    assert any("demi_seq 01 laissé de côté" in told for told in reasons(with_nothing))


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        (line("01901", "019"), "ligne 01901 laissée de côté : sa fiche n’existe pas"),
        (line("01901", "011", mat=""), "ligne 01901 laissée de côté : elle n’a pas de matière"),
        (line("01901", "013", div="4Z"), "la division « 4Z » n’est pas décrite dans l’export (UDCal_08)"),
        (line("01901", "013", gpe="9"), "le groupe « 9 » de « 6C » n’est pas décrit dans l’export (UDCal_19)"),
        (line("01901", "013", rgpmt="R9"), "le regroupement R9 n’est pas décrit dans l’export (UDCal_13)"),
        (line("", "013"), "ligfiche laissé de côté : il n’a pas de code"),
    ],
)
def test_an_odd_line_is_left_out_and_told_with_its_file_and_line(odd: str, reason: str) -> None:
    timetable = read(export({"12": odd + FILES["12"]}))
    (told,) = reasons(timetable)
    assert told.startswith("udt.zip/UDCal_12.xml 3 ")
    assert reason in told
    assert [lesson.minutes for lesson in timetable.lessons] == [60]


def test_what_a_line_names_and_nobody_describes_is_told_but_kept() -> None:
    (lesson,) = read(export({"12": line(prof="ZZZ", mat="THEATRE")})).lessons
    assert (lesson.teachers, lesson.subject) == ((Teacher("", "", "ZZZ"),), Subject("THEATRE"))
    assert len(read(export({"12": line(prof="ZZZ", mat="THEATRE")})).anomalies) == 2


def test_the_empty_lines_of_a_sheet_are_not_odd() -> None:
    empty = line("01199", mat="", prof="", div="") + line("01198", mat="***", prof="", div="6A")
    assert read(export({"12": FILES["12"] + empty})).anomalies == ()


def test_an_odd_sheet_slot_or_pupil_is_told() -> None:
    timetable = read(
        export(
            {
                "07": FILES["07"] + half_slot(7, 1, "08h00", "08h30") + half_slot(2, 9, "09h00", "08h00"),
                "11": FILES["11"]
                + one("fiche", code="X", jour="2", demi_seq="matin", site="1")
                + one("fiche", code="Y", jour="7", demi_seq="1", site="1"),
                "10": one("eleve", code="E3"),
                "21": one("ele_gpe", ele="E1", code_div="6C", semaines="douze"),
            }
        )
    )
    assert [told.split(" laissé de côté")[0] for told in reasons(timetable)] == [
        "udt.zip/UDCal_07.xml 19 demi_seq 01",
        "udt.zip/UDCal_07.xml 20 demi_seq 09",
        "udt.zip/UDCal_10.xml 3 eleve E3",
        "udt.zip/UDCal_11.xml 19 fiche X",
        "udt.zip/UDCal_11.xml 20 fiche Y",
        "udt.zip/UDCal_21.xml 3 ele_gpe",
    ]


def test_an_export_without_a_needed_file_is_refused_and_without_a_useful_one_is_told() -> None:
    with pytest.raises(NotPossible, match=r"incomplète : il y manque udcal_08.xml \(divisions\), udcal_12.xml"):
        read(export(without=("08", "12")))
    timetable = read(export(without=("13", "23")))
    assert len(timetable.lessons) == 1
    assert [told.rsplit(" : ")[-1] for told in reasons(timetable)] == [
        "rien n’est connu des regroupements",
        "rien n’est connu des coenseignements",
    ]


@pytest.mark.parametrize(
    ("calendar", "reason"),
    [
        (CALENDAR.replace("01/09/2026", "31/09/2026"), "ligne 2 : le début ou la fin de l’année des élèves"),
        (CALENDAR.replace("03/07/2027", "03/07/2026"), "ligne 2 : le début ou la fin de l’année des élèves"),
        (CALENDAR.replace('debut="17/10/2026"', ""), "ligne 6 : une fermeture a des dates illisibles"),
        (CALENDAR + one("fermeture", debut="01/01/2027", fin="01/01/2027") * 400, "plus de 400 fermetures"),
    ],
)
def test_a_calendar_that_cannot_be_read_refuses_the_export(calendar: str, reason: str) -> None:
    with pytest.raises(NotPossible) as refused:
        read(export({"24": calendar}))
    assert reason in refused.value.message
    assert "« udt.zip/UDCal_24.xml »" in refused.value.message
