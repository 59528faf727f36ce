"""My day: the lessons, the steps from a day to another, what is said when there is none."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from django.test import Client

from preau.directory.models import Membership, Post
from preau.kernel import clock
from preau.timetable.models import Lesson, LessonGroup, LessonTeacher
from preau.timetable.tests.door import MINE, maths_on, of, shown, step, titles
from tests.cast import NOW, TODAY, YEAR_START, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]


def test_a_pupil_sees_her_lessons_in_order(cast: Cast, visit: Visit) -> None:
    html = shown(visit("lea"), MINE)
    assert titles(html) == ["Français", "Mathématiques", "Espagnol LV2"]
    assert "Claire Durand, salle B12" in html
    assert titles(shown(visit("noe"), MINE)) == ["Français", "Mathématiques"]


def test_a_teacher_sees_whom_she_teaches(cast: Cast, visit: Visit) -> None:
    html = shown(visit("petit"), MINE)
    assert titles(html) == ["4e B", "5e A"]
    assert "Français, salle B12" in html


def test_a_teacher_of_two_schools_sees_both_and_is_told_which(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    twin = cast.schools["twin"]
    with seen_everywhere():
        LessonTeacher.objects.create(school=twin, lesson=cast.lessons["jumeau"], person=cast.durand, held_on=TODAY)
    assert titles(shown(visit("durand"), MINE)) == ["4e B"]
    with seen_everywhere():
        Post.objects.create(
            school=twin, person=cast.durand, function="ENS", profile="enseignant", begins_on=YEAR_START
        )
    html = shown(visit("durand"), MINE)
    assert sorted(titles(html)) == ["4e B", "4e J"]
    assert "Mathématiques, salle B12, Collège Jean-Jaurès" in html
    assert "Français, salle B12, Collège Frédéric-Mistral" in html
    assert f"/{twin.uai}/emploi-du-temps/" in html


def test_the_present_lesson_says_so(cast: Cast, visit: Visit) -> None:
    html = shown(visit("lea"), MINE)
    assert html.count("maintenant") == 1
    assert html.index("maintenant") > html.index("Mathématiques")
    with clock.at(NOW + timedelta(hours=2)):
        assert "maintenant" not in shown(visit("lea"), MINE)


def test_between_two_lessons_the_hour_is_shown(cast: Cast, visit: Visit) -> None:
    with clock.at(NOW + timedelta(hours=2)):
        html = shown(visit("lea"), MINE)
    assert html.index("Mathématiques") < html.index("12\u202fh\u202f15") < html.index("Espagnol")
    with clock.at(NOW + timedelta(hours=8)):
        html = shown(visit("lea"), MINE)
    assert html.index("Espagnol") < html.index("18\u202fh\u202f15")
    assert "now-line" not in shown(visit("lea"), f"{MINE}?jour=2026-11-25")


def test_a_cancelled_lesson_is_struck_and_never_now(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        Lesson.objects.filter(pk=cast.lessons["maths"].pk).update(cancelled_at=NOW)
    html = shown(visit("lea"), MINE)
    assert "Annulé" in html
    assert "lesson-off" in html
    assert "maintenant" not in html


def test_steps_skip_the_days_without_lessons(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        for day in (date(2026, 11, 19), date(2026, 12, 1), date(2026, 12, 3)):
            maths_on(cast, day)
    html = shown(visit("lea"), MINE)
    assert (step(html, "prev"), step(html, "next")) == (f"{MINE}?jour=2026-11-19", f"{MINE}?jour=2026-12-01")
    assert "Jour de cours suivant : mardi 1er décembre" in html
    later = shown(visit("lea"), f"{MINE}?jour=2026-12-01")
    assert titles(later) == ["Mathématiques"]
    assert (step(later, "prev"), step(later, "next")) == (MINE, f"{MINE}?jour=2026-12-03")
    first = shown(visit("durand"), f"{MINE}?jour=2026-11-19")
    assert (step(first, "prev"), step(first, "next")) == ("", MINE)


def test_a_day_without_lessons_leads_to_the_next(cast: Cast, visit: Visit) -> None:
    html = shown(visit("lea"), f"{MINE}?jour=2026-11-22")
    assert "Pas de cours ce jour-là." in html
    assert "dimanche 22 novembre" in html
    assert "Jour de cours suivant : mardi 24 novembre" in html
    assert f'<a href="{MINE}">Aujourd’hui</a>' in html
    assert ">Aujourd’hui</a>" not in shown(visit("lea"), MINE)


@pytest.mark.parametrize("wrong", ["hier", "2026-11-31", "24/11/2026", "<b>", "2026-11-24T08:00", "٢٠٢٦-١١-٢٤"])
def test_a_wrong_date_is_told_and_today_is_shown(cast: Cast, visit: Visit, wrong: str) -> None:
    response = visit("lea").get(MINE, {"jour": wrong})
    html = response.content.decode()
    assert response.status_code == 200
    assert "n’est pas une date. Écrivez-la sous la forme 2026-11-24" in html
    assert titles(html) == ["Français", "Mathématiques", "Espagnol LV2"]
    assert "<b>" not in html


@pytest.mark.parametrize("far", ["0001-01-01", "9999-12-31", "1582-10-10"])
def test_the_ends_of_the_calendar_are_days_like_others(cast: Cast, visit: Visit, far: str) -> None:
    for name in ("lea", "durand"):
        assert "Pas de cours ce jour-là." in shown(visit(name), f"{MINE}?jour={far}")


def test_lessons_are_those_of_the_groups_at_that_date(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        for day in (date(2026, 11, 17), date(2026, 12, 1)):
            maths_on(cast, day)
        Membership.objects.filter(pupil_id=cast.noe.pk).update(ends_on=TODAY)
        Membership.objects.create(
            school=cast.schools["college"], group=cast.groups["5A"], pupil_id=cast.noe.pk, begins_on=TODAY
        )
    html = shown(visit("noe"), MINE)
    assert titles(html) == ["Français"]
    assert (step(html, "prev"), step(html, "next")) == (f"{MINE}?jour=2026-11-17", "")
    assert titles(shown(visit("noe"), f"{MINE}?jour=2026-11-17")) == ["Mathématiques"]
    assert titles(shown(visit("noe"), f"{MINE}?jour=2026-12-01")) == []


def test_a_lesson_for_two_groups_of_a_pupil_is_shown_once(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        LessonGroup.objects.create(
            school=cast.schools["college"],
            lesson=cast.lessons["maths"],
            group=cast.groups["4B-ESP"],
            held_on=TODAY,
        )
    assert titles(shown(visit("lea"), MINE)) == ["Français", "Mathématiques", "Espagnol LV2"]


def test_a_guardian_is_led_to_her_child_and_staff_to_their_school(cast: Cast, visit: Visit) -> None:
    assert visit("sofia").get(MINE)["Location"] == of(cast, "lea")
    assert visit("marc").get(MINE)["Location"] == of(cast, "tom")
    for name in ("cpe", "chef", "secretaire"):
        assert visit(name).get(MINE)["Location"] == "/0310001A/emploi-du-temps/"


def test_the_day_alone_is_given_when_the_page_asks_again(cast: Cast, visit: Visit) -> None:
    page = shown(visit("lea"), MINE)
    assert 'data-live="emploi:' in page
    assert 'data-live-every="60"' in page
    piece = visit("lea").get(MINE, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in piece
    assert titles(piece) == titles(page)
    assert "data-live-every" not in shown(visit("lea"), f"{MINE}?jour=2026-11-25")


def test_everybody_finds_the_timetable_in_the_menu(cast: Cast, visit: Visit) -> None:
    for name in ("lea", "marc", "durand"):
        assert f'href="{MINE}"' in shown(visit(name), "/")
    for name in ("cpe", "chef", "secretaire"):
        assert 'href="/0310001A/emploi-du-temps/"' in shown(visit(name), "/")
    assert "mploi du temps" not in shown(visit("agent"), "/")
