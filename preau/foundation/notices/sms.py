"""SMS, through the gateway of an operator, when there is one (capability C34).

`PREAU_SMS_URL` is asked with POST and a JSON body: `{"to": "+33612345678", "text": "…", "reference": "preau-12"}`;
`PREAU_SMS_KEY`, when there is one, goes in `Authorization: Bearer …`. Any 2xx means that the message is taken. The
same `reference` twice is the same message: a gateway that knows it sends it once. A message has no answer.
`file:///…` writes there, one JSON line a message, what a gateway would be asked: for those who have none yet.
"""

from __future__ import annotations

import json
import re
from contextlib import closing
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from preau.kernel.words import THIN

#: Characters of one message.
LONGEST = 160
_PATIENCE = 10.0
_MOBILE = re.compile(r"(?:(?:\+|00)33\s?|0)([67]\d{8})")
# What a message of 160 characters may hold besides plain letters: the basic alphabet of GSM 03.38.
_GSM = frozenset("@£$¥èéùìòÇØøÅå_ΔΦΓΛΩΠΨΣΘΞÆæßÉ¡ÄÖÑÜ§¿äöñüà")
_PLAINER = str.maketrans(
    {"’": "'", "‘": "'", "«": '"', "»": '"', "–": "-", "—": "-", "…": "...", "œ": "oe", "Œ": "OE", THIN: " ",
     "\u00a0": " ", "ê": "e", "ë": "e", "È": "E", "Ê": "E", "Ë": "E", "â": "a", "À": "A", "Â": "A", "î": "i",
     "ï": "i", "Î": "I", "Ï": "I", "ô": "o", "Ô": "O", "û": "u", "Û": "U", "Ù": "U", "ç": "c", "ÿ": "y",
     "á": "a", "í": "i", "ó": "o", "ú": "u", "Á": "A", "Í": "I", "Ó": "O", "Ú": "U"}
)  # fmt: skip


class SmsRefused(Exception):
    """The message was not taken; `args[0]` says why, in French. `is_final`: trying again changes nothing."""

    def __init__(self, why: str, *, is_final: bool = False) -> None:
        super().__init__(why)
        self.is_final = is_final


def sms_is_configured() -> bool:
    """True when Préau was told of a gateway."""
    return bool(settings.SMS_URL)


def sms_text(text: str, *, most: int | None = LONGEST) -> str:
    """The text in the letters of one SMS, cut at 160 with « ... »; whole without `most`."""
    plain = "".join(
        sign if (" " <= sign <= "~" and sign not in "`[]{}|^~\\") or sign in _GSM else "?"
        for sign in text.translate(_PLAINER)
    )
    return plain if most is None or len(plain) <= most else f"{plain[: most - 3].rstrip()}..."


def is_legible(text: str) -> bool:
    """True when one SMS says it whole, in letters that every telephone has: no sign is lost, nothing is cut."""
    whole = sms_text(text, most=None)
    return len(whole) <= LONGEST and whole.count("?") == text.count("?")


def mobile_number(written: str) -> str:
    """`+33612345678` from a French mobile as people write it; empty for anything else."""
    found = _MOBILE.fullmatch(re.sub(r"[\s.\-/]", "", written))
    return f"+33{found.group(1)}" if found else ""


def send_sms(*, to: str, text: str, reference: str) -> None:
    """Hand a message to the gateway; `SmsRefused` when it does not take it."""
    place = urlsplit(settings.SMS_URL)
    body = json.dumps({"to": to, "text": sms_text(text), "reference": reference}, ensure_ascii=False)
    if place.scheme == "file":
        _write_down(place.path, body)
        return
    kind = HTTPSConnection if place.scheme == "https" else HTTPConnection
    headers = {"Content-Type": "application/json"}
    if settings.SMS_KEY:
        headers["Authorization"] = f"Bearer {settings.SMS_KEY}"
    path = (place.path or "/") + (f"?{place.query}" if place.query else "")
    try:
        with closing(kind(place.hostname or "", place.port, timeout=_PATIENCE)) as gateway:
            gateway.request("POST", path, body.encode(), headers)
            status = gateway.getresponse().status
    except (OSError, HTTPException):
        raise SmsRefused("La passerelle de SMS ne répond pas") from None
    if not 200 <= status < 300:
        raise SmsRefused(
            f"La passerelle de SMS a répondu {status}", is_final=400 <= status < 500 and status != 429
        )


def _write_down(path: str, body: str) -> None:
    """One line, whole: several workers write to one file."""
    try:
        with Path(path).open("a", encoding="utf-8") as sink:
            sink.write(f"{body}\n")
    except OSError:
        raise SmsRefused("Le fichier des SMS ne peut pas s’écrire") from None
