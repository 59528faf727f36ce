"""No page that a family or a pupil reads keeps a French sentence when she reads in another language."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from preau.kernel.actor import Profile
from tests.cast import Cast, everywhere
from tests.house.test_matrix import screens
from tests.languages.found import FAMILY
from tests.languages.reading import texts_of, words_left, written_by_people
from tests.matrix import EXPECTED

#: What is said alike in every language: names of things, not sentences.
ALIKE = frozenset({"Préau", "iCal", "PDF"})
#: The elements shown to those who make screens; rules that stay in French (`ui.in_french`, and the title says so).
APART = frozenset({"gallery"})
READERS = {"marc": Profile.GUARDIAN, "lea": Profile.PUPIL, "anonyme": Profile.ANONYMOUS}


def read_by_families() -> list[tuple[str, str]]:
    """Each page (no gesture, no file) with each family reader it opens to."""
    found = []
    for name, rule in sorted(screens().items()):
        answer = EXPECTED.get(name)
        if rule is None or answer is None or answer.post is not None or answer.is_download or name in APART:
            continue
        for reader, profile in READERS.items():
            opens = reader in answer.opens_to or (reader == "anonyme" and answer.public)
            if opens and profile in rule.open_to & FAMILY:
                found.append((name, reader))
    return found


def page_in(client: Client, path: str, language: str) -> str:
    client.cookies["preau_langue"] = language
    answer = client.get(path)
    return answer.content.decode() if answer.status_code == 200 else ""


@pytest.mark.parametrize(("name", "reader"), read_by_families())
@pytest.mark.parametrize("language", ["en", "oc"])
def test_nothing_french_is_left(
    name: str, reader: str, language: str, cast: Cast, visit: Callable[[str], Client]
) -> None:
    path = reverse(name, kwargs=EXPECTED[name].args(cast) or None)
    client = visit(reader)
    in_french = set(texts_of(page_in(client, path, "fr")))
    with everywhere(cast):
        known = [*written_by_people(), *ALIKE]
    left = [
        text
        for text in texts_of(page_in(client, path, language))
        if text in in_french and len(words_left(text, known)) >= 2
    ]
    assert left == []
