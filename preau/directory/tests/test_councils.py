"""The dates of class councils, class by class, for one term."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.test import Client

from preau.directory.models import Term
from tests.cast import Cast
from tests.cast.cards import erase_terms

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
Address = Callable[..., str]


@pytest.fixture
def first(cast: Cast, seen_everywhere: Look) -> str:
    """The field of the council of 4e B, first trimester."""
    with seen_everywhere():
        return f"council_{Term.objects.get(group=cast.groups['4B'], number=1).pk}"


def council(cast: Cast, look: Look) -> date | None:
    with look():
        return Term.objects.get(group=cast.groups["4B"], number=1).council_on


@pytest.mark.parametrize("person", ["chef", "secretaire"])
def test_a_council_gets_a_date_and_loses_it(
    cast: Cast, visit: Visit, at_college: Address, facts: Callable[[], list[str]], seen_everywhere: Look,
    first: str, person: str,
) -> None:  # fmt: skip
    client, path = visit(person), at_college("councils")
    assert client.post(path, {first: "2026-11-27"})["Location"] == at_college("calendar")
    html = client.get(at_college("calendar")).content.decode()
    assert "1 date de conseil est enregistrée." in html
    assert "1er trimestre\u202f: vendredi 27 novembre" in html
    assert council(cast, seen_everywhere) == date(2026, 11, 27)
    assert 'value="2026-11-27"' in client.get(path).content.decode()
    client.post(path, {first: "2026-11-27"})
    assert "Rien n’a changé." in client.get(at_college("calendar")).content.decode()
    client.post(path, {first: ""})
    assert council(cast, seen_everywhere) is None
    assert facts() == ["directory.CouncilsSet"] * 2


@pytest.mark.parametrize("day", ["2026-08-31", "2027-07-04"])
def test_a_council_before_its_term_or_after_the_year_is_refused(
    cast: Cast, visit: Visit, at_college: Address, facts: Callable[[], list[str]], seen_everywhere: Look,
    first: str, day: str,
) -> None:  # fmt: skip
    html = visit("chef").post(at_college("councils"), {first: day}).content.decode()
    assert "Les dates ne sont pas enregistrées" in html
    assert "Le conseil de 4e B a lieu entre le mardi 1er septembre" in html
    assert council(cast, seen_everywhere) is None
    assert facts() == []


def test_the_term_in_course_is_shown_first_and_the_others_are_tabs(visit: Visit, at_college: Address) -> None:
    chef, path = visit("chef"), at_college("councils")
    html = chef.get(path).content.decode()
    assert f'href="{path}?periode=trimestre-1" aria-current="page"' in html
    html = chef.get(f"{path}?periode=trimestre-3").content.decode()
    assert f'href="{path}?periode=trimestre-3" aria-current="page"' in html
    assert chef.get(f"{path}?periode=semestre-1").status_code == 404


def test_without_terms_the_page_leads_to_them(visit: Visit, at_college: Address, seen_everywhere: Look) -> None:
    with seen_everywhere():
        erase_terms()
    html = visit("chef").get(at_college("councils")).content.decode()
    assert "Aucune classe n’a encore de période." in html
    assert at_college("terms") in html


@pytest.mark.parametrize("person", ["durand", "cpe", "marc", "agent", "jumeau_chef"])
def test_nobody_else_sets_councils(
    cast: Cast, visit: Visit, at_college: Address, facts: Callable[[], list[str]], first: str, person: str
) -> None:
    assert visit(person).post(at_college("councils"), {first: "2026-11-27"}).status_code == 404
    assert facts() == []
