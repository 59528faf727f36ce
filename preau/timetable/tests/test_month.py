"""The month of a pupil, a teacher, a class, a group, a room (capability C44)."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from preau.timetable.models import Lesson
from preau.timetable.tests.door import MINE, at, of, shown, step
from tests.cast import NOW, TODAY, Cast, lesson

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
MONTH = f"{MINE}?vue=mois"


def days(html: str) -> dict[str, list[str]]:
    """Day -> the hour and the title of its lessons."""
    found = re.findall(
        r'<li class="month-day.*?<span class="hidden-text">(.*?)</span></a></h3>(.*?)</ol>', html, re.DOTALL
    )
    return {
        day: [re.sub(r"<[^>]*>", "", one).replace("\u202f", " ").strip()
              for one in re.findall(r"<li class=.*?</li>", inside, re.DOTALL)]
        for day, inside in found
    }  # fmt: skip


def test_a_pupil_sees_the_days_of_her_month(cast: Cast, visit: Visit) -> None:
    html = shown(visit("lea"), MONTH)
    found = days(html)
    assert found["mardi 24 novembre"] == ["8 h Français", "10 h 10 Mathématiques", "14 h 30 Espagnol LV2"]
    assert (next(iter(found)), list(found)[-1], len(found)) == ("lundi 26 octobre", "vendredi 4 décembre", 30)
    assert "novembre 2026" in html
    assert "3 cours, 8\u202fh – 15\u202fh\u202f25" in html
    assert 'aria-current="date"' in html
    assert "Armistice de 1918" in html


def test_week_ends_are_there_when_they_have_lessons(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    assert "samedi 28 novembre" not in days(shown(visit("lea"), MONTH))
    with seen_everywhere():
        lesson(cast, "s", "college", "4B", "durand", "Mathématiques", time(9), time(10), on=date(2026, 11, 28))
    found = days(shown(visit("lea"), MONTH))
    assert found["samedi 28 novembre"] == ["9 h Mathématiques"]
    assert len(found) == 36


def test_a_class_a_teacher_a_group_and_a_room_have_months(cast: Cast, visit: Visit) -> None:
    asked = {"classe": cast.groups["4B"].pk, "groupe": cast.groups["4B-ESP"].pk, "enseignant": cast.petit.pk}
    found = {
        view: days(shown(visit("cpe"), at(cast, **{view: key, "vue": "mois"})))["mardi 24 novembre"]
        for view, key in {**asked, "salle": "B12"}.items()
    }
    assert found["classe"] == ["8 h Français", "10 h 10 Mathématiques", "14 h 30 Espagnol LV2"]
    assert found["groupe"] == ["14 h 30 Espagnol LV2"]
    assert found["enseignant"] == ["8 h 4e B", "10 h 10 5e A"]
    assert "8 h 4e B, Français" in found["salle"]


def test_what_happened_to_a_lesson_is_said(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        Lesson.objects.filter(pk=cast.lessons["espagnol"].pk).update(cancelled_at=NOW, changed_by_hand_at=NOW)
        Lesson.objects.filter(pk=cast.lessons["maths"].pk).update(changed_by_hand_at=NOW)
    html = shown(visit("lea"), MONTH)
    assert days(html)["mardi 24 novembre"] == [
        "8 h Français", "10 h 10 Mathématiques modifié", "14 h 30 Espagnol LV2 annulé",
    ]  # fmt: skip
    assert "2 cours, 8\u202fh – 11\u202fh\u202f05" in html


def test_one_goes_from_a_month_to_another_to_a_week_and_to_a_day(cast: Cast, visit: Visit) -> None:
    html = shown(visit("marc"), f"{of(cast, 'lea')}?vue=mois")
    assert step(html, "prev") == f"{of(cast, 'lea')}?vue=mois&jour=2026-10-01"
    assert step(html, "next") == f"{of(cast, 'lea')}?vue=mois&jour=2026-12-01"
    assert f'href="{of(cast, "lea")}?vue=semaine"' in html
    assert f'href="{of(cast, "lea")}?jour=2026-11-25"' in html
    later = shown(visit("marc"), f"{of(cast, 'lea')}?vue=mois&jour=2026-12-15")
    assert "Ce mois-ci" in later
    assert "Vacances de Noël" in later
    kept = at(cast, classe=cast.groups["4B"].pk, vue="mois")
    assert 'name="vue" value="mois"' in shown(visit("cpe"), kept)


def test_a_month_is_refused_to_whom_a_day_is(cast: Cast, visit: Visit) -> None:
    for name in ("jumelle", "jumeau_parent", "oncle"):
        assert visit(name).get(f"{of(cast, 'lea')}?vue=mois").status_code in {302, 404}
    other = at(cast, classe=cast.groups["5A"].pk, vue="mois")
    assert visit("durand").get(other).status_code == 404
    assert visit("jumeau_chef").get(other).status_code == 404


@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-31", "9999-12-31", "9999-11-30", "2027-02-30"])
def test_any_month_may_be_asked(cast: Cast, visit: Visit, day: str) -> None:
    assert visit("lea").get(f"{MONTH}&jour={day}").status_code == 200


def test_a_month_is_asked_again_alone(cast: Cast, visit: Visit) -> None:
    answer = visit("lea").get(MONTH, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in answer
    assert "mardi 24 novembre" in days(answer)


def test_a_month_is_one_statement_whatever_it_holds(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    client = visit("lea")
    client.get(MONTH)

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(MONTH).status_code == 200
        words = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")
        return len([query for query in captured if not query["sql"].startswith(words)])

    before = statements()
    with seen_everywhere():
        for n in range(18):
            on = TODAY - timedelta(days=n)
            lesson(cast, f"n{n}", "college", "4B", "durand", "Mathématiques", time(7, n), time(8, n), on=on)
    assert statements() == before <= 4
