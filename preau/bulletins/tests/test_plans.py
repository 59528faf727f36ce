"""The plans that pupils benefit from: written by the direction and the secretariat, read by the team (C93)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from preau.bulletins.models import Accompaniment
from tests.cast import TODAY, YEAR_START, Cast, everywhere

Visit = Callable[[str], Client]
SAID = {"code": "PPRE", "begins_on": "2026-09-01", "detail": "Relire les consignes."}


def path(cast: Cast, *more: object, pupil: str = "lea") -> str:
    steps = "".join(f"{one}/" for one in more)
    return f"/0310001A/bulletins/accompagnements/{cast.people[pupil].pk}/{steps}"


def add(client: Client, cast: Cast, **more: str) -> tuple[int, str]:
    answer = client.post(path(cast, "ajouter"), {**SAID, **more})
    return answer.status_code, answer.content.decode()


def plans(cast: Cast) -> list[Accompaniment]:
    with everywhere(cast):
        return list(Accompaniment.objects.filter(pupil_id=cast.lea.pk))


def test_the_office_writes_and_the_team_reads(cast: Cast, visit: Visit) -> None:
    for _again in range(2):
        assert add(visit("secretaire"), cast)[0] == 302
    (plan,) = plans(cast)
    assert (plan.code, plan.begins_on, plan.ends_on) == ("PPRE", YEAR_START, None)
    for name in ("durand", "cpe", "chef"):
        page = visit(name).get(path(cast)).content.decode()
        assert ("Relire les consignes." in page, "Imprimé sur le bulletin." in page) == (True, True)
        assert "Martin-Ségala Léa" in visit(name).get("/0310001A/bulletins/accompagnements/").content.decode()
    for name in ("petit", "double", "marc", "lea", "jumeau_chef", "agent"):
        assert visit(name).get(path(cast)).status_code == 404
    assert "Martin-Ségala" not in visit("petit").get("/0310001A/bulletins/accompagnements/").content.decode()


def test_a_plan_changes_until_it_ends(cast: Cast, visit: Visit) -> None:
    add(visit("chef"), cast)
    (plan,) = plans(cast)
    there = path(cast, plan.pk)
    changed = {**SAID, "detail": "Relire à voix haute."}
    answer = visit("secretaire").post(there, {**changed, "seen": "Autre chose."})
    assert (answer.status_code, "Paul Lacaze" in answer.content.decode()) == (422, True)
    assert visit("secretaire").post(there, {**changed, "seen": SAID["detail"]}).status_code == 302
    assert plans(cast)[0].detail == "Relire à voix haute."
    for _again in range(2):
        assert visit("secretaire").post(f"{there}fin/").status_code == 302
    assert plans(cast)[0].ends_on == TODAY
    assert visit("secretaire").get(there).status_code == 404
    page = visit("durand").get(path(cast)).content.decode()
    assert ("Du 01/09/2026 au 24/11/2026." in page, "Relire à voix haute." in page) == (True, False)
    assert add(visit("chef"), cast)[0] == 302


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"code": "PAPA"}, "Sélectionnez un choix valide"),
        ({"begins_on": ""}, "Ce champ est obligatoire"),
        ({"detail": "x" * 601}, "601 caractères sur 600"),
    ],
)
def test_what_a_plan_does_not_take_is_told(cast: Cast, visit: Visit, more: dict[str, str], told: str) -> None:
    status, page = add(visit("chef"), cast, **more)
    assert (status, told in page) == (422, True)
    assert plans(cast) == []


def test_a_plan_is_in_force_once_and_ends_after_it_began(cast: Cast, visit: Visit) -> None:
    add(visit("chef"), cast, begins_on="2027-01-04")
    status, page = add(visit("chef"), cast)
    assert (status, "déjà en vigueur" in page) == (422, True)
    there = path(cast, plans(cast)[0].pk)
    assert visit("chef").post(f"{there}fin/").status_code == 409


def test_a_pupil_is_found_by_the_beginning_of_her_name(cast: Cast, visit: Visit) -> None:
    there = "/0310001A/bulletins/accompagnements/?q=marti"
    assert "Martin-Ségala Léa" in visit("secretaire").get(there).content.decode()
    assert "Martin-Ségala Léa" not in visit("cpe").get(there).content.decode()
    assert "Aucun élève de ce nom." in visit("secretaire").get(there.replace("marti", "zzz")).content.decode()


def test_her_page_opens_on_her_plans_for_her_team_alone(cast: Cast, visit: Visit) -> None:
    there = f"/0310001A/annuaire/{cast.noe.pk}/"
    for name in ("durand", "cpe", "secretaire"):
        page = visit(name).get(there).content.decode()
        assert (path(cast, pupil="noe") in page, "Agrandir" in page) == (True, False)
    assert path(cast, pupil="noe") not in visit("noe").get(there).content.decode()


def test_others_write_nothing(cast: Cast, visit: Visit) -> None:
    for name in ("durand", "cpe", "jumeau_chef", "marc", "lea"):
        assert add(visit(name), cast)[0] == 404
    assert visit("chef").post(path(cast, "ajouter", pupil="tom"), SAID).status_code == 404
    elsewhere = path(cast, cast.words["plan"])
    assert visit("chef").post(elsewhere, SAID).status_code == 404
    assert visit("chef").post(f"{elsewhere}fin/").status_code == 404
    assert plans(cast) == []
