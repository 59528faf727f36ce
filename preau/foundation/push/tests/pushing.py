"""A push service and a browser of ours, for tests."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from preau.foundation.push.send import Device


def plain(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def opened(written: str) -> bytes:
    return base64.urlsafe_b64decode(written + "=" * (-len(written) % 4))


class Browser:
    """A device: its private key and its secret; it opens what was sealed for it."""

    def __init__(self) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.secret = bytes(range(16))

    def device(self, endpoint: str) -> Device:
        point = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return Device(endpoint, plain(point), plain(self.secret))

    def open(self, body: bytes) -> dict[str, str]:
        content = http_ece.decrypt(body, private_key=self.private, auth_secret=self.secret, version="aes128gcm")
        return dict(json.loads(content))


class Service(HTTPServer):
    status = 201
    taken: list[tuple[dict[str, str], bytes]]

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/w/abc?x=1"


@contextmanager
def answering(settings: Any) -> Iterator[Service]:
    """A push service on this machine: `status` is what it answers, `taken` what it was sent."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.taken.append((dict(self.headers), body))
            self.send_response(found.status)
            self.end_headers()

        def log_message(self, *_words: Any) -> None:
            return

    found = Service(("127.0.0.1", 0), Answer)
    found.taken = []
    settings.PUSH_TRUSTED = "http://127.0.0.1:"
    thread = threading.Thread(target=found.serve_forever, daemon=True)
    thread.start()
    yield found
    found.shutdown()
    found.server_close()
    thread.join()
