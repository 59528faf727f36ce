"""The key by which push services know Préau (VAPID, RFC 8292)."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from preau.kernel import clock

#: The order of the curve P-256: a private key is a number below it.
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
#: Services refuse a token of more than a day.
_LIFE = timedelta(hours=12)


@lru_cache(maxsize=4)
def _key_of(secret: str) -> ec.EllipticCurvePrivateKey:
    drawn = b"".join(sha256(f"preau push {part} {secret}".encode()).digest() for part in (1, 2))
    return ec.derive_private_key(int.from_bytes(drawn, "big") % (_ORDER - 1) + 1, ec.SECP256R1())


def public_key() -> str:
    """What a browser is given to subscribe: the point of the key, in base64url. It changes with the secret."""
    point = _key_of(settings.SECRET_KEY).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return _plain(point)


def authorization(origin: str) -> str:
    """The header that proves to the service of this origin who sends."""
    said = {
        "aud": origin,
        "exp": int((clock.now() + _LIFE).timestamp()),
        "sub": f"mailto:{settings.PUSH_CONTACT}",
    }
    text = ".".join(_json(part) for part in ({"typ": "JWT", "alg": "ES256"}, said))
    signature = _key_of(settings.SECRET_KEY).sign(text.encode(), ec.ECDSA(hashes.SHA256()))
    first, second = decode_dss_signature(signature)
    token = f"{text}.{_plain(first.to_bytes(32, 'big') + second.to_bytes(32, 'big'))}"
    return f"vapid t={token}, k={public_key()}"


def _json(part: dict[str, Any]) -> str:
    return _plain(json.dumps(part, separators=(",", ":")).encode())


def _plain(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
