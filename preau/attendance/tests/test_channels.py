"""By which channel one is told: what each chose, what is there, and what became of it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from http.server import BaseHTTPRequestHandler, HTTPServer
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from preau.access.models import Account
from preau.attendance.jobs import send_one
from preau.attendance.models import Notification
from preau.attendance.tests.sending import asked, choose, go_on, sent_to
from preau.attendance.tests.test_roll import tap
from preau.directory.models import Person
from preau.foundation.notices.sms import mobile_number, sms_text
from preau.outreach.models import Channels
from tests.cast import Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
Rows = list[tuple[str, str]]
Kept = Callable[[], Rows]


def test_an_address_that_the_school_has_is_used_once_its_owner_says_so(cast: Cast, visit: Visit) -> None:
    Person.objects.filter(pk=cast.marc.pk).update(email="marc@ecole.fr")
    tap(visit("durand"), cast, "lea", "absent")
    go_on()
    assert mail.outbox == []
    tap(visit("durand"), cast, "lea", "present")
    choose(visit("marc"), courriel="on")
    tap(visit("durand"), cast, "lea", "absent")
    go_on()
    assert sent_to() == ["marc@ecole.fr"]


@pytest.mark.usefixtures("addresses")
def test_who_wants_no_mail_gets_none_and_is_told_in_the_page(cast: Cast, visit: Visit) -> None:
    html = choose(visit("marc"))
    assert 'name="courriel" checked' not in html
    assert Channels.objects.get(person=cast.marc).by_mail is False
    tap(visit("durand"), cast, "lea", "absent")
    go_on()
    assert sent_to() == ["sofia@exemple.fr"]
    assert "Léa\u202f: absence" in visit("marc").get("/accueil/nouveau/").content.decode()


@pytest.mark.usefixtures("addresses")
def test_who_wants_absences_in_her_digest_is_sent_nothing_at_once(cast: Cast, visit: Visit) -> None:
    choose(visit("marc"), courriel="on", **{"quand-attendance-absence": "chaque_jour"})
    tap(visit("durand"), cast, "lea", "absent")
    go_on()
    assert sent_to() == ["sofia@exemple.fr"]


class Failing(EmailBackend):
    """A mail server that refuses, as `error` says."""

    error: Exception = SMTPServerDisconnected("perdu")

    def send_messages(self, messages: Any) -> int:
        raise self.error


@pytest.mark.usefixtures("addresses")
def test_a_mail_server_that_is_away_is_tried_again_until_it_is_a_failure(
    cast: Cast, visit: Visit, kept: Kept, settings: Any
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Failing"
    Account.objects.filter(person=cast.sofia).update(email="")
    tap(visit("durand"), cast, "lea", "absent")
    go_on()
    assert kept() == [("courriel", "en_cours")]
    for _again in range(4):
        (words,) = asked("send_one")
        send_one(**words)
    assert asked("send_one") == []
    assert kept() == [("courriel", "echec")]


@pytest.mark.usefixtures("addresses")
def test_an_address_that_does_not_exist_is_a_failure_at_once_and_its_result_is_kept(
    cast: Cast, visit: Visit, kept: Kept, settings: Any, monkeypatch: pytest.MonkeyPatch,
    seen_everywhere: Look,
) -> None:  # fmt: skip
    monkeypatch.setattr(Failing, "error", SMTPRecipientsRefused({"marc@exemple.fr": (550, b"inconnu")}))
    settings.EMAIL_BACKEND = f"{__name__}.Failing"
    tap(visit("durand"), cast, "lea", "absent")
    go_on()
    assert kept() == [("courriel", "echec")] * 2
    with seen_everywhere():
        assert "inconnu" in Notification.objects.order_by("id")[0].result
    assert asked("send_one") == []


@pytest.fixture
def gateway(settings: Any) -> Iterator[HTTPServer]:
    """A gateway on this machine: `status` is what it answers, `taken` what it was sent."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.taken.append((self.path, self.headers["Authorization"], sent))  # type: ignore[attr-defined]
            self.send_response(server.status)  # type: ignore[attr-defined]
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Nothing on the terminal."""

    server = HTTPServer(("127.0.0.1", 0), Answer)
    server.taken, server.status = [], 202  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.SMS_URL, settings.SMS_KEY = f"http://127.0.0.1:{server.server_port}/envoi?v=1", "clef"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_sms_goes_through_the_gateway_in_160_characters(
    cast: Cast, visit: Visit, kept: Kept, gateway: Any
) -> None:
    Person.objects.filter(pk=cast.marc.pk).update(mobile="06 12 34 56 78")
    choose(visit("marc"), sms="on")
    tap(visit("durand"), cast, "lea", "absent")
    go_on()
    ((path, key, sent),) = gateway.taken
    assert (path, key) == ("/envoi?v=1", "Bearer clef")
    assert sent["to"] == "+33612345678"
    assert sent["reference"].startswith("preau-")
    assert len(sent["text"]) <= 160
    assert sent["text"].startswith("Léa absent(e) le 24/11/2026 à 10 h 10.")
    assert kept() == [("sms", "envoye")]


@pytest.mark.usefixtures("addresses")
def test_an_sms_that_the_gateway_refuses_becomes_a_mail(
    cast: Cast, visit: Visit, kept: Kept, gateway: Any
) -> None:
    gateway.status = 400
    Person.objects.filter(pk=cast.marc.pk).update(mobile="0612345678")
    choose(visit("marc"), sms="on")
    choose(visit("sofia"))
    tap(visit("durand"), cast, "lea", "absent")
    go_on()
    for words in asked("send_one"):
        send_one(**words)
    assert sent_to() == ["marc@exemple.fr"]
    assert kept() == [("sms", "echec"), ("courriel", "envoye")]


@pytest.mark.usefixtures("addresses")
def test_without_a_gateway_no_sms_is_made_and_the_page_says_so(cast: Cast, visit: Visit, kept: Kept) -> None:
    Person.objects.filter(pk=cast.marc.pk).update(mobile="0612345678")
    assert "Aucun SMS ne part de Préau ici" in choose(visit("marc"), sms="on")
    tap(visit("durand"), cast, "lea", "absent")
    go_on()
    assert ("courriel", "envoye") in kept()
    assert {channel for channel, _state in kept()} == {"courriel"}
    assert sent_to() == ["marc@exemple.fr", "sofia@exemple.fr"]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("06 12 34 56 78", "+33612345678"), ("+33 7.12.34.56.78", "+33712345678"),
        ("0033612345678", "+33612345678"),
        ("05 61 00 00 00", ""), ("06 12", ""), ("", ""), ("06123456789", ""),
    ],
)  # fmt: skip
def test_a_french_mobile_is_known_however_it_is_written(written: str, number: str) -> None:
    assert mobile_number(written) == number


def test_an_sms_is_written_in_its_alphabet_and_cut_at_160() -> None:
    written = "L’élève «\u202fMaëlys\u202f» à 10\u202fh\u202f10 – ça \u2603"
    assert sms_text(written) == 'L\'élève " Maelys " à 10 h 10 - ca ?'
    cut = sms_text("a" * 200)
    assert (len(cut), cut[-4:]) == (160, "a...")
