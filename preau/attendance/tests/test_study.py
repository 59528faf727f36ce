"""Study hall: who has no lesson now, who is ticked present, and what the next sheet says of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time

import pytest
from django.test import Client

from preau.attendance.models import Passage
from preau.attendance.rules import MOST_IN_STUDY
from preau.attendance.tests.test_passages import arrive
from preau.attendance.tests.test_roll import tap
from preau.attendance.tests.test_sheet_words import line_of_lea
from preau.kernel import clock
from preau.timetable.models import Lesson
from tests.cast import NOW, TODAY, Cast, everywhere

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]

HERE = "/0310001A/etude/"
NINE = clock.instant(TODAY, time(9, 10))


def board(client: Client) -> str:
    return client.get(HERE).content.decode()


def tick(client: Client, cast: Cast, *names: str) -> int:
    return client.post(f"{HERE}appel/", {"eleves": [cast.people[name].pk for name in names]}).status_code


def cancel(cast: Cast, name: str) -> None:
    with everywhere(cast):
        Lesson.objects.filter(pk=cast.lessons[name].pk).update(cancelled_at=NOW, changed_by_hand_at=NOW)


def test_who_has_a_lesson_now_is_not_on_the_board(cast: Cast, visit: Visit) -> None:
    assert "Personne n’est attendu en étude" in board(visit("cpe"))


def test_a_free_hour_says_the_next_lesson_and_its_room(cast: Cast, visit: Visit) -> None:
    with clock.at(NINE):
        page = board(visit("cpe"))
    assert page.index("Bœuf Noé") < page.index("Martin-Ségala Léa")
    assert "4e B – Pas de cours. Mathématiques à 10\u202fh\u202f10, salle B12" in page


def test_a_cancelled_lesson_is_said_and_the_last_one_too(cast: Cast, visit: Visit) -> None:
    cancel(cast, "maths")
    page = board(visit("cpe"))
    assert "4e B – Cours annulé. Espagnol LV2 à 14\u202fh\u202f30, salle B12" in page
    assert "4e B – Cours annulé. Plus de cours aujourd’hui" in page


def test_who_was_absent_before_is_said(cast: Cast, visit: Visit) -> None:
    tap(visit("petit"), cast, "lea", "absent", "francais")
    visit("petit").post(f"/0310001A/appel/{cast.lessons['francais'].pk}/valider/")
    with clock.at(NINE):
        assert board(visit("cpe")).count("noté absent au cours d’avant") == 1


def test_a_break_is_no_free_hour(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        Lesson.objects.filter(pk=cast.lessons["francais"].pk).update(ends_at=clock.instant(TODAY, time(9, 45)))
    with clock.at(clock.instant(TODAY, time(9, 50))):
        assert "Personne n’est attendu en étude" in board(visit("cpe"))


def test_those_ticked_are_in_study_once_and_leave_together(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    with clock.at(NINE):
        arrive(visit("cpe"), cast, "cdi", "noe")
        for _ in range(2):
            assert tick(visit("cpe"), cast, "lea", "noe") == 302
        assert board(visit("cpe")).count("En étude depuis 9\u202fh\u202f10") == 2
        assert visit("chef").post(f"{HERE}fin/").status_code == 302
        assert visit("cpe").post(f"{HERE}fin/").status_code == 302
        assert "Personne n’est noté en étude" in board(visit("cpe"))
    with seen_everywhere():
        assert sorted(Passage.objects.values_list("place", "left_to")) == [
            ("cdi", "ailleurs"),
            ("etude", "cours"),
            ("etude", "cours"),
        ]


def test_study_ends_for_the_sheet_when_her_lesson_begins(cast: Cast, visit: Visit) -> None:
    with clock.at(NINE):
        tick(visit("cpe"), cast, "lea")
    assert "En étude" not in line_of_lea(visit("durand"), cast)
    arrive(visit("cpe"), cast, "etude", "noe")
    tick(visit("cpe"), cast, "lea")
    assert "En étude" not in line_of_lea(visit("durand"), cast)


def test_who_is_sent_to_study_during_her_lesson_is_there_for_the_sheet(cast: Cast, visit: Visit) -> None:
    tick(visit("cpe"), cast, "lea")
    assert "En étude depuis 10\u202fh\u202f15" in line_of_lea(visit("durand"), cast)


def test_one_ticked_by_error_is_taken_back(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with clock.at(NINE):
        tick(visit("cpe"), cast, "lea")
        with seen_everywhere():
            number = Passage.objects.get().pk
        answer = visit("cpe").post(f"/0310001A/passages/{number}/retirer/", {"retour": "etude"})
        assert answer["Location"] == HERE
        assert "Personne n’est noté en étude" in board(visit("cpe"))


@pytest.mark.parametrize("who", ["durand", "secretaire", "jumeau_cpe", "lea", "marc"])
def test_only_vie_scolaire_calls_study_hall(cast: Cast, visit: Visit, who: str) -> None:
    assert tick(visit(who), cast, "lea") == 404
    assert visit(who).post(f"{HERE}fin/").status_code == 404
    assert visit(who).get(HERE).status_code == 404


def test_nobody_nobody_else_and_not_everybody(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    assert tick(visit("cpe"), cast) == 409
    assert tick(visit("cpe"), cast, "lea", "jumelle") == 404
    assert visit("cpe").post(f"{HERE}appel/", {"eleves": ["x"]}).status_code == 409
    many = {"eleves": list(range(1, MOST_IN_STUDY + 2))}
    assert visit("cpe").post(f"{HERE}appel/", many).status_code == 409
    with seen_everywhere():
        assert not Passage.objects.exists()
