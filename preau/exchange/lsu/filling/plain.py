"""What people typed, as XML takes it. Pure."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def plain(text: str) -> str:
    """A word processor leaves signs that XML has not (a vertical tab for a new line): they become blanks."""
    return _FORBIDDEN.sub(" ", text).strip()
