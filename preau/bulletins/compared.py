"""Two wordings of one text, word by word: what goes, what comes."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

#: Words, blanks and signs of punctuation, each by itself: « fragile, » is two pieces.
_PIECES = re.compile(r"\w+|\s+|[^\w\s]")


class Piece(NamedTuple):
    """A part of a wording; `is_changed` when the other one does not have it."""

    text: str
    is_changed: bool


def compared(now: str, then: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The pieces of each: joined, they give the wording back."""
    left, right = _PIECES.findall(now), _PIECES.findall(then)
    gone: list[Piece] = []
    come: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        for pieces, some in ((gone, left[a:b]), (come, right[c:d])):
            if some:
                pieces.append(Piece("".join(some), what != "equal"))
    return tuple(gone), tuple(come)
