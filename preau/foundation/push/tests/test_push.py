"""Web push, against a service of ours: what is sealed, who signs, what a service may answer, where it may go."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import http_ece
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from preau.foundation.push.keys import public_key
from preau.foundation.push.places import is_plausible
from preau.foundation.push.send import Device, PushGone, PushRefused, push
from preau.foundation.push.tests.pushing import Browser, Service, answering, opened
from preau.kernel import clock


@pytest.fixture
def service(settings: Any) -> Iterator[Service]:
    """A push service on this machine."""
    with answering(settings) as found:
        yield found


def test_the_device_alone_reads_it_and_the_service_knows_who_sends(service: Service) -> None:
    browser, other = Browser(), Browser()
    push(browser.device(service.endpoint), {"title": "Préau", "body": "Une nouvelle pour Léa"})
    ((headers, body),) = service.taken
    assert "Léa".encode() not in body
    assert browser.open(body)["body"] == "Une nouvelle pour Léa"
    with pytest.raises(http_ece.ECEException):
        other.open(body)
    assert (headers["Content-Encoding"], headers["TTL"]) == ("aes128gcm", "43200")
    token, _comma, key = headers["Authorization"].removeprefix("vapid t=").partition(", k=")
    assert key == public_key()
    text, _dot, signature = token.rpartition(".")
    said = json.loads(opened(text.partition(".")[2]))
    assert said["aud"] == f"http://127.0.0.1:{service.server_port}"
    assert 0 < said["exp"] - clock.now().timestamp() <= 86400
    sent = opened(signature)
    known = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), opened(key))
    right = encode_dss_signature(int.from_bytes(sent[:32], "big"), int.from_bytes(sent[32:], "big"))
    known.verify(right, text.encode(), ec.ECDSA(hashes.SHA256()))
    with pytest.raises(InvalidSignature):
        known.verify(right, b"autre", ec.ECDSA(hashes.SHA256()))


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_is_no_more_is_told_as_such(service: Service, status: int) -> None:
    service.status = status
    with pytest.raises(PushGone):
        push(Browser().device(service.endpoint), {"body": "x"})


@pytest.mark.parametrize(("status", "is_final"), [(500, False), (429, False), (413, True), (403, True)])
def test_a_refusal_says_whether_to_try_again(service: Service, status: int, *, is_final: bool) -> None:
    service.status = status
    with pytest.raises(PushRefused) as refused:
        push(Browser().device(service.endpoint), {"body": "x"})
    assert refused.value.is_final is is_final


def test_a_service_that_does_not_answer_is_tried_again(service: Service) -> None:
    endpoint = service.endpoint
    service.shutdown()
    service.server_close()
    with pytest.raises(PushRefused) as refused:
        push(Browser().device(endpoint), {"body": "x"})
    assert not refused.value.is_final


@pytest.mark.parametrize(
    "endpoint",
    ["http://push.exemple.fr/x", "https://127.0.0.1/x", "https://10.0.0.8/x", "https://[::1]/x", "https://base/x",
     "https://a@push.exemple.fr/x", "https://push.exemple.fr:8443/x", "https://imprimante.local/x", "ftp://x.fr/y",
     "https://push.exemple.fr/" + "x" * 1000, "javascript:alert(1)", "", "https://169.254.169.254/x",
     "https://[::ffff:10.0.0.8]/x", "https://[64:ff9b::7f00:1]/x", "https://[2002:7f00:1::]/x", "https://224.0.0.1/x"],
)  # fmt: skip
def test_no_message_goes_to_a_machine_of_ours(endpoint: str) -> None:
    assert not is_plausible(endpoint)
    with pytest.raises(PushRefused) as refused:
        push(Browser().device(endpoint), {"body": "x"})
    assert refused.value.is_final


@pytest.mark.parametrize("found", [["10.0.0.8"], ["93.184.216.34", "127.0.0.1"], ["64:ff9b::a00:8"], []])
def test_a_name_that_leads_to_a_machine_of_ours_is_not_followed(
    found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its address is looked at when a message leaves: a name may lead elsewhere than on the day it was given."""
    asked: list[str] = []
    monkeypatch.setattr("socket.create_connection", lambda place, *_more: asked.append(place[0]))
    monkeypatch.setattr(
        "socket.getaddrinfo", lambda *_asked, **_more: [(0, 0, 0, "", (address, 443)) for address in found]
    )
    with pytest.raises(PushRefused) as refused:
        push(Browser().device("https://push.exemple.fr/x"), {"body": "x"})
    assert refused.value.is_final
    assert asked == []


def test_the_connection_goes_to_the_address_that_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not to what the name leads to an instant later."""
    asked: list[str] = []

    def connect(place: tuple[str, int], *_more: object) -> None:
        asked.append(place[0])
        raise OSError

    monkeypatch.setattr("socket.create_connection", connect)
    monkeypatch.setattr("socket.getaddrinfo", lambda *_asked, **_more: [(0, 0, 0, "", ("93.184.216.34", 443))])
    with pytest.raises(PushRefused) as refused:
        push(Browser().device("https://push.exemple.fr/x"), {"body": "x"})
    assert not refused.value.is_final
    assert asked == ["93.184.216.34"]


def test_a_service_that_says_nothing_is_left_and_tried_again(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes the connection and never answers."""
    monkeypatch.setattr("preau.foundation.push.send._PATIENCE", 0.05)
    with closing(socket.create_server(("127.0.0.1", 0))) as mute, pytest.raises(PushRefused) as refused:
        push(Browser().device(f"http://127.0.0.1:{mute.getsockname()[1]}/w"), {"body": "x"})
    assert not refused.value.is_final


def test_a_service_of_the_public_internet_is_plausible() -> None:
    assert is_plausible("https://fcm.googleapis.com/fcm/send/abc")
    assert is_plausible("https://updates.push.services.mozilla.com/wpush/v2/abc")


def test_keys_that_are_none_are_refused(service: Service) -> None:
    with pytest.raises(PushRefused):
        push(Device(service.endpoint, "AAAA", "AAAA"), {"body": "x"})
    assert service.taken == []
