"""Groups that their source names no more: proposed at the step of effects, closed when the school says so."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from preau.directory.models import Course, Enrolment, Group, Membership, Person, Pupil, School
from preau.exchange.tabular.records import Kind
from preau.exchange.upload.people.plan import Plan, What
from preau.exchange.upload.tests.conftest import Lay
from preau.exchange.upload.tests.school_file import pupils, siecle, table
from preau.exchange.upload.tests.test_timetables import table as timetable
from preau.exchange.upload.tests.test_wizard import page, said, started
from preau.exchange.upload.timetables.plan import Mode
from preau.kernel.refusals import NotPossible
from preau.timetable.models import LessonGroup
from tests.cast import TODAY, YEAR_START, Cast

Import = Callable[..., Plan]
Visit = Callable[[str], Client]
Everywhere = Callable[[], AbstractContextManager[None]]


def opened(school: School, code: str = "3e Z", **columns: Any) -> Group:
    """A class that SIECLE opened."""
    usual = {"kind": Group.Kind.DIVISION, "origin": "siecle"}
    return Group.objects.create(school=school, code=code, **{**usual, **columns})


def member(school: School, group: Group, name: str, *, is_enrolled: bool = True) -> int:
    """A pupil of the school in this group since the beginning of the year."""
    someone = Person.objects.create(last_name=name, first_name="Ana", sorting_name=f"{name.lower()} ana")
    pupil = Pupil.objects.create(person=someone)
    if is_enrolled:
        Enrolment.objects.create(school=school, pupil=pupil, begins_on=YEAR_START)
    return Membership.objects.create(school=school, group=group, pupil=pupil, begins_on=YEAR_START).pk


def codes(plan: Plan) -> list[str]:
    return [one.code for one in plan.closable]


def test_a_class_that_siecle_names_no_more_is_proposed_and_stays(
    bring: Import, college: School, tmp_path: Path
) -> None:
    gone = opened(college)
    plan = bring(siecle(tmp_path, pupils(lea="4e B", noe="4e B")))
    assert codes(plan) == ["3e Z"]
    assert plan.closable[0].is_free
    gone.refresh_from_db()
    assert gone.closed_on is None


def test_a_class_that_the_school_closes_keeps_its_past(
    bring: Import, cast: Cast, college: School, tmp_path: Path
) -> None:
    gone = opened(college)
    stay = member(college, gone, "ZOLA")
    course = Course.objects.create(
        school=college, group=gone, subject=cast.subjects["Mathématiques"], teacher=cast.durand,
        begins_on=YEAR_START,
    )  # fmt: skip
    told = siecle(tmp_path, pupils(lea="4e B", noe="4e B"))
    plan = bring(told, closing=frozenset({gone.pk}))
    gone.refresh_from_db()
    course.refresh_from_db()
    assert (gone.closed_on, course.ends_on, Membership.objects.get(pk=stay).ends_on) == (TODAY, TODAY, TODAY)
    assert [(one.what, one.name, one.detail) for one in plan.happenings if one.what is What.GROUP_OVER] == [
        (What.GROUP_OVER, "3e Z", "1 élève en sort")
    ]
    assert bring(told, closing=frozenset({gone.pk})).is_nothing


@pytest.mark.parametrize(
    "columns",
    [
        {"origin": "aaf"},
        {"origin": ""},
        {"is_locked": True},
        {"kind": Group.Kind.MANUAL},
        {"code": "4e B", "kind": Group.Kind.TEACHING},
        {"closed_on": YEAR_START},
    ],
)
def test_what_is_not_of_this_source_is_never_closed(
    bring: Import, college: School, tmp_path: Path, columns: dict[str, Any]
) -> None:
    other = opened(college, **columns)
    plan = bring(siecle(tmp_path, pupils(lea="4e B", noe="4e B")), closing=frozenset({other.pk}))
    assert codes(plan) == []
    before = other.closed_on
    other.refresh_from_db()
    assert other.closed_on == before


def test_a_file_without_groups_says_nothing_of_groups(bring: Import, college: School) -> None:
    opened(college, "3Z ANG", kind=Group.Kind.TEACHING, origin="csv")
    opened(college, origin="csv")
    names = "Nom;Prénom;Date de naissance\nBœuf;Noé;21/09/2012\n"
    assert codes(bring(table(names, Kind.PUPILS))) == []
    classes = names.replace("naissance\n", "naissance;Classe\n").replace("2012\n", "2012;4e B\n")
    assert codes(bring(table(classes, Kind.PUPILS))) == ["3e Z"]
    assert codes(bring(table("Nom;Prénom;Fonction\nRoux;Aline;AESH\n", Kind.STAFF))) == []


def test_a_file_that_forgets_more_groups_than_it_names_ticks_none(
    bring: Import, college: School, tmp_path: Path
) -> None:
    for code in ("3e X", "3e Y"):
        opened(college, code)
    told = siecle(tmp_path, pupils(lea="4e B", noe="5e A"))
    assert [one.is_free for one in bring(told).closable] == [True, True]
    opened(college)
    assert [one.is_free for one in bring(told).closable] == [False, False, False]


def test_many_pupils_without_a_class_ask_for_a_second_word(bring: Import, college: School, tmp_path: Path) -> None:
    gone = opened(college)
    for n in range(6):
        member(college, gone, f"ZOLA{n}")
    told = siecle(tmp_path, pupils(lea="4e B", noe="4e B"))
    with pytest.raises(NotPossible, match="perdraient leur classe"):
        bring(told, closing=frozenset({gone.pk}))
    bring(told, closing=frozenset({gone.pk}), is_confirmed=True)
    gone.refresh_from_db()
    assert gone.closed_on == TODAY


def test_pupils_whom_the_file_moves_lose_nothing(
    bring: Import, cast: Cast, college: School, tmp_path: Path
) -> None:
    gone = opened(college)
    Membership.objects.filter(pupil_id=cast.lea.pk, group=cast.groups["4B"]).update(group=gone)
    plan = bring(siecle(tmp_path, pupils(lea="5e A", noe="4e B")), closing=frozenset({gone.pk}))
    assert plan.closable[0].pupils == 0
    assert Membership.objects.filter(pupil_id=cast.lea.pk, group=cast.groups["5A"], ends_on=None).exists()


def test_the_step_of_effects_ticks_what_takes_nothing_and_closes_what_is_ticked(
    visit: Visit, cast: Cast, seen_everywhere: Everywhere
) -> None:
    with seen_everywhere():
        college = cast.schools["college"]
        free, taught = opened(college), opened(college, "3Z ANG", kind=Group.Kind.TEACHING)
        LessonGroup.objects.create(school=college, group=taught, lesson=cast.lessons["espagnol"], held_on=TODAY)
    secretary = visit("secretaire")
    at = started(secretary, ("Eleves.xml", pupils(lea="4e B,G:4B ESP", noe="4e B")))
    html = secretary.get(f"{at}effet/").content.decode()
    assert f'value="{free.pk}" checked' in html
    assert f'value="{taught.pk}"><label' in html
    shown = page(secretary, f"{at}effet/")
    assert "Changement d’année" in shown
    assert "Groupe 3Z ANG, 1 séance à venir" in shown
    sent = {"closing_shown": "1", "closing": [free.pk], "appliquer": "1"}
    assert secretary.post(f"{at}effet/", sent)["Location"] == f"{at}rapport/"
    with seen_everywhere():
        free.refresh_from_db()
        taught.refresh_from_db()
        assert (free.closed_on, taught.closed_on) == (TODAY, None)
    assert "classe ou groupe fermé;3e Z" in secretary.get(f"{at}rapport.csv").content.decode()


def test_nothing_closes_that_is_unticked_or_of_another_school(
    visit: Visit, cast: Cast, seen_everywhere: Everywhere
) -> None:
    with seen_everywhere():
        mine, theirs = opened(cast.schools["college"]), opened(cast.schools["twin"])
    secretary = visit("secretaire")
    at = started(secretary, ("Eleves.xml", pupils(lea="4e B", noe="4e B")))
    secretary.post(f"{at}effet/", {"closing_shown": "1", "closing": [], "revoir": "1"})
    assert f'value="{mine.pk}"><label' in secretary.get(f"{at}effet/").content.decode()
    secretary.post(f"{at}effet/", {"closing_shown": "1", "closing": [theirs.pk, "x"], "appliquer": "1"})
    with seen_everywhere():
        assert not Group.objects.filter(pk__in=(mine.pk, theirs.pk)).exclude(closed_on=None).exists()


def test_closing_a_full_class_asks_for_a_second_word_in_the_form(
    visit: Visit, cast: Cast, seen_everywhere: Everywhere
) -> None:
    with seen_everywhere():
        college = cast.schools["college"]
        gone = opened(college)
        for n in range(6):
            member(college, gone, f"ZOLA{n}")
    secretary = visit("secretaire")
    at = started(secretary, ("Eleves.xml", pupils(lea="4e B", noe="4e B")))
    sent = {"closing_shown": "1", "closing": [gone.pk], "appliquer": "1"}
    refused = said(secretary.post(f"{at}effet/", sent))  # type: ignore[arg-type]
    assert "Beaucoup d’élèves sans classe" in refused
    assert "Je confirme" in refused
    assert secretary.post(f"{at}effet/", {**sent, "confirmed": "on"})["Location"] == f"{at}rapport/"


LATIN = {"CLASSE": "[4B LATIN]", "MAT_CODE": "LAT", "MAT_LIBELLE": "Latin", "H.DEBUT": "09h00"}
GREEK = {"CLASSE": "[4B GREC]", "MAT_CODE": "GRE", "MAT_LIBELLE": "Grec", "H.DEBUT": "10h00"}


def test_a_group_that_edt_names_no_more_is_proposed_without_the_lessons_edt_takes_away(
    lay: Lay, college: School
) -> None:
    lay(timetable({}, LATIN, GREEK))
    group = Group.objects.get(school=college, code="4B GREC")
    assert LessonGroup.objects.filter(group=group, held_on__gte=TODAY).exists()
    plan = lay(timetable({}, LATIN), mode=Mode.GROUPS)
    assert [(one.code, one.is_free) for one in plan.closable] == [("4B GREC", False)]
    plan = lay(timetable({}, LATIN), closing=frozenset({group.pk}))
    assert [(one.code, one.is_free) for one in plan.closable] == [("4B GREC", True)]
    group.refresh_from_db()
    assert group.closed_on == TODAY
    assert not LessonGroup.objects.filter(group=group, held_on__gt=TODAY).exists()


def test_a_timetable_without_groups_closes_none(lay: Lay, college: School) -> None:
    lay(timetable({}, LATIN))
    group = Group.objects.get(school=college, code="4B LATIN")
    for more in ({"closing": frozenset({group.pk})}, {"closing": frozenset({group.pk}), "mode": Mode.COURSES}):
        assert lay(timetable(), **more).closable == ()
    group.refresh_from_db()
    assert group.closed_on is None
