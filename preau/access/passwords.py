"""Passwords: argon2id, 19 MiB, 2 passes, 1 lane (stack.md): as strong as its field asks, ten times cheaper."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password

from preau.kernel.refusals import Unreachable

#: Hashes computed at once by one process: more would only make each of them slower, and take 19 MiB more.
PLACES = max(1, os.cpu_count() or 1)
#: Seconds spent waiting for a place before the screen says « momentanément indisponible ».
PATIENCE = 10.0

_places = BoundedSemaphore(PLACES)


@contextmanager
def _a_place() -> Iterator[None]:
    if not _places.acquire(timeout=PATIENCE):
        raise Unreachable("trop de connexions à la fois")
    try:
        yield
    finally:
        _places.release()


class Argon2id(Argon2PasswordHasher):
    """Django's argon2id with the cost chosen for a Region that signs in at 8:00, `PLACES` at a time."""

    time_cost = 2
    memory_cost = 19456
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _a_place():
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _a_place():
            return super().verify(password, encoded)


@cache
def _nobody() -> str:
    """A hash that no password opens: checking it costs what checking a real one costs."""
    return make_password(secrets.token_urlsafe(32))


def hashed(password: str) -> str:
    """What the database keeps of a password."""
    return make_password(password)


def matches(password: str, encoded: str, *, renew: Callable[[str], object] | None = None) -> bool:
    """True when `encoded` was made from this password. An empty `encoded` (no account, not activated) costs the
    same and is never matched. `renew` receives a new hash when the kept one was made at another cost.
    """

    def set_again(right_password: str) -> None:
        if renew is not None and encoded:
            renew(hashed(right_password))

    is_right = check_password(password, encoded or _nobody(), setter=set_again)
    return is_right and bool(encoded)
