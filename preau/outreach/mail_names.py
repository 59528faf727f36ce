"""The name of a mail that Préau sends, and how a mail that came back proves that Préau sent it to that address."""

from __future__ import annotations

import re
from email.utils import parseaddr

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

_SALT = "preau.outreach.mail_name"
_SIGNED = re.compile(r"<(preau\.[a-z]+\.\d+\.\d{14})\.([0-9a-f]{24})@([^>@\s]+)>")
_LONG = 24


def mail_name(what: str, address: str) -> str:
    """A `Message-ID`, always the same for one message to one address: `what` (`preau.envoi.12.20261117180000`)
    sealed with the address, so that nobody else can make the name of a mail that was never sent there.
    """
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{what}.{_seal(what, address)}@{domain}>"


def named_in(text: str) -> list[str]:
    """The names of that form that a returned mail carries."""
    return [found.group() for found in _SIGNED.finditer(text)]


def was_sent_to(name: str, address: str) -> bool:
    """True when Préau gave this name to a mail it wrote to this address."""
    found = _SIGNED.fullmatch(name)
    return found is not None and constant_time_compare(found.group(2), _seal(found.group(1), address))


def number_in(name: str, kind: str) -> int | None:
    """The number of the message in its name, when it is of this kind (`envoi`, `absence`)."""
    found = _SIGNED.fullmatch(name)
    parts = found.group(1).split(".") if found else []
    return int(parts[2]) if parts and parts[1] == kind else None


def _seal(what: str, address: str) -> str:
    return salted_hmac(_SALT, f"{what} {address.strip().lower()}", algorithm="sha256").hexdigest()[:_LONG]
