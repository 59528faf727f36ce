"""Layouts of report cards: kept by the school, looked at, chosen (rule B3)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from preau.bulletins.models import BulletinModel
from preau.bulletins.tests.editing import ask, cards, work
from tests.cast import Cast, everywhere

Visit = Callable[[str], Client]
LAYOUTS = "/0310001A/bulletins/modeles/"
SAID = {"label": "Bilan du collège", "regulation": "EN", "options": ["average", "mention"], "is_default": "on"}


def kept(cast: Cast) -> dict[str, BulletinModel]:
    with everywhere(cast):
        return {one.label: one for one in BulletinModel.objects.all()}


def test_the_layout_of_the_school_is_that_of_the_next_cards(cast: Cast, visit: Visit) -> None:
    assert visit("chef").post(f"{LAYOUTS}nouveau/", SAID).status_code == 302
    ask(visit("chef"), cast, "Nouveau modèle")
    work(cast)
    first, second = cards(cast)
    assert first.content["model"]["label"] == "Bilan périodique de collège"
    assert second.content["model"] == {
        "label": "Bilan du collège", "options": ["average", "mention"], "regulation": "EN",
    }  # fmt: skip


def test_one_of_them_is_the_school_s(cast: Cast, visit: Visit) -> None:
    chef = visit("chef")
    spare = f"{LAYOUTS}{cast.words['layout']}/"
    chef.post(spare, {**SAID, "label": "Bilan bref", "is_default": ""})
    assert kept(cast)["Bilan bref"].is_default
    chef.post(f"{LAYOUTS}nouveau/", SAID)
    assert (kept(cast)["Bilan bref"].is_default, kept(cast)["Bilan du collège"].is_default) == (False, True)
    page = chef.get(LAYOUTS).content.decode()
    assert ("Modèle de l’établissement." in page, "Retirer" in page) == (True, True)
    chef.post(f"{spare}retirer/")
    chef.post(f"{LAYOUTS}{kept(cast)['Bilan du collège'].pk}/retirer/")
    assert [one.removed_at is None for one in kept(cast).values()] == [False, True]
    assert chef.get(spare).status_code == 404


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"label": ""}, "Donnez un nom au modèle"),
        ({"label": "Bilan bref"}, "Ce nom est déjà pris"),
        ({"label": "x" * 61}, "60"),
        ({"regulation": "AUTRE"}, "Sélectionnez un choix valide"),
        ({"options": ["rien"]}, "Sélectionnez un choix valide"),
    ],
)
def test_what_is_no_layout_is_refused(cast: Cast, visit: Visit, said: dict[str, str], told: str) -> None:
    answer = visit("chef").post(f"{LAYOUTS}nouveau/", {**SAID, **said})
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert set(kept(cast)) == {"Bilan bref"}


def test_a_layout_is_looked_at_before_it_is_kept(cast: Cast, visit: Visit) -> None:
    chef = visit("chef")
    answer = chef.post(f"{LAYOUTS}nouveau/", {**SAID, "geste": "apercu"})
    assert answer["Location"] == f"{LAYOUTS}apercu/?options=average&options=mention&regulation=EN"
    assert set(kept(cast)) == {"Bilan bref"}
    for asked in (answer["Location"], f"{LAYOUTS}apercu/", f"{LAYOUTS}apercu/?modele={cast.words['layout']}"):
        shown = chef.get(asked)
        assert (shown["Content-Type"], shown.content[:4]) == ("application/pdf", b"%PDF")
    assert chef.get(f"{LAYOUTS}apercu/?modele=999999").status_code == 404


def test_before_it_keeps_any_a_school_has_that_of_its_kind(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        BulletinModel.objects.all().delete()
    assert "Bilan périodique de collège" in visit("chef").get(LAYOUTS).content.decode()


def test_a_colleague_and_the_twin_arrange_nothing(cast: Cast, visit: Visit) -> None:
    for name in ("secretaire", "durand", "jumeau_chef"):
        assert visit(name).post(f"{LAYOUTS}nouveau/", SAID).status_code == 404
    assert set(kept(cast)) == {"Bilan bref"}
