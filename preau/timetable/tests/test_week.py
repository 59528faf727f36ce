"""The week of a pupil, a class, a teacher, a room: the grid, its days, what it costs."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from preau.directory.models import Closure, Half, Membership
from preau.timetable.models import Lesson
from preau.timetable.tests.door import MINE, at, of, shown, step
from preau.timetable.tests.week import MONDAY, alternation, weeks
from tests.cast import NOW, TODAY, Cast, lesson

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
WEEK = f"{MINE}?vue=semaine"


def columns(html: str) -> dict[str, list[str]]:
    """Day -> the titles of its lessons."""
    found = re.findall(r'<section class="week-column[^"]*" aria-label="([^"]*)">(.*?)</section>', html, re.DOTALL)
    return {
        day: [re.sub(r"<[^>]*>.*?</span>|<[^>]*>", "", title) for title in
              re.findall(r'<p class="slot-title">(.*?)</p>', inside)]
        for day, inside in found
    }  # fmt: skip


def test_a_pupil_sees_the_days_of_her_week(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        lesson(cast, "v", "college", "4B", "durand", "Mathématiques", time(9), time(10), on=date(2026, 11, 27))
    html = shown(visit("lea"), WEEK)
    assert columns(html) == {
        "lundi 23 novembre": [],
        "mardi 24 novembre": ["Français", "Mathématiques", "Espagnol LV2"],
        "mercredi 25 novembre": [],
        "jeudi 26 novembre": [],
        "vendredi 27 novembre": ["Mathématiques"],
    }
    assert html.count("Pas de cours") == 3
    assert html.count('aria-current="time"') == 1
    assert "Du 23 au 27 novembre" in html


def test_saturday_is_there_when_it_has_lessons(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        lesson(cast, "s", "college", "4B", "durand", "Mathématiques", time(9), time(10), on=date(2026, 11, 28))
    assert list(columns(shown(visit("lea"), WEEK)))[-1] == "samedi 28 novembre"


def test_a_class_a_teacher_a_group_and_a_room_have_weeks(cast: Cast, visit: Visit) -> None:
    today = "mardi 24 novembre"
    asked = {"classe": cast.groups["4B"].pk, "groupe": cast.groups["4B-ESP"].pk, "enseignant": cast.petit.pk}
    found = {
        view: columns(shown(visit("cpe"), at(cast, **{view: key, "vue": "semaine"})))[today]
        for view, key in {**asked, "salle": "B12"}.items()
    }
    assert found["classe"] == ["Français", "Mathématiques", "Espagnol LV2"]
    assert found["groupe"] == ["Espagnol LV2"]
    assert found["enseignant"] == ["4e B", "5e A"]
    assert len(found["salle"]) == 4


def test_a_week_follows_the_groups_of_each_of_its_days(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        for day in (25, 27):
            lesson(
                cast, f"e{day}", "college", "4B-ESP", "double", "Espagnol LV2", time(9), time(10),
                on=date(2026, 11, day),
            )  # fmt: skip
        Membership.objects.filter(group=cast.groups["4B-ESP"]).update(ends_on=date(2026, 11, 26))
    found = columns(shown(visit("lea"), WEEK))
    assert (found["mercredi 25 novembre"], found["vendredi 27 novembre"]) == (["Espagnol LV2"], [])


def test_steps_go_from_a_week_to_the_next_and_keep_the_choice(cast: Cast, visit: Visit) -> None:
    html = shown(visit("cpe"), at(cast, classe=cast.groups["4B"].pk, vue="semaine"))
    assert step(html, "next") == at(cast, classe=cast.groups["4B"].pk, vue="semaine", jour="2026-11-30")
    later = shown(visit("cpe"), step(html, "next"))
    assert "Du 30 novembre au 4 décembre" in later
    assert "Cette semaine" in later


def test_the_week_of_the_alternation_is_said(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        alternation(cast, weeks(4, every=2), "Q1")
        alternation(cast, weeks(4, first=MONDAY + timedelta(weeks=1), every=2), "Q2")
    assert "semaine A" in shown(visit("lea"), WEEK)
    assert "semaine B" in shown(visit("lea"), f"{WEEK}&jour=2026-12-01")


def test_days_without_class_say_why(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        Closure.objects.create(
            school=cast.schools["college"], label="Travaux", starts_on=TODAY, ends_on=TODAY, half=Half.MORNING
        )
    assert "<p>Travaux (matin)</p>" in shown(visit("lea"), WEEK)
    assert "<p>Travaux" not in shown(visit("jumelle"), WEEK)
    assert shown(visit("lea"), f"{WEEK}&jour=2026-12-24").count("Vacances de Noël") == 5
    assert "<p>Armistice de 1918</p>" in shown(visit("lea"), f"{WEEK}&jour=2026-11-11")


def test_a_cancelled_and_a_changed_lesson_say_so_in_words(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        Lesson.objects.filter(pk=cast.lessons["maths"].pk).update(cancelled_at=NOW, changed_by_hand_at=NOW)
        Lesson.objects.filter(pk=cast.lessons["espagnol"].pk).update(changed_by_hand_at=NOW)
    for path in (WEEK, MINE):
        html = shown(visit("lea"), path)
        assert (html.count("Annulé"), html.count("Modifié")) == (1, 1)


def test_who_may_change_a_lesson_finds_its_door_in_the_grid(cast: Cast, visit: Visit) -> None:
    path = at(cast, classe=cast.groups["4B"].pk, vue="semaine")
    door = f"/emploi-du-temps/seances/{cast.lessons['espagnol'].pk}/"
    assert door in shown(visit("chef"), path)
    assert door not in shown(visit("cpe"), path)


def test_a_guardian_goes_from_a_child_to_the_other_in_the_same_week(cast: Cast, visit: Visit) -> None:
    html = shown(visit("marc"), f"{of(cast, 'lea')}?vue=semaine&jour=2026-12-01")
    assert f'<a href="{of(cast, "tom")}?vue=semaine&amp;jour=2026-12-01">Tom</a>' in html
    assert visit("sofia").get(f"{of(cast, 'tom')}?vue=semaine").status_code == 404


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_weeks_too(cast: Cast, visit: Visit, day: str) -> None:
    assert visit("lea").get(f"{WEEK}&jour={day}").status_code == 200


@pytest.mark.parametrize("view", ["classe", "groupe", "enseignant", "salle"])
def test_a_week_is_one_statement_whatever_it_holds(
    cast: Cast, visit: Visit, seen_everywhere: Look, view: str
) -> None:
    keys = {"classe": cast.groups["4B"].pk, "groupe": cast.groups["4B-ESP"].pk, "enseignant": cast.durand.pk}
    client, path = visit("cpe"), at(cast, **{view: {**keys, "salle": "B12"}[view], "vue": "semaine"})
    client.get(path)

    def statements() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        words = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")
        return [query["sql"] for query in captured if not query["sql"].startswith(words)]

    before = statements()
    with seen_everywhere():
        for n in range(18):
            group = "4B-ESP" if n % 2 else "4B"
            on = MONDAY + timedelta(days=n % 5)
            lesson(cast, f"n{n}", "college", group, "durand", "Mathématiques", time(7, n), time(7, n + 30), on=on)
    after = statements()
    assert len(before) == len(after) == 6
    assert sum("WITH chosen" in statement for statement in after) == 1
