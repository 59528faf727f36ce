"""A pupil of age opposes the information of her parents (rule B8): asked, recorded, felt at once, and ended."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.test import Client

from preau.directory.models import AdultOpposition, Person
from preau.directory.queries import guardians_of_disturbance, guardians_to_inform
from preau.directory.rules import of_age_on
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.dispatch import gather_listeners
from preau.foundation.notices.models import Notice
from tests.cast import NOW, TODAY, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
Address = Callable[..., str]
MINE = "/compte/majorite/"
SECRET = "mes parents se disputent"


@pytest.fixture
def lea(cast: Cast) -> Person:
    """Léa came of age three weeks ago."""
    Person.objects.filter(pk=cast.lea.pk).update(born_on=date(2008, 11, 3))
    return cast.lea


@pytest.fixture
def door(lea: Person, at_college: Address) -> str:
    """Where the office records it."""
    return at_college("opposition", person_id=lea.pk)


@pytest.fixture
def recorded(visit: Visit, door: str) -> None:
    """The head recorded the opposition of Léa."""
    assert visit("chef").post(door, {"geste": "enregistrer", "reason": SECRET}).status_code == 302


def told(cast: Cast, name: str) -> list[str]:
    gather_listeners()
    deliver_all()
    mine = Notice.objects.filter(recipient_id=cast.people[name].pk, kind="directory:majority")
    return list(mine.order_by("id").values_list("title", flat=True))


def test_what_is_asked_waits_for_the_office(
    cast: Cast, visit: Visit, lea: Person, door: str, facts: Callable[[], list[str]], seen_everywhere: Look
) -> None:
    pupil = visit("lea")
    assert "Ma majorité" in pupil.get("/compte/").content.decode()
    assert "Vous êtes majeur" in pupil.get("/").content.decode()
    for _twice in range(2):
        assert pupil.post(MINE, {"geste": "demander", "reason": SECRET}).status_code == 302
    assert facts() == ["directory.OppositionAsked"]
    assert "Votre demande attend" in pupil.get(MINE).content.decode()
    assert "Léa" in visit("marc").get("/").content.decode()
    with seen_everywhere():
        assert guardians_to_inform(lea.pk, TODAY) != []
    for name in ("chef", "secretaire"):
        assert told(cast, name) == ["Demande d’un élève majeur"]
        assert SECRET in visit(name).get(door).content.decode()
    assert told(cast, "cpe") == told(cast, "marc") == []
    assert visit("secretaire").post(door, {"geste": "enregistrer"}).status_code == 302
    kept = AdultOpposition.objects.get()
    assert (kept.asked_on, kept.begins_on, kept.recorded_by_id) == (TODAY, TODAY, cast.secretaire.pk)


def test_guardians_see_nothing_more_at_once(
    cast: Cast, visit: Visit, lea: Person, recorded: None, seen_everywhere: Look
) -> None:
    Notice.objects.create(
        recipient_id=cast.marc.pk, event_id=7, at=NOW, kind="attendance:absence", profile="responsable",
        about_pupil_id=lea.pk, title="Léa : absence ancienne",
    )  # fmt: skip
    for name in ("marc", "sofia"):
        home = visit(name).get("/").content.decode()
        assert "Léa s’oppose à l’information de ses responsables" in home
        assert "perturbation grave" in home
        assert "absence ancienne" not in home
        assert f"/eleves/{lea.pk}/absences/" not in home
        assert visit(name).get(f"/accueil/enfant/{lea.pk}/").status_code == 404
        assert visit(name).get(f"/eleves/{lea.pk}/absences/").status_code == 404
        assert visit(name).get(f"/eleves/{lea.pk}/emploi-du-temps/").status_code == 404
    assert "Tom" in visit("marc").get("/").content.decode()
    with seen_everywhere():
        assert guardians_to_inform(lea.pk, TODAY) == []
        assert guardians_of_disturbance(lea.pk, TODAY) == [cast.marc.pk, cast.sofia.pk]


def test_both_guardians_are_told_alike_and_never_why(cast: Cast, visit: Visit, recorded: None) -> None:
    for name in ("marc", "sofia"):
        assert told(cast, name) == ["Léa Martin-Ségala s’oppose à l’information de ses responsables"]
        home = visit(name).get("/").content.decode()
        assert "Vous serez prévenu d’une perturbation grave de sa scolarité" in home
        assert SECRET not in home
    assert told(cast, "oncle") == []


def test_her_staff_know_it_and_the_office_alone_knows_why(
    cast: Cast, visit: Visit, lea: Person, recorded: None, at_college: Address, door: str
) -> None:
    page = at_college("person", person_id=lea.pk)
    for name in ("durand", "cpe", "chef", "secretaire"):
        html = visit(name).get(page).content.decode()
        assert "S’oppose à l’information de ses responsables" in html
        assert SECRET not in html
    html = visit("cpe").get(page).content.decode()
    assert "Père, représentant légal, prévenu d’une perturbation grave" in html
    assert "consulte" not in html
    assert SECRET in visit("secretaire").get(door).content.decode()
    assert SECRET not in visit("lea").get(MINE).content.decode()


@pytest.mark.parametrize("who_ends", ["lea", "chef"])
def test_it_ends_and_guardians_are_informed_again_at_once(
    cast: Cast, visit: Visit, lea: Person, recorded: None, door: str, who_ends: str, seen_everywhere: Look
) -> None:
    path, sent = (MINE, {"geste": "retirer"}) if who_ends == "lea" else (door, {"geste": "terminer"})
    for _twice in range(2):
        assert visit(who_ends).post(path, sent).status_code == 302
    assert "s’oppose à l’information" not in visit("sofia").get("/").content.decode().split("Quoi de neuf")[0]
    assert visit("sofia").get(f"/accueil/enfant/{lea.pk}/").status_code == 200
    with seen_everywhere():
        assert guardians_to_inform(lea.pk, TODAY) == [cast.marc.pk, cast.sofia.pk]
    assert told(cast, "marc")[-1] == "Vous suivez de nouveau la scolarité de Léa Martin-Ségala"


def test_a_request_left_without_effect_is_told_to_no_guardian(
    cast: Cast, visit: Visit, lea: Person, door: str
) -> None:
    visit("lea").post(MINE, {"geste": "demander"})
    assert visit("chef").post(door, {"geste": "terminer"}).status_code == 302
    assert told(cast, "marc") == []


def test_a_minor_waits_unless_she_is_emancipated(cast: Cast, visit: Visit, at_college: Address) -> None:
    pupil, path = visit("lea"), at_college("opposition", person_id=cast.lea.pk)
    assert "Vous êtes majeur le vendredi 3 mai" in pupil.get(MINE).content.decode()
    for client, address in ((pupil, MINE), (visit("chef"), path)):
        refused = client.post(address, {"geste": "demander"})
        assert refused.status_code == 422
        assert "La majorité est le vendredi 3 mai 2030" in refused.content.decode()
    assert not AdultOpposition.objects.exists()
    assert visit("chef").post(path, {"geste": "enregistrer", "is_emancipated": "on"}).status_code == 302
    assert AdultOpposition.objects.get().is_emancipated


def test_too_long_a_reason_is_refused(visit: Visit, door: str) -> None:
    assert visit("chef").post(door, {"reason": "a" * 501}).status_code == 422
    assert visit("lea").post(MINE, {"reason": "a" * 501}).status_code == 422
    assert not AdultOpposition.objects.exists()


@pytest.mark.parametrize("name", ["durand", "cpe", "marc", "lea", "agent", "jumeau_chef"])
def test_nobody_else_records_or_reads_it(visit: Visit, door: str, name: str) -> None:
    assert visit(name).get(door).status_code == 404
    assert visit(name).post(door, {"geste": "enregistrer"}).status_code == 404
    assert not AdultOpposition.objects.exists()


def test_the_head_of_another_school_does_not_record_it(cast: Cast, visit: Visit, lea: Person) -> None:
    path = f"/0340002B/annuaire/{lea.pk}/majorite/"
    assert visit("jumeau_chef").post(path, {"geste": "enregistrer"}).status_code == 404


@pytest.mark.parametrize(
    ("born_on", "of_age"),
    [
        (date(2008, 11, 25), date(2026, 11, 25)),
        (date(2008, 2, 29), date(2026, 3, 1)),
        (date(2010, 2, 28), date(2028, 2, 28)),
    ],
)
def test_the_day_of_coming_of_age(born_on: date, of_age: date) -> None:
    assert of_age_on(born_on) == of_age
