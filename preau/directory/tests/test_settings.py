"""The settings of a school's calendar: legal defaults, until the school chooses."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time

import pytest
from django.test import Client

from preau.directory.models import SchoolSettings
from tests.cast import Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
Address = Callable[..., str]


def kept(look: Look) -> list[tuple[time, str, bool]]:
    with look():
        return list(SchoolSettings.objects.values_list("midday", "zone", "has_saturday_class"))


def test_the_form_starts_from_the_defaults(visit: Visit, at_college: Address) -> None:
    html = visit("chef").get(at_college("settings")).content.decode()
    assert 'value="11:50"' in html
    assert 'value="C" checked' in html


@pytest.mark.parametrize("person", ["chef", "secretaire"])
def test_the_office_chooses(
    cast: Cast,
    visit: Visit,
    at_college: Address,
    facts: Callable[[], list[str]],
    seen_everywhere: Look,
    person: str,
) -> None:
    client, path = visit(person), at_college("settings")
    for midday, saturday in (("12:15", "on"), ("12:30", "")):
        response = client.post(path, {"midday": midday, "zone": "B", "has_saturday_class": saturday})
        assert response["Location"] == at_college("calendar")
    assert kept(seen_everywhere) == [(time(12, 30), "B", False)]
    assert facts() == ["directory.SchoolSettingsChanged"] * 2
    assert "avant 12\u202fh\u202f30" in client.get(at_college("calendar")).content.decode()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"midday": "09:59"}, "Choisissez une heure entre 10\u202fh et 15\u202fh."),
        ({"midday": "15:01"}, "Choisissez une heure entre"),
        ({"midday": "midi"}, "Saisissez une heure valide"),
        ({"zone": "D"}, "Sélectionnez un choix valide"),
    ],
)
def test_what_cannot_be_is_refused_in_the_form(
    visit: Visit, at_college: Address, seen_everywhere: Look, wrong: dict[str, str], message: str
) -> None:
    html = visit("chef").post(at_college("settings"), {"midday": "12:00", "zone": "C"} | wrong).content.decode()
    assert "Les réglages ne sont pas enregistrés" in html
    assert message in html
    assert kept(seen_everywhere) == []


@pytest.mark.parametrize("person", ["durand", "cpe", "marc", "agent", "jumeau_chef"])
def test_nobody_else_chooses(visit: Visit, at_college: Address, person: str) -> None:
    assert visit(person).post(at_college("settings"), {"midday": "12:00", "zone": "C"}).status_code == 404
