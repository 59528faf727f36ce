"""What a refusal of a mail server says of an address (RFC 3463, RFC 5321). Pure."""

from __future__ import annotations

import re

#: Enhanced codes that say of the mailbox itself that nothing will ever reach it: it is unknown, misspelt, moved
#: without an address, of a domain that takes no mail, or closed. A full box, a policy or a size are not its end.
OF_THE_MAILBOX = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"})
_NO_MAILBOX_HERE = frozenset({550, 551, 553})
_ENHANCED = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_BASIC = re.compile(r"(?<![\d.])([245]\d\d)(?![\d.])")
_WHO = r"(?:user|mailbox|recipient|account|address|utilisateur|destinataire|boîte|compte|adresse)"
_IS_NOT = (
    r"(?:unknown|no such|does(?: not|n['’]t) exist|not found|no longer|invalid|inconnue?|n['’]existe|introuvable)"
)
_SPEAKS_OF_NOBODY = re.compile(rf"{_WHO}.{{0,60}}{_IS_NOT}|{_IS_NOT}.{{0,60}}{_WHO}", re.IGNORECASE)


def is_the_end(code: int, said: str) -> bool:
    """True when the answer `code` (three digits, 0 unknown) `said` means that the mailbox is no more.

    The enhanced code decides when there is one that says something (`5.0.0` does not); otherwise only an answer
    550, 551 or 553 whose words speak of somebody unknown.
    """
    enhanced = [one for one in _ENHANCED.findall(said) if not one.endswith(".0.0")]
    if enhanced:
        return enhanced[0] in OF_THE_MAILBOX
    found = code or next((int(one) for one in _BASIC.findall(said)), 0)
    return found in _NO_MAILBOX_HERE and _SPEAKS_OF_NOBODY.search(said) is not None
