"""What classes, groups and regroupings of UnDeuxTemps are called, and who is in them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from preau.exchange.udt.tests.feed import FILES, export, line, one, read
from preau.exchange.weekly.records import GroupMember, Pupil, TeachingGroup

FIRST = date(2026, 8, 31)
WEEK = timedelta(weeks=1)


def test_a_group_goes_by_its_code_in_sts_else_by_the_class_and_its_own() -> None:
    lines = line(gpe="1") + line("01301", "013", gpe="2")
    groups = FILES["19"] + one("gpe", code_div="6C", code="2", code_sts="")
    timetable = read(export({"12": lines, "19": groups}))
    assert [lesson.groups for lesson in timetable.lessons] == [
        (TeachingGroup("6C2", ("6EME C",)),),
        (TeachingGroup("6CGR1", ("6EME C",), ("6C1",)),),
    ]
    assert all(lesson.divisions == () for lesson in timetable.lessons)


REGROUPING = (
    one("rgpmt", code="R1", nom="6 LATIN", code_div="6C", code_gpe="1", id="3")
    + one("rgpmt", code="R1", nom="6 LATIN", code_div="6A", code_gpe="", id="3")
)  # fmt: skip


def test_a_regrouping_is_one_group_of_several_classes() -> None:
    lines = line(rgpmt="R1", gpe="1") + "".join(
        line(f"01{rank}02", f"01{rank}", div="6A", rgpmt="R1") for rank in (1, 2)
    )
    timetable = read(export({"12": lines, "13": REGROUPING}))
    (lesson,) = timetable.lessons
    assert lesson.minutes == 60
    assert lesson.groups == (TeachingGroup("6 LATIN", ("6EME A", "6EME C")),)
    assert {group.code for group in timetable.groups} == {"6 LATIN", "6CGR1"}


def test_pupils_are_in_their_groups_and_in_the_regroupings_of_these() -> None:
    members = (
        one("ele_gpe", ele="E1", gpe="1", code_div="6C", semaines="6")
        + one("ele_gpe", ele="E1", gpe="", code_div="6C")
        + one("ele_gpe", ele="E2", gpe="", code_div="6A", theorique="1")
        + one("ele_gpe", ele="E2", gpe="1", code_div="6C", theorique="0")
        + one("ele_gpe", ele="E9", gpe="", code_div="6A")
    )
    timetable = read(export({"13": REGROUPING, "21": members}))
    lea, tom = Pupil("DUPONT", "LÉA", date(2014, 2, 3), "E1"), Pupil("ROUX", "TOM", date(2014, 5, 4), "E2")
    two_weeks = (FIRST, FIRST + WEEK)
    assert timetable.members == (
        GroupMember(lea, "6 LATIN", False, mondays=two_weeks),
        GroupMember(lea, "6CGR1", False, mondays=two_weeks),
        GroupMember(lea, "6EME C", True),
        GroupMember(tom, "6EME A", True),
        GroupMember(tom, "6 LATIN", False),
    )


def test_official_codes_of_classes_are_taken_only_when_they_tell_them_apart() -> None:
    twins = one("div", code="6C", code_gep="6EME") + one("div", code="6A", code_gep="6EME") + one("div", code="5A")
    assert [division.code for division in read(export({"08": twins})).divisions] == ["5A", "6A", "6C"]
    crossed = one("div", code="6C", code_gep="6A") + one("div", code="6A", code_gep="6C")
    assert [division.code for division in read(export({"08": crossed})).divisions] == ["6A", "6C"]


@pytest.mark.parametrize("week", ["36", "", "0", "99"])
def test_the_first_week_is_that_of_the_parameters_or_of_the_first_day(week: str) -> None:
    members = one("ele_gpe", ele="E1", gpe="1", code_div="6C", semaines="2")
    timetable = read(export({"00": one("init", premiere_semaine_ISO=week, duree_seq="60"), "21": members}))
    assert timetable.members[0].mondays == (FIRST,)
