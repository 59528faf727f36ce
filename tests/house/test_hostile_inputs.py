"""Whatever is typed in an address, a field or a cookie, the answer is a page of ours and never a fault of ours."""

from __future__ import annotations

import logging
from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.test import Client

from tests.cast import Cast

Visit = Callable[[str], Client]

PEOPLE = ("anonyme", "durand", "chef", "marc", "lea")
#: Beyond a bigint, beyond an integer, nothing, digits of another script, more than Python reads.
IDS = ("9" * 30, "9223372036854775808", "2147483648", "0", "٣", "²", "9" * 5000)
WORDS = ("\x00", "a\x00b", "😀" * 60, "x" * 20_000, "\r\nSet-Cookie: a=b", "%00", "\u202e", "'; --", "{{7*7}}")
PASSWORD = "Le chat dort au soleil"

PATHS = (
    "/0310001A/appel/{id}/", "/eleves/{id}/absences/", "/accueil/enfant/{id}/", "/eleves/{id}/emploi-du-temps/",
)  # fmt: skip
GESTURES = (
    "/0310001A/appel/{id}/valider/", "/0310001A/appel/{maths}/eleve/{id}/", "/0310001A/appel/{id}/eleve/{id}/",
)  # fmt: skip
#: Each form, and who of the cast finds it open.
FORMS: dict[str, tuple[str, Callable[[str], dict[str, str]]]] = {
    "/connexion/": ("anonyme", lambda word: {"login": word, "password": word}),
    "/activation/": (
        "anonyme",
        lambda word: {"login": word, "code": word, "password": PASSWORD, "again": PASSWORD, "email": word},
    ),
    "/mot-de-passe/oublie/": ("anonyme", lambda word: {"login": word}),
    "/mot-de-passe/nouveau/": (
        "anonyme",
        lambda word: {"login": word, "code": word, "password": PASSWORD, "again": PASSWORD},
    ),
    "/profils/": ("double", lambda word: {"profil": word}),
    "/compte/courriel/": ("marc", lambda word: {"email": word, "current": word}),
    "/compte/courriel/confirmer/": ("marc", lambda word: {"code": word}),
    "/compte/mot-de-passe/": ("marc", lambda word: {"current": word, "password": word, "again": word}),
    "/0310001A/appel/{maths}/eleve/{lea}/": (
        "durand",
        lambda word: {"etat": "retard", "minutes": word, "cle": word},
    ),
    "/0310001A/comptes/fiches/": ("chef", lambda word: {"classe": word, "pour": word}),
    "/services/appel/favori/": ("lea", lambda word: {"geste": word}),
    "/0310001A/services/appel/": (
        "chef",
        lambda word: {"state": "externe", "external_url": f"https://exemple.fr/{word}"},
    ),
}
SAID = {200, 302, 404, 409, 422}


@pytest.fixture(autouse=True)
def _silent(caplog: pytest.LogCaptureFixture) -> None:
    for name in ("django.request", "django.security"):
        caplog.set_level(logging.CRITICAL, name)


def addressed(cast: Cast, path: str, typed: str = "") -> str:
    return path.format(id=quote(typed), maths=cast.lessons["maths"].pk, lea=cast.lea.pk)


@pytest.mark.parametrize("person", PEOPLE)
def test_an_id_of_any_size_is_a_page_that_does_not_exist(cast: Cast, visit: Visit, person: str) -> None:
    client, answers = visit(person), set()
    for typed in IDS:
        answers |= {client.get(addressed(cast, path, typed)).status_code for path in PATHS}
        answers |= {client.post(addressed(cast, path, typed), {"etat": "absent"}).status_code for path in GESTURES}
    assert answers <= ({302, 404} if person == "anonyme" else {404})


@pytest.mark.parametrize("word", WORDS, ids=range(len(WORDS)))
def test_what_is_typed_in_a_form_is_answered(cast: Cast, visit: Visit, word: str) -> None:
    answers = {
        path: visit(person).post(addressed(cast, path), fields(word)).status_code
        for path, (person, fields) in FORMS.items()
    }
    assert {asked: status for asked, status in answers.items() if status not in SAID} == {}


@pytest.mark.parametrize("word", WORDS, ids=range(len(WORDS)))
def test_what_is_typed_in_an_address_is_answered(cast: Cast, visit: Visit, word: str) -> None:
    for person in ("anonyme", "marc"):
        for name in ("q", "suite", "jeton", "jour", "semaine"):
            for path in ("/services/", "/connexion/", "/direct/jeton/", "/", "/emploi-du-temps/"):
                response = visit(person).get(path, {name: word})
                assert response.status_code in {*SAID, 400}, (person, path, name)
                assert "\n" not in response.get("Location", "")


@pytest.mark.parametrize(
    "raw", ["/%ff/", "/services/?q=%ff%00", "/connexion/?suite=%ff", "/%00/", "/accueil/bloc/%0a/"]
)
def test_bytes_that_are_not_text_are_answered(visit: Visit, raw: str) -> None:
    for person in PEOPLE:
        assert visit(person).get(raw).status_code in SAID


@pytest.mark.parametrize("name", ["preau_session", "preau_appareil", "preau_mot", "preau_csrf"])
@pytest.mark.parametrize("word", ["é", "x" * 3_000, "a:b:c", ".", "eyJpZCI6MX0:1:x"])
def test_a_cookie_that_is_not_ours_is_nothing(visit: Visit, name: str, word: str) -> None:
    client = visit("anonyme")
    client.cookies[name] = word
    assert client.get("/connexion/").status_code == 200
    assert client.post("/connexion/", {"login": "lea", "password": "x"}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/\t/ailleurs.example/", "/%5cailleurs.example", "///ailleurs.example", "/\n/a.example"]
)
def test_the_door_leads_to_our_pages_only(visit: Visit, path: str) -> None:
    response = visit("lea").get("/connexion/", {"suite": path})
    assert response["Location"] in {"/", "/%5cailleurs.example"}
