"""Gradebooks as the school arranges them, and what the feeds leave as it is (capability C79)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from preau.directory.models import Course
from preau.foundation.ledger.models import LedgerEvent
from preau.grading.actions.make_gradebooks import make_gradebooks
from preau.grading.averages.general import InGeneral
from preau.grading.models import Gradebook, GradebookTeacher
from preau.kernel import clock
from preau.kernel.actor import SYSTEM
from tests.cast import NOW, TODAY, YEAR_START, Cast, everywhere

Visit = Callable[[str], Client]
BOOKS = "/0310001A/notes/carnets/"
NOTHING = {"coefficient": "", **dict.fromkeys(("modality", "is_evaluable", "in_general", "rounding"), "garder")}


@pytest.fixture
def french(cast: Cast) -> Gradebook:
    """M. Petit teaches French to 4e B, as the feed says."""
    with everywhere(cast):
        Course.objects.create(
            school=cast.schools["college"], group=cast.groups["4B"], subject=cast.subjects["Français"],
            teacher=cast.petit, begins_on=YEAR_START,
        )  # fmt: skip
    night(cast)
    with everywhere(cast):
        return Gradebook.objects.get(group=cast.groups["4B"], subject=cast.subjects["Français"])


def night(cast: Cast) -> tuple[int, int]:
    """What the night opens and closes, today."""
    with everywhere(cast):
        made = make_gradebooks(actor=SYSTEM, school_id=cast.schools["college"].pk)
    assert made is not None
    return made.opened, made.closed


def kept(cast: Cast, pk: int) -> Gradebook:
    with everywhere(cast):
        return Gradebook.objects.get(pk=pk)


def told(cast: Cast, name: str) -> int:
    with everywhere(cast):
        return LedgerEvent.objects.filter(name=f"grading.{name}").count()


def many(client: Client, cast: Cast, **said: object) -> tuple[int, str]:
    answer = client.post(f"{BOOKS}?groupe={cast.groups['4B'].pk}", {**NOTHING, **said})
    return answer.status_code, answer.content.decode()


def one(client: Client, book: Gradebook, **said: object) -> tuple[int, str]:
    """The page of a gradebook as it was opened, sent with what is said."""
    html = client.get(f"{BOOKS}{book.pk}/").content.decode()
    seen = html.split('name="seen" value="')[1].split('"')[0]
    start = {
        "label": "", "coefficient": "1", "modality": "S", "is_evaluable": "on", "in_general": "compte",
        "rounding": "etablissement", "best_bonus": "0", "seen": seen,
    }  # fmt: skip
    answer = client.post(f"{BOOKS}{book.pk}/", {**start, **said})
    return answer.status_code, answer.content.decode()


def test_many_are_changed_at_once_and_the_night_leaves_them_so(
    cast: Cast, visit: Visit, french: Gradebook
) -> None:
    maths, chef = cast.gradebooks["maths"].pk, visit("chef")
    for _again in range(2):
        assert many(chef, cast, coefficient="3", tous="on")[0] == 302
    assert told(cast, "GradebooksArranged") == 1
    assert many(chef, cast, in_general="bonus", modality="F", rounding="entier", carnets=[french.pk])[0] == 302
    assert night(cast) == (0, 0)
    other = kept(cast, french.pk)
    assert (other.coefficient, other.in_general, other.modality) == (Decimal(3), InGeneral.BONUS, "F")
    assert (kept(cast, maths).coefficient, kept(cast, maths).in_general) == (Decimal(3), InGeneral.COUNTS)
    html = chef.get(f"{BOOKS}?matiere={french.subject_id}").content.decode()
    assert "Yanis Petit. Coefficient 3, option facultative, bonus, arrondi propre." in html


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"coefficient": "2"}, "au moins un carnet"),
        ({"tous": "on"}, "Choisissez ce qui change"),
        ({"tous": "on", "coefficient": "101"}, "de 0 à 100"),
        ({"tous": "on", "coefficient": "-1"}, "de 0 à 100"),
        ({"tous": "on", "is_evaluable": "non"}, "Mathématiques, 4e B\u202f: des notes y sont données"),
    ],
)
def test_what_does_not_hold_is_said_and_nothing_changes(
    cast: Cast, visit: Visit, said: dict[str, str], sentence: str
) -> None:
    status, html = many(visit("chef"), cast, **said)
    assert (status, sentence in html) == (422, True)
    assert told(cast, "GradebooksArranged") == 0


def test_a_subject_without_marks_may_be_not_evaluated(cast: Cast, visit: Visit, french: Gradebook) -> None:
    assert "Français" in visit("petit").get("/0310001A/notes/").content.decode()
    assert many(visit("chef"), cast, is_evaluable="non", carnets=[french.pk])[0] == 302
    assert night(cast) == (0, 0)
    assert "Français" not in visit("petit").get("/0310001A/notes/").content.decode()


def test_one_is_arranged_on_its_page_by_who_saw_what_it_was(cast: Cast, visit: Visit, french: Gradebook) -> None:
    chef = visit("chef")
    assert one(chef, french, label="Lettres", best_bonus="0,5")[0] == 302
    assert (kept(cast, french.pk).label, kept(cast, french.pk).best_bonus) == ("Lettres", Decimal("0.5"))
    status, html = one(chef, french, seen="autre", label="Lettres", coefficient="4")
    assert (status, "entre-temps" in html) == (422, True)
    assert kept(cast, french.pk).coefficient == Decimal(1)


def test_the_order_is_that_of_the_school(cast: Cast, visit: Visit, french: Gradebook) -> None:
    assert visit("chef").post(f"{BOOKS}{french.pk}/place/", {"sens": "haut"}).status_code == 302
    html = visit("chef").get(f"{BOOKS}?groupe={cast.groups['4B'].pk}").content.decode()
    assert html.index("Français") < html.index("Mathématiques")
    assert night(cast) == (0, 0)
    assert kept(cast, french.pk).position == 1
    assert kept(cast, cast.gradebooks["maths"].pk).position == 2


def open_by_hand(client: Client, cast: Cast, **said: object) -> tuple[int, str]:
    start = {
        "group_id": cast.groups["5A"].pk,
        "subject_id": cast.subjects["Français"].pk,
        "teacher_id": cast.petit.pk,
    }
    answer = client.post(f"{BOOKS}ajouter/", {**start, **said})
    return answer.status_code, answer.content.decode()


def test_one_is_opened_by_hand_and_retired_while_it_has_no_mark(cast: Cast, visit: Visit) -> None:
    chef = visit("chef")
    assert open_by_hand(chef, cast)[0] == 302
    status, html = open_by_hand(chef, cast)
    assert (status, "déjà ouvert" in html) == (422, True)
    assert "Français" in visit("petit").get("/0310001A/notes/").content.decode()
    assert night(cast) == (0, 0)
    with everywhere(cast):
        made = Gradebook.objects.get(group=cast.groups["5A"])
    for _again in range(2):
        assert chef.post(f"{BOOKS}{made.pk}/retirer/").status_code == 302
    assert told(cast, "GradebookRetired") == 1
    assert night(cast) == (0, 0)
    assert kept(cast, made.pk).closed_at == NOW
    assert chef.get(f"{BOOKS}{made.pk}/").status_code == 404
    assert open_by_hand(chef, cast)[0] == 302
    assert kept(cast, made.pk).closed_at is None


def test_what_has_marks_or_is_taught_is_not_retired(cast: Cast, visit: Visit, french: Gradebook) -> None:
    for pk, sentence in (
        (cast.gradebooks["maths"].pk, "Des notes y sont données"),
        (french.pk, "L’emploi du temps enseigne cette matière"),
    ):
        assert sentence in visit("chef").post(f"{BOOKS}{pk}/retirer/").content.decode()
        assert kept(cast, pk).closed_at is None


def test_a_part_of_a_subject_has_its_own_teacher_and_the_night_does_not_bring_her_back(
    cast: Cast, visit: Visit, french: Gradebook
) -> None:
    said = {"group_id": cast.groups["4B"].pk, "part": "Oral", "teacher_id": cast.petit.pk}
    assert open_by_hand(visit("chef"), cast, **said)[0] == 302
    night(cast)
    assert night(cast) == (0, 0)
    with everywhere(cast):
        oral = Gradebook.objects.get(part="Oral")
        assert GradebookTeacher.objects.get(gradebook=oral, ends_on=None).person_id == cast.petit.pk
        assert not GradebookTeacher.objects.filter(gradebook=french, ends_on=None).exists()


def add_teacher(client: Client, cast: Cast, **said: object) -> tuple[int, str]:
    path = f"{BOOKS}{cast.gradebooks['maths'].pk}/enseignants/"
    start = {"person_id": cast.petit.pk, "begins_on": TODAY.isoformat(), "last_on": "", **said}
    answer = client.post(path, start)
    return answer.status_code, answer.content.decode()


def writes(cast: Cast, visit: Visit, on: date = TODAY) -> bool:
    """True when M. Petit finds the grid of mathematics open to his marks that day."""
    path = f"/0310001A/notes/{cast.gradebooks['maths'].pk}/evaluations/ajouter/"
    with clock.at(clock.instant(on, clock.local(NOW).time())):
        return visit("petit").get(path).status_code == 200


def test_a_co_teacher_writes_on_her_days_alone(cast: Cast, visit: Visit) -> None:
    assert not writes(cast, visit)
    last = TODAY + timedelta(days=2)
    for _again in range(2):
        assert add_teacher(visit("chef"), cast, last_on=last.isoformat())[0] == 302
    assert told(cast, "GradebookTeacherWritten") == 1
    assert night(cast) == (0, 0)
    assert [writes(cast, visit, TODAY + timedelta(days=n)) for n in range(4)] == [True, True, True, False]


def test_a_hidden_co_teacher_writes_and_is_not_named_to_families(cast: Cast, visit: Visit) -> None:
    statement = f"/eleves/{cast.lea.pk}/notes/"
    assert add_teacher(visit("chef"), cast, is_shown="on")[0] == 302
    assert "Yanis Petit" in visit("lea").get(statement).content.decode()
    with everywhere(cast):
        row = GradebookTeacher.objects.get(gradebook=cast.gradebooks["maths"], person=cast.petit)
    path = f"{BOOKS}{cast.gradebooks['maths'].pk}/enseignants/{row.pk}/"
    assert visit("chef").post(path, {"begins_on": TODAY.isoformat(), "last_on": ""}).status_code == 302
    assert "Yanis Petit" not in visit("lea").get(statement).content.decode()
    assert (
        "Non affiché au bulletin" in visit("chef").get(f"{BOOKS}{cast.gradebooks['maths'].pk}/").content.decode()
    )
    assert writes(cast, visit)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"begins_on": "2026-08-31"}, "année scolaire"),
        ({"last_on": "2027-08-01"}, "année scolaire"),
        ({"last_on": "2026-11-01"}, "après le premier"),
        ({"person_id": ""}, "obligatoire"),
    ],
)
def test_days_that_do_not_hold_are_said(cast: Cast, visit: Visit, said: dict[str, str], sentence: str) -> None:
    status, html = add_teacher(visit("chef"), cast, **said)
    assert (status, sentence in html) == (422, True)
    assert told(cast, "GradebookTeacherWritten") == 0


def test_days_of_one_person_never_overlap(cast: Cast, visit: Visit) -> None:
    assert add_teacher(visit("chef"), cast)[0] == 302
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    status, html = add_teacher(visit("chef"), cast, begins_on=tomorrow)
    assert (status, "déjà dans ce carnet" in html) == (422, True)


def test_whom_the_school_sets_aside_is_not_brought_back_by_the_feed(
    cast: Cast, visit: Visit, french: Gradebook
) -> None:
    with everywhere(cast):
        row = GradebookTeacher.objects.get(gradebook=french)
    for _again in range(2):
        answer = visit("chef").post(f"{BOOKS}{french.pk}/enseignants/{row.pk}/retirer/")
        assert answer.status_code == 302
    night(cast)
    assert night(cast) == (0, 0)
    with everywhere(cast):
        assert [one.ends_on for one in GradebookTeacher.objects.filter(gradebook=french)] == [TODAY]
    assert visit("petit").get(f"/0310001A/notes/{french.pk}/evaluations/ajouter/").status_code == 404


def test_what_is_of_another_school_is_not_there(cast: Cast, visit: Visit) -> None:
    theirs = cast.gradebooks["jumeau"].pk
    assert visit("chef").get(f"{BOOKS}{theirs}/").status_code == 404
    assert visit("chef").get(f"{BOOKS}?groupe={cast.groups['4J'].pk}").status_code == 404
    status, _html = open_by_hand(visit("chef"), cast, teacher_id=cast.jumeau_prof.pk)
    assert status == 422
