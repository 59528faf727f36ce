"""An address of ours, lines of text, as the national record asks for it: street, postal code, town. Pure."""

from __future__ import annotations

import re
from textwrap import wrap

from preau.exchange.lsu.reports import Address

_POSTAL = re.compile(r"(\d{5})\s+(\S.*)", re.ASCII)
#: Signs of a line, and lines (formats §3.1).
LINE_LENGTH, MOST_LINES = 50, 4


def address_of(text: str) -> Address | None:
    """None where there is no street, or no line that begins by a postal code: an address is never required.

    Longer lines are cut between words; what does not fit in four lines is left out.
    """
    street: list[str] = []
    postal = None
    for line in (line.strip() for line in text.splitlines()):
        postal = _POSTAL.fullmatch(line)
        if postal is not None:
            break
        street += wrap(line, LINE_LENGTH)
    if postal is None or not street:
        return None
    lines = (*street[:MOST_LINES], *([""] * MOST_LINES))[:MOST_LINES]
    return Address(postal[1], postal[2], *lines)
