"""The school writes its own description; what it wrote is its own until it gives it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from preau.directory.models import School
from preau.foundation.ledger.models import LedgerEvent
from tests.cast import Cast

Visit = Callable[[str], Client]
Address = Callable[..., str]

FORM = {"street": "12 rue des Tilleuls", "postal_code": "31000", "town": "", "phone": "", "email": "", "web": ""}


def school(cast: Cast) -> School:
    return School.objects.get(pk=cast.schools["college"].pk)


@pytest.mark.parametrize("person", ["chef", "secretaire"])
def test_what_is_written_is_the_school_s_own(cast: Cast, visit: Visit, at_college: Address, person: str) -> None:
    client, path = visit(person), at_college("school")
    assert client.post(path, FORM).status_code == 302
    client.post(path, FORM | {"phone": "05.61.00.00.01"})
    known = school(cast)
    assert (known.street, known.phone) == ("12 rue des Tilleuls", "05 61 00 00 01")
    assert known.owned_fields == ["phone", "postal_code", "street"]
    assert [event.payload["fields"] for event in LedgerEvent.objects.order_by("id")] == [
        ["street", "postal_code"], ["phone"],
    ]  # fmt: skip
    assert client.get(path).content.decode().count("Écrit par l’établissement") == 3


def test_writing_the_same_again_owns_nothing_more(cast: Cast, visit: Visit, at_college: Address) -> None:
    visit("chef").post(at_college("school"), dict.fromkeys(FORM, ""))
    assert school(cast).owned_fields == []
    assert not LedgerEvent.objects.exists()


def test_what_was_written_is_given_back(cast: Cast, visit: Visit, at_college: Address) -> None:
    client = visit("chef")
    client.post(at_college("school"), FORM)
    assert client.post(at_college("give-back-school"))["Location"] == at_college("school")
    client.post(at_college("give-back-school"))
    assert (school(cast).owned_fields, school(cast).street) == ([], "12 rue des Tilleuls")
    assert list(LedgerEvent.objects.values_list("name", flat=True)) == [
        "directory.SchoolDescribed", "directory.SchoolGivenBack",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"postal_code": "3100"}, "Un code postal a cinq chiffres."),
        ({"phone": "3631"}, "Donnez un numéro de dix chiffres"),
        ({"email": "accueil"}, "Donnez une adresse complète"),
        ({"web": "exemple.fr"}, "qui commence par https://"),
        ({"web": "javascript:alert(1)"}, "qui commence par https://"),
    ],
)
def test_what_cannot_be_is_refused_in_the_form(
    cast: Cast, visit: Visit, at_college: Address, wrong: dict[str, str], message: str
) -> None:
    html = visit("chef").post(at_college("school"), FORM | wrong).content.decode()
    assert "La fiche n’est pas enregistrée" in html
    assert message in html
    assert school(cast).street == ""


def test_what_the_directories_say_is_read_there(cast: Cast, visit: Visit, at_college: Address) -> None:
    School.objects.filter(pk=school(cast).pk).update(sector="prive", collectivity="Haute-Garonne")
    html = visit("chef").get(at_college("school")).content.decode()
    for text in ("0310001A", "collège", "privé", "Haute-Garonne"):
        assert text in html


@pytest.mark.parametrize("person", ["durand", "cpe", "marc", "agent", "jumeau_chef"])
def test_nobody_else_describes_a_school(cast: Cast, visit: Visit, at_college: Address, person: str) -> None:
    assert visit(person).post(at_college("school"), FORM).status_code == 404
    assert visit(person).post(at_college("give-back-school")).status_code == 404
    assert school(cast).street == ""
