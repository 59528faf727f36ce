"""What an open page may hear about: a signed list of topics. Shared by the screens and the live process.

A topic is a plain word such as `eleve:12` or `ecole:3:presence`. Its name travels to the browser, so it
carries ids and never names of persons.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

SESSION_PREFIX = "session:"

_PURPOSE = b"preau.foundation.live subscription 1"
_TOPIC = re.compile(r"[a-z0-9][a-z0-9_:.-]{0,79}")
_SESSION = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Forged(ValueError):
    """A token that we did not sign, or that was altered on the way."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a token says: topics, session id, and the Unix second when it ends."""

    topics: tuple[str, ...]
    session: str
    expires: int


def subscription(topics: Iterable[str], session_id: int | str, expires_at: datetime) -> str:
    """The token of an open page, for its `data-live-token`.

    `session_id` is the id of the session's row, never the secret of the cookie: the browser can read it.
    `expires_at` is aware, at most a quarter of an hour ahead (as long as closed sessions are remembered);
    the page renews by itself. Raises `ValueError` for a
    malformed topic. Some 100 topics fit in an address; beyond, use a topic of the school.
    """
    return sign(str(settings.SECRET_KEY), topics, session_id, expires_at)


def sign(secret: str, topics: Iterable[str], session_id: int | str, expires_at: datetime) -> str:
    """The same with the secret given: `base64url(JSON).base64url(HMAC-SHA256)`."""
    if expires_at.tzinfo is None:
        raise ValueError("expires_at is aware")
    words = sorted({checked_topic(topic) for topic in topics})
    if any(word.startswith(SESSION_PREFIX) for word in words) or not _SESSION.fullmatch(str(session_id)):
        raise ValueError("the session is told by session_id alone")
    content = {"topics": words, "session": str(session_id), "exp": int(expires_at.timestamp())}
    body = _encoded(json.dumps(content, separators=(",", ":")).encode())
    return f"{body}.{_signature(secret, body)}"


def read(secret: str, token: str) -> Subscription:
    """What the token says, expired or not. Raises `Forged`, after a comparison in constant time."""
    body, _, signature = token.partition(".")
    if not hmac.compare_digest(_signature(secret, body).encode(), signature.encode()):
        raise Forged("signature")
    try:
        content = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    except (binascii.Error, ValueError) as error:
        raise Forged("content") from error
    return Subscription(tuple(content["topics"]), content["session"], content["exp"])


def checked_topic(topic: str) -> str:
    """The topic itself; raises `ValueError` for anything but lower-case letters, digits and `_:.-`."""
    if not _TOPIC.fullmatch(topic):
        raise ValueError(f"not a topic: {topic!r}")
    return topic


def _signature(secret: str, body: str) -> str:
    key = hmac.digest(secret.encode(), _PURPOSE, hashlib.sha256)
    return _encoded(hmac.digest(key, body.encode(), hashlib.sha256))


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
