"""Every screen, asked by everybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from preau.foundation.screens.screen import ScreenRule
from tests.cast import Cast
from tests.matrix import EXPECTED
from tests.matrix.answer import EVERYBODY, NOBODY, Answer

#: Doors that are not screens: files, and nothing else.
NOT_SCREENS: frozenset[str] = frozenset()


def screens(patterns: list | None = None, namespace: str = "") -> dict[str, ScreenRule | None]:  # type: ignore[type-arg]
    """Every named door of the URLconf with its rule (None: not a screen)."""
    found: dict[str, ScreenRule | None] = {}
    for entry in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{entry.namespace}:" if entry.namespace else namespace
            found |= screens(entry.url_patterns, inner)
        else:
            found[f"{namespace}{entry.name}"] = getattr(entry.callback, "rule", None)
    return found


def ask(client: Client, name: str, answer: Answer, cast: Cast) -> HttpResponse:
    path = reverse(name, kwargs=answer.args(cast) or None)
    if answer.post is not None:
        return client.post(path, answer.post(cast))  # type: ignore[return-value]
    return client.get(path)  # type: ignore[return-value]


def test_every_door_is_a_screen() -> None:
    assert [name for name, rule in screens().items() if rule is None and name not in NOT_SCREENS] == []


def test_every_screen_has_an_expected_answer_for_each_of_the_cast() -> None:
    assert sorted(set(screens()) - set(EXPECTED)) == []
    assert sorted(set(EXPECTED) - set(screens())) == []


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_screen_opens_to_those_expected_and_to_nobody_else(
    name: str, cast: Cast, visit: Callable[[str], Client]
) -> None:
    answer = EXPECTED[name]
    got = {}
    for person in sorted(EVERYBODY | NOBODY):
        # Each asks of the same untouched cast: one person's gesture may end another's session.
        with transaction.atomic():
            response = ask(visit(person), name, answer, cast)
            transaction.set_rollback(True)
        expected = answer.status if person in answer.opens_to else (404,)
        if person in NOBODY:
            expected = answer.status if answer.public else (302,)
        if response.status_code not in expected:
            got[person] = response.status_code
    assert got == {}


@pytest.mark.parametrize("name", sorted(n for n, a in EXPECTED.items() if a.post is None))
def test_a_page_that_only_reads_refuses_to_be_posted_to(
    name: str, cast: Cast, visit: Callable[[str], Client]
) -> None:
    rule = screens()[name]
    if rule is None or rule.writes:
        return
    answer = EXPECTED[name]
    for person in sorted(answer.opens_to)[:1]:
        path = reverse(name, kwargs=answer.args(cast) or None)
        assert visit(person).post(path).status_code == 405


def test_sign_in_is_offered_to_who_may_come_back(visit: Callable[[str], Client], cast: Cast) -> None:
    response = visit("anonyme").get("/services/?q=notes")
    assert response.status_code == 302
    assert response["Location"] == "/connexion/?suite=%2Fservices%2F%3Fq%3Dnotes"
