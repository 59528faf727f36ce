"""What people meet when something fails: a French page that leaks nothing, and nothing half written."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client, RequestFactory
from pytest_django import Settings

from preau.access import middleware
from preau.attendance.actions import note_standing
from preau.attendance.models import Roll
from preau.foundation.ledger.models import LedgerEvent
from preau.foundation.live.subscription import live_base
from preau.foundation.screens.page import redirect_saying
from preau.kernel.refusals import NotPossible
from preau.portal.web import home
from tests.cast import Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]

SECRET = "connection to 10.0.0.7 failed: password"


def lost(*_args: object, **_more: object) -> None:
    raise OperationalError(SECRET)


@pytest.fixture(autouse=True)
def _silent(caplog: pytest.LogCaptureFixture) -> None:
    for name in ("preau.screens", "django.request", "django.security"):
        caplog.set_level(logging.CRITICAL, name)


@pytest.mark.parametrize("place", [middleware, home])
def test_a_lost_database_is_told_as_such_and_not_as_a_fault(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, place: object
) -> None:
    monkeypatch.setattr(place, "open_session" if place is middleware else "standing_of", lost)
    response = visit("marc").get("/")
    html = response.content.decode()
    assert response.status_code == 503
    assert "momentanément indisponible" in html
    assert SECRET not in html
    assert "preau_session" not in response.cookies


def test_a_fault_of_ours_is_told_in_french_and_leaks_nothing(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(home, "standing_of", broken)
    client = visit("marc")
    client.raise_request_exception = False
    response = client.get("/")
    html = response.content.decode()
    assert response.status_code == 500
    assert "Une erreur est survenue" in html
    assert SECRET not in html


def test_what_was_written_before_a_refusal_is_undone(
    cast: Cast, visit: Visit, seen_everywhere: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        with seen_everywhere():
            assert Roll.objects.exists()
        raise NotPossible("Plus tard.")

    monkeypatch.setattr(note_standing, "_write", refuse)
    path = f"/0310001A/appel/{cast.lessons['maths'].pk}/eleve/{cast.lea.pk}/"
    response = visit("durand").post(path, {"etat": "absent"})
    assert (response.status_code, "Plus tard." in response.content.decode()) == (409, True)
    with seen_everywhere():
        assert not Roll.objects.exists()
        assert not LedgerEvent.objects.exists()


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        ({f"champ{n}": "1" for n in range(2_200)}, None),
        (b"x" * 3_000_000, "application/x-www-form-urlencoded"),
        (b"x", "multipart/form-data"),
    ],
)
def test_a_request_that_is_not_understood_says_so_in_french(visit: Visit, sent: object, kind: str | None) -> None:
    client, path = visit("lea"), "/services/appel/favori/"
    response = client.post(path, sent, content_type=kind) if kind else client.post(path, sent)
    assert response.status_code == 400
    assert "Demande incomprise" in response.content.decode()


def test_a_gesture_opened_as_a_page_says_so_in_french(visit: Visit) -> None:
    response = visit("lea").get("/deconnexion/")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "Revenez à l’accueil" in response.content.decode()


def test_a_big_file_that_nobody_asked_for_never_reaches_the_disk(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.NamedTemporaryFile", lost)
    monkeypatch.setattr("tempfile.TemporaryFile", lost)
    big = SimpleUploadedFile("gros.bin", b"x" * 6_000_000)
    response = visit("anonyme").post("/connexion/", {"login": "lea", "password": "x", "fichier": big})
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("host", "base"),
    [
        ("ent.example", "http://ent.example:8001"),
        ("ent.example:8443", "http://ent.example:8001"),
        ("[::1]:8000", "http://[::1]:8001"),
        ("127.0.0.1:8000", "http://127.0.0.1:8001"),
    ],
)
def test_the_page_may_reach_the_live_process_that_it_is_told_of(visit: Visit, host: str, base: str) -> None:
    assert live_base(RequestFactory().get("/", headers={"host": host})) == base
    response = visit("marc").get("/", headers={"host": host})
    assert f"connect-src 'self' {base};" in response["Content-Security-Policy"]
    assert f'data-live-url="{base}/direct"' in response.content.decode()


def test_every_cookie_is_ours_alone(visit: Visit, settings: Settings) -> None:
    settings.HTTPS = True
    settings.CSRF_COOKIE_SECURE = True
    client = visit("double")
    client.get("/connexion/")
    client.get("/profils/")
    client.post("/profils/", {"profil": "responsable"})
    client.cookies.update(redirect_saying("/", "Fait.").cookies)
    anonymous = visit("anonyme")
    anonymous.get("/connexion/")
    kept = {**client.cookies, **anonymous.cookies}
    assert {"preau_session", "preau_mot", "preau_csrf", "preau_appareil"} <= set(kept)
    for name, cookie in kept.items():
        assert (name, cookie["httponly"], cookie["secure"], cookie["samesite"]) == (name, True, True, "Lax")


@pytest.mark.parametrize("path", ["/", "/connexion/", "/rien/", "/deconnexion/", "/galerie/"])
def test_every_answer_carries_the_headers_that_protect(visit: Visit, path: str) -> None:
    response = visit("anonyme").get(path)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy
    assert "unsafe" not in policy
    assert (response["X-Frame-Options"], response["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert " style=" not in response.content.decode()
