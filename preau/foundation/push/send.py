"""Hand a message over to the service of a device, sealed for that device alone (RFC 8030 and 8291)."""

from __future__ import annotations

import base64
import json
import os
import socket
import ssl
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

from preau.foundation.push.keys import authorization
from preau.foundation.push.places import is_plausible, public_address

_PATIENCE = 10.0
#: How long a service keeps a message for a device that is off: an absence of this morning is no news tomorrow.
_KEPT = 12 * 3600


class PushGone(Exception):
    """The device is no more: its subscription is to be forgotten."""


class PushRefused(Exception):
    """The message was not taken; `args[0]` says why, in French. `is_final`: trying again changes nothing."""

    def __init__(self, why: str, *, is_final: bool = False) -> None:
        super().__init__(why)
        self.is_final = is_final


@dataclass(frozen=True, slots=True)
class Device:
    """Where a browser hears, and its keys, in base64url as it gave them."""

    endpoint: str
    key: str
    secret: str


class _Pinned(HTTPSConnection):
    """To the address that was looked at, under the name that was asked."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__(host, 443, timeout=_PATIENCE, context=ssl.create_default_context())
        self._address = address

    def connect(self) -> None:
        plain = socket.create_connection((self._address, 443), _PATIENCE)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)


def push(device: Device, said: Mapping[str, str]) -> None:
    """Send it; `PushGone` when the device is no more, `PushRefused` when the service does not take it."""
    place = urlsplit(device.endpoint)
    body = sealed(device, json.dumps(said, ensure_ascii=False).encode())
    headers = {
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(_KEPT),
        "Urgency": "high",
        "Authorization": authorization(f"{place.scheme}://{place.netloc}"),
    }
    path = (place.path or "/") + (f"?{place.query}" if place.query else "")
    try:
        with closing(_connection(device.endpoint)) as service:
            service.request("POST", path, body, headers)
            status = service.getresponse().status
    except (OSError, HTTPException):
        raise PushRefused("Le service de notification ne répond pas") from None
    if status in {404, 410}:
        raise PushGone
    if not 200 <= status < 300:
        raise PushRefused(
            f"Le service de notification a répondu {status}", is_final=400 <= status < 500 and status != 429
        )


def sealed(device: Device, content: bytes) -> bytes:
    """What only this device can open. `PushRefused` for keys that are none."""
    try:
        made = http_ece.encrypt(
            content, salt=os.urandom(16), private_key=ec.generate_private_key(ec.SECP256R1()),
            dh=_bytes(device.key), auth_secret=_bytes(device.secret), version="aes128gcm",
        )  # fmt: skip
    except (ValueError, http_ece.ECEException):
        raise PushRefused("L’appareil a donné des clés qui n’en sont pas", is_final=True) from None
    return bytes(made)


def _bytes(written: str) -> bytes:
    return base64.urlsafe_b64decode(written + "=" * (-len(written) % 4))


def _connection(endpoint: str) -> HTTPConnection:
    place = urlsplit(endpoint)
    if settings.PUSH_TRUSTED and endpoint.startswith(settings.PUSH_TRUSTED):
        return HTTPConnection(place.hostname or "", place.port, timeout=_PATIENCE)
    address = public_address(place.hostname or "", 443) if is_plausible(endpoint) else None
    if address is None:
        raise PushRefused("L’adresse de l’appareil n’est pas sur l’internet public", is_final=True)
    return _Pinned(place.hostname or "", address)
