"""The head says who writes to whom; a class says otherwise; everybody reads the rule that stands for her."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client

from preau.messaging.models import GroupRule, MessagingSettings, WritingRule
from preau.messaging.rights.defaults import ENDS, default_width, widths_offered
from preau.messaging.tests.test_rights import found
from tests.cast import Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
HERE = "/0310001A/messages/regles/"


@pytest.fixture
def sent() -> dict[str, Any]:
    """What the form says when nothing is changed."""
    pairs = {
        f"{one}-{other}": default_width(one, other).value
        for one in ENDS
        for other in ENDS
        if len(widths_offered(one, other)) > 1
    }
    return {**pairs, "pupil_message": 12, "pupil_day": 40, "guardian_message": 15, "guardian_day": 60}


def test_a_default_that_is_offered_is_a_default() -> None:
    for one in ENDS:
        for other in ENDS:
            assert default_width(one, other) in widths_offered(one, other)


def test_the_head_closes_writing_between_pupils_and_it_holds_at_once(
    cast: Cast, visit: Visit, seen_everywhere: Look, sent: dict[str, Any]
) -> None:
    assert found(cast, seen_everywhere, "lea", "noe") == {"noe:eleve"}
    for _ in range(2):
        assert visit("chef").post(HERE, sent | {"eleve-eleve": "aucun"}).status_code == 302
    with seen_everywhere():
        assert [one.width for one in WritingRule.objects.all()] == ["aucun"]
    assert found(cast, seen_everywhere, "lea", "noe") == set()
    assert "Choix de l’établissement" in visit("lea").get("/0310001A/messages/qui/").content.decode()


def test_going_back_to_the_defaults_forgets_everything(
    cast: Cast, visit: Visit, seen_everywhere: Look, sent: dict[str, Any]
) -> None:
    visit("chef").post(HERE, sent | {"eleve-eleve": "aucun", "pupil_message": 3})
    visit("chef").post(f"{HERE}{cast.groups['4B'].pk}/", {"eleve-eleve": "oui"})
    assert visit("chef").post(HERE, {"geste": "defaut"}).status_code == 302
    with seen_everywhere():
        for kept in (WritingRule, GroupRule, MessagingSettings):
            assert not kept.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"pupil_message": 41}, "La limite d’un message ne dépasse pas celle de la journée."),
        ({"guardian_day": 501}, "Donnez un nombre de 1 à 500."),
        ({"pupil_day": "beaucoup"}, "Donnez un nombre."),
        ({"eleve-eleve": "etablissement"}, "Sélectionnez un choix valide"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_kept(
    visit: Visit, seen_everywhere: Look, sent: dict[str, Any], wrong: dict[str, Any], said: str
) -> None:
    answer = visit("chef").post(HERE, sent | {"eleve-enseignant": "aucun"} | wrong)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    with seen_everywhere():
        assert not WritingRule.objects.exists()


def test_a_class_says_otherwise_then_as_the_school_again(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    door = f"{HERE}{cast.groups['4B'].pk}/"
    assert visit("chef").post(door, {"eleve-eleve": "non", "responsable-responsable": "oui"}).status_code == 302
    assert found(cast, seen_everywhere, "lea", "noe") == set()
    assert found(cast, seen_everywhere, "marc", "sofia") == {"sofia:responsable"}
    assert "Règles propres" in visit("chef").get(HERE).content.decode()
    visit("chef").post(door, {})
    assert found(cast, seen_everywhere, "lea", "noe") == {"noe:eleve"}
    assert found(cast, seen_everywhere, "marc", "sofia") == set()
