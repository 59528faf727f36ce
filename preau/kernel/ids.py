"""Identifiers and secrets that people or machines carry."""

from __future__ import annotations

import hashlib
import re
import secrets
import uuid

#: Letters and digits that nobody mistakes for one another on paper.
_PAPER_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_UAI_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_UAI = re.compile(r"[0-9]{7}[A-Z]")


def new_token() -> str:
    """A secret for a cookie or a link: 256 bits, URL-safe."""
    return secrets.token_urlsafe(32)


def token_digest(token: str) -> bytes:
    """What the database keeps of a secret: 32 bytes, from which the secret cannot be found again."""
    return hashlib.sha256(token.encode()).digest()


def new_paper_code(groups: int = 3, length: int = 4) -> str:
    """A code to type from a sheet of paper, such as `K7QF-2MXD-9TRA` (about 59 bits by default)."""
    return "-".join("".join(secrets.choice(_PAPER_ALPHABET) for _ in range(length)) for _ in range(groups))


def normalised_paper_code(typed: str) -> str:
    """The code as issued, whatever blanks, dashes or case the person typed."""
    return re.sub(r"[^A-Z0-9]", "", typed.upper())


def new_key() -> uuid.UUID:
    """A key that makes a request safe to send twice."""
    return uuid.uuid4()


def uai_letter(digits: str) -> str:
    """The check letter of a UAI from its seven digits (remainder by 23)."""
    return _UAI_LETTERS[int(digits) % 23]


def is_uai(text: str) -> bool:
    """True for seven digits and their check letter."""
    return bool(_UAI.fullmatch(text)) and uai_letter(text[:7]) == text[7]
