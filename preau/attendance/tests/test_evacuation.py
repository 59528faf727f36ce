"""When the alarm rings: who is inside, by class; and a register on paper."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time

from django.test import Client

from preau.attendance.queries.inside import Whereabouts, inside_now
from preau.attendance.tests.test_passages import arrive, leave
from preau.attendance.tests.test_periods import noted
from preau.attendance.tests.test_roll import sheet_url, tap
from preau.attendance.tests.test_study import tick
from preau.kernel import clock
from tests.cast import TODAY, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]

HERE = "/0310001A/evacuation/"


def states(cast: Cast, seen: Look) -> dict[str, tuple[Whereabouts, str]]:
    with seen():
        classes = inside_now(cast.schools["college"].pk)
    return {line.name.split()[-1]: (line.state, line.where) for one in classes for line in one.lines}


def test_before_the_roll_nobody_knows_and_after_it_the_room_is_told(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    assert states(cast, seen_everywhere)["Léa"] == (Whereabouts.NOT_CALLED, "salle B12, Durand")
    tap(visit("durand"), cast, "noe", "absent")
    visit("durand").post(f"{sheet_url(cast)}valider/")
    assert states(cast, seen_everywhere) == {
        "Noé": (Whereabouts.ABSENT, ""),
        "Léa": (Whereabouts.PRESENT, "salle B12, Durand"),
    }
    page = visit("cpe").get(HERE).content.decode()
    assert "1 élève à retrouver" in page
    assert page.index("Bœuf Noé") < page.index("Martin-Ségala Léa")


def test_who_arrived_late_is_inside(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    tap(visit("durand"), cast, "lea", "retard")
    visit("durand").post(f"{sheet_url(cast)}valider/")
    assert states(cast, seen_everywhere)["Léa"][0] is Whereabouts.PRESENT


def test_a_passage_says_more_than_the_roll(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    arrive(visit("cpe"), cast)
    assert states(cast, seen_everywhere)["Léa"] == (Whereabouts.ELSEWHERE, "À l’infirmerie")
    with seen_everywhere():
        leave(visit("cpe"), "maison")
    assert states(cast, seen_everywhere)["Léa"] == (Whereabouts.ABSENT, "Rentré à la maison")
    arrive(visit("cpe"), cast, "sorti", "noe")
    assert states(cast, seen_everywhere)["Noé"][0] is Whereabouts.ABSENT


def test_who_came_back_is_where_the_roll_says(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    arrive(visit("cpe"), cast)
    with seen_everywhere():
        leave(visit("cpe"), "cours")
    visit("durand").post(f"{sheet_url(cast)}valider/")
    assert states(cast, seen_everywhere)["Léa"][0] is Whereabouts.PRESENT


def test_a_told_absence_counts_until_a_roll_says_otherwise(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    noted(cast, time(7), time(13), "maladie")
    assert states(cast, seen_everywhere)["Léa"][0] is Whereabouts.ABSENT
    visit("durand").post(f"{sheet_url(cast)}eleve/{cast.lea.pk}/present/")
    visit("durand").post(f"{sheet_url(cast)}valider/")
    assert states(cast, seen_everywhere)["Léa"][0] is Whereabouts.PRESENT


def test_between_lessons_study_hall_counts(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with clock.at(clock.instant(TODAY, time(9, 20))):
        tick(visit("cpe"), cast, "lea")
        found = states(cast, seen_everywhere)
    assert found["Léa"] == (Whereabouts.ELSEWHERE, "En étude")
    assert found["Noé"] == (Whereabouts.NO_LESSON, "")


def test_the_register_on_paper_has_the_hours_of_the_class(cast: Cast, visit: Visit) -> None:
    page = visit("secretaire").get(f"{HERE}registre/").content.decode()
    head = page.split("<thead>")[1].split("</thead>")[0]
    assert [hour in head for hour in ("8\u202fh", "10\u202fh\u202f10", "14\u202fh\u202f30")] == [True] * 3
    assert "Martin-Ségala Léa" in page
    assert "Vidal" not in page


def test_families_pupils_and_other_schools_see_nothing(cast: Cast, visit: Visit) -> None:
    for who in ("lea", "marc", "durand", "jumeau_cpe"):
        assert visit(who).get(HERE).status_code == 404
