"""The port and the passwords of an embedded database, kept beside its files and readable by us alone."""

from __future__ import annotations

import json
import os
import secrets
import socket
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from urllib.parse import quote

from preau.embedded.failure import NotStarted

OWNER = "preau"
DATABASE = "preau"
SUPERUSER = "postgres"
_NAME = "preau.json"


@dataclass(frozen=True, slots=True)
class Secrets:
    """How to reach the database: `url` as the owner of everything, `superuser_url` to set it up."""

    port: int
    owner_password: str
    superuser_password: str

    @property
    def url(self) -> str:
        return f"postgresql://{OWNER}:{quote(self.owner_password)}@127.0.0.1:{self.port}/{DATABASE}"

    @property
    def superuser_url(self) -> str:
        return f"postgresql://{SUPERUSER}:{quote(self.superuser_password)}@127.0.0.1:{self.port}/postgres"


def new_secrets() -> Secrets:
    """Fresh passwords and a port that is free now."""
    return Secrets(free_port(), secrets.token_urlsafe(24), secrets.token_urlsafe(24))


def read_secrets(directory: Path) -> Secrets:
    """What was kept in this folder; `NotStarted` when it is missing or damaged."""
    try:
        return Secrets(**json.loads((directory / _NAME).read_text()))
    except (OSError, ValueError, TypeError) as error:
        raise NotStarted(
            f"Le fichier « {directory / _NAME} » manque ou est abîmé : sans lui la base n’est pas joignable."
        ) from error


def keep_secrets(directory: Path, kept: Secrets) -> None:
    """Write them whole or not at all."""
    partial = directory / f"{_NAME}.partial"
    with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(asdict(kept), file)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(directory / _NAME)


def with_usable_port(directory: Path, kept: Secrets) -> Secrets:
    """The same, on its usual port when nobody else took it, else on another one, kept from now on."""
    if _is_free(kept.port):
        return kept
    moved = replace(kept, port=free_port())
    keep_secrets(directory, moved)
    return moved


def free_port() -> int:
    """A port of 127.0.0.1 on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
