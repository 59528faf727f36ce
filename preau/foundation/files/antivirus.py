"""The antivirus, when there is one: clamd, by its own protocol (INSTREAM), on `PREAU_CLAMD`."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from contextlib import closing

from django.conf import settings
from django.db import models

_PATIENCE = 15.0
_CHUNK = 1 << 16


class Verdict(models.TextChoices):
    """What is known of a file. One that waits is handed over to nobody until the antivirus has answered."""

    CLEAN = "sain", "Vérifié"
    UNCHECKED = "sans", "Sans antivirus"
    WAITING = "attend", "En attente de l’antivirus"
    INFECTED = "infecte", "Retiré\u202f: fichier dangereux"


def scan(content: bytes) -> Verdict:
    """Ask the antivirus. Without one, `UNCHECKED`; when it is away, or refuses to look, `WAITING`."""
    place = settings.CLAMD
    if not place:
        return Verdict.UNCHECKED
    try:
        answer = _asked(place, content)
    except OSError:
        return Verdict.WAITING
    if answer.endswith(" FOUND"):
        return Verdict.INFECTED
    return Verdict.CLEAN if answer.endswith(": OK") else Verdict.WAITING


def _asked(place: str, content: bytes) -> str:
    with closing(_line_to(place)) as line:
        line.settimeout(_PATIENCE)
        line.sendall(b"zINSTREAM\0")
        for piece in _pieces(content):
            line.sendall(piece)
        return b"".join(iter(lambda: line.recv(4096), b"")).rstrip(b"\0\n").decode("utf-8", "replace")


def _line_to(place: str) -> socket.socket:
    """`/run/clamav/clamd.ctl`, `unix:/run/…` or `host:3310`."""
    path = place.removeprefix("unix:")
    if path.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(_PATIENCE)
        try:
            line.connect(path)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = place.rpartition(":")
    return socket.create_connection((host or place, int(port or 3310)), _PATIENCE)


def _pieces(content: bytes) -> Iterator[bytes]:
    """The content as INSTREAM wants it: each piece after its length, and an empty one at the end."""
    for at in range(0, len(content), _CHUNK):
        piece = content[at : at + _CHUNK]
        yield struct.pack("!L", len(piece)) + piece
    yield struct.pack("!L", 0)
