"""Passwords: argon2id, 19 MiB, 2 passes, 1 lane (stack.md): as strong as its field asks, ten times cheaper."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """Django's argon2id with the cost chosen for a Region that signs in at 8:00."""

    time_cost = 2
    memory_cost = 19456
    parallelism = 1
