"""At the infirmary, at the CDI, gone home: what the sheet says, what the roll counts, what vie scolaire checks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time, timedelta

import pytest
from django.test import Client

from preau.attendance.models import Absence, Passage
from preau.attendance.queries.passages import lessons_now
from preau.attendance.tests.test_periods import noted
from preau.attendance.tests.test_roll import sheet_url, tap
from preau.attendance.tests.test_sheet_words import line_of_lea, of_lea
from preau.directory.models import Post
from preau.foundation.ledger.models import LedgerEvent
from preau.kernel import clock
from tests.cast import NOW, Cast, everywhere, lesson

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]

HERE = "/0310001A/passages/"
CHECKS = "/0310001A/vie-scolaire/a-verifier/"


def arrive(client: Client, cast: Cast, place: str = "infirmerie", pupil: str = "lea") -> int:
    return client.post(f"{HERE}arrive/{place}/", {"eleve": cast.people[pupil].pk}).status_code


def leave(client: Client, to: str) -> int:
    passage = Passage.objects.order_by("-id").first()
    assert passage is not None
    return client.post(f"{HERE}{passage.pk}/part/", {"vers": to}).status_code


def becomes(cast: Cast, name: str, function: str) -> None:
    with everywhere(cast):
        Post.objects.filter(person=cast.people[name]).update(function=function)


def close(client: Client, cast: Cast) -> None:
    assert client.post(f"{sheet_url(cast)}valider/").status_code == 302


def test_the_sheet_says_where_she_is_and_the_roll_counts_no_absence(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    with clock.at(NOW - timedelta(minutes=13)):
        assert arrive(visit("cpe"), cast) == 302
    line = line_of_lea(visit("durand"), cast)
    assert "À l’infirmerie depuis 10\u202fh\u202f02" in line
    assert "Est en classe" in line
    close(visit("durand"), cast)
    with seen_everywhere():
        assert not Absence.objects.exists()


def test_who_comes_back_is_present_and_the_sheet_says_the_hours(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    arrive(visit("cpe"), cast)
    with clock.at(NOW + timedelta(minutes=10)), seen_everywhere():
        assert leave(visit("cpe"), "cours") == 302
        assert leave(visit("cpe"), "maison") == 302
        assert Passage.objects.get().left_to == "cours"
    line = line_of_lea(visit("durand"), cast)
    assert "À l’infirmerie de 10\u202fh\u202f15 à 10\u202fh\u202f25" in line
    assert "Est en classe" not in line


def test_the_teacher_who_sees_her_in_class_ends_the_passage(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    arrive(visit("cpe"), cast)
    with clock.at(NOW + timedelta(minutes=5)):
        for _ in range(2):
            assert visit("durand").post(of_lea(cast, "present")).status_code == 302
        assert "Est en classe" not in line_of_lea(visit("durand"), cast)
    with seen_everywhere():
        passage = Passage.objects.get()
        assert (passage.left_to, passage.left_at) == ("cours", NOW + timedelta(minutes=5))
    with clock.at(NOW + timedelta(minutes=20)):
        arrive(visit("cpe"), cast, "cdi")
        assert "Est en classe" in line_of_lea(visit("durand"), cast)


@pytest.mark.parametrize("gone", ["maison", "sorti"])
def test_who_left_the_school_is_absent_when_the_roll_ends(
    cast: Cast, visit: Visit, seen_everywhere: Look, gone: str
) -> None:
    arrive(visit("cpe"), cast, "sorti" if gone == "sorti" else "infirmerie")
    if gone == "maison":
        with seen_everywhere():
            leave(visit("cpe"), "maison")
        assert "Rentré à la maison à 10\u202fh\u202f15" in line_of_lea(visit("durand"), cast)
    close(visit("durand"), cast)
    with seen_everywhere():
        assert Absence.objects.get().pupil_id == cast.lea.pk


def test_a_pupil_told_absent_who_is_at_the_cdi_is_no_absence(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    noted(cast, time(7), time(13), "convenance")
    arrive(visit("cpe"), cast, "cdi")
    assert "Au CDI depuis" in line_of_lea(visit("durand"), cast)
    close(visit("durand"), cast)
    with seen_everywhere():
        assert not Absence.objects.exists()


def test_an_arrival_said_twice_is_once_and_elsewhere_ends_it(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    for _ in range(2):
        arrive(visit("cpe"), cast, "cdi")
    arrive(visit("chef"), cast, "etude")
    with seen_everywhere():
        assert list(Passage.objects.values_list("place", "left_to")) == [("cdi", "ailleurs"), ("etude", "")]
    facts = LedgerEvent.objects.filter(name__contains="Passage").order_by("id").values_list("name", flat=True)
    assert [name.rsplit(".", 1)[-1] for name in facts] == ["PassageNoted", "PassageEnded", "PassageNoted"]


def test_a_withdrawn_passage_says_nothing_any_more(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    arrive(visit("cpe"), cast)
    with seen_everywhere():
        number = Passage.objects.get().pk
    assert visit("cpe").post(f"{HERE}{number}/retirer/").status_code == 302
    assert "infirmerie" not in line_of_lea(visit("durand"), cast)
    assert "Personne en ce moment" in visit("cpe").get(HERE).content.decode()


def test_the_nurse_notes_the_infirmary_only_and_the_librarian_the_cdi_only(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    becomes(cast, "secretaire", "MDS")
    becomes(cast, "double", "DOC")
    arrive(visit("cpe"), cast, "etude", "noe")
    assert arrive(visit("secretaire"), cast) == 302
    assert [arrive(visit("secretaire"), cast, place) for place in ("cdi", "sorti", "cour")] == [404, 404, 404]
    assert arrive(visit("double"), cast) == 404
    page = visit("secretaire").get(HERE).content.decode()
    assert "Martin-Ségala Léa" in page
    assert "Bœuf Noé" not in page
    assert "Martin-Ségala Léa" not in visit("double").get(HERE).content.decode()
    with seen_everywhere():
        assert leave(visit("double"), "cours") == 404
        assert leave(visit("secretaire"), "cours") == 302


@pytest.mark.parametrize(
    ("typed", "is_found"), [("mar", True), ("ségala", True), ("LEA", True), ("lea mar", True), ("artin", False)]
)
def test_a_pupil_is_found_by_the_start_of_her_names(cast: Cast, visit: Visit, typed: str, is_found: bool) -> None:
    page = visit("cpe").get(HERE, {"q": typed}).content.decode()
    assert ("Martin-Ségala Léa" in page) is is_found
    assert "Tom" not in page


def test_nobody_of_another_school_is_noted(cast: Cast, visit: Visit) -> None:
    assert arrive(visit("cpe"), cast, pupil="jumelle") == 404
    assert arrive(visit("jumeau_cpe"), cast) == 404
    assert arrive(visit("durand"), cast) == 404


def test_the_lesson_she_misses_is_the_one_told(cast: Cast, seen_everywhere: Look) -> None:
    with seen_everywhere():
        assert lessons_now(cast.schools["college"].pk, cast.lea.pk, NOW) == (cast.lessons["maths"].pk,)


def test_absent_here_and_at_the_infirmary_is_to_check_until_somebody_says(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    tap(visit("durand"), cast, "noe", "absent")
    for pupil in ("lea", "noe"):
        arrive(visit("cpe"), cast, "infirmerie", pupil)
    page = visit("cpe").get(CHECKS).content.decode()
    assert page.count("À l’infirmerie depuis 10\u202fh\u202f15") == 2
    with seen_everywhere():
        of = {a.pupil_id: a.pk for a in Absence.objects.all()}
    assert visit("cpe").post(f"{CHECKS}{of[cast.lea.pk]}/", {"etait": "present"}).status_code == 302
    assert visit("cpe").post(f"{CHECKS}{of[cast.noe.pk]}/", {"etait": "absent"}).status_code == 302
    assert "Rien à vérifier" in visit("cpe").get(CHECKS).content.decode()
    with seen_everywhere():
        assert Absence.objects.get(withdrawn_at=None).pupil_id == cast.noe.pk
    with clock.at(NOW + timedelta(minutes=3)):
        tap(visit("durand"), cast, "lea", "absent")
        assert "Martin-Ségala Léa" in visit("cpe").get(CHECKS).content.decode()


def test_present_at_another_roll_of_the_same_hour_is_to_check(cast: Cast, visit: Visit) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    with everywhere(cast):
        lesson(cast, "esp", "college", "4B-ESP", "petit", "Espagnol LV2", time(10, 10), time(11, 5))
    assert "Rien à vérifier" in visit("cpe").get(CHECKS).content.decode()
    visit("petit").post(f"{sheet_url(cast, 'esp')}valider/")
    page = visit("cpe").get(CHECKS).content.decode()
    assert "Présent à l’appel de 10\u202fh\u202f10 (Espagnol LV2)" in page


def test_only_who_corrects_every_roll_settles(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    with seen_everywhere():
        number = Absence.objects.get().pk
    answers = {
        name: visit(name).post(f"{CHECKS}{number}/", {"etait": "present"}).status_code
        for name in ("durand", "secretaire", "jumeau_cpe", "lea")
    }
    assert set(answers.values()) == {404}
    assert visit("cpe").post(f"{CHECKS}{number}/", {}).status_code == 409
    with seen_everywhere():
        assert Absence.objects.filter(withdrawn_at=None).exists()
