"""How large the letters of a report card may be for it to stand on one page, or on two (C95). Pure: an estimate in
millimetres, kept prudent; a test composes real pages of extreme cards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from preau.bulletins.cards.content import Content, SubjectSaid
from preau.bulletins.cards.wording import columns_of

#: Sizes of letters, in points, the best first: on one page never smaller than 7.8; on two, as small as needed.
_ON_ONE = (9.6, 9.2, 8.8, 8.4, 8.0, 7.8)
_ON_TWO = (9.6, 9.2, 8.8, 8.4, 8.0, 7.6, 7.2, 6.8, 6.4, 6.0, 5.6)
_POINT = 0.3528
#: Of a sign on average, and of a line, in the size of letters.
_SIGN, _LINE = 0.41, 1.17
_PAGE = 272.0
_WIDTH = 188.0
#: Widths of the columns that do not stretch, in millimetres, by option; then the first one.
COLUMNS = {"coefficient": 9.0, "average": 12.0, "annual": 12.0, "class_figures": 16.0, "positioning": 14.0}
SUBJECT = 30.0
#: The elements of the programme take between so much of what remains of the width, and so much.
_NARROWEST, _WIDEST = 0.28, 0.52


@dataclass(frozen=True, slots=True)
class Fit:
    """Size of letters in points, what pads a row in millimetres, what elements take of the stretching width."""

    size: float
    pad: float
    share: float
    pages: int


def fit(content: Content, *, is_posted: bool) -> Fit:
    """The largest letters with which the card stands on one page; when they would be too small, on two."""
    share = share_of(content)
    for size in _ON_ONE:
        if _height(content, size, share, is_posted=is_posted) <= _PAGE:
            return Fit(size, _pad(size), share, 1)
    for size in _ON_TWO:
        # A row or a block goes whole to the next page: as much as one of them may be lost on the first.
        lost = max([12.0, *(_row(content, one, size, share) for one in content.subjects)])
        if _height(content, size, share, is_posted=is_posted) + lost <= 2 * _PAGE:
            return Fit(size, _pad(size), share, 2)
    return Fit(_ON_TWO[-1], _pad(_ON_TWO[-1]), share, 2)


def share_of(content: Content) -> float:
    """What the elements take of the width, by how much they say; nothing where they are not shown."""
    if not content.shows("elements"):
        return 0.0
    elements = sum(len("".join(one.elements or [])) for one in content.subjects)
    texts = sum(len(one.appreciation) for one in content.subjects)
    return round(min(max(elements / (elements + texts or 1), _NARROWEST), _WIDEST), 2)


def _pad(size: float) -> float:
    return round(max(0.5, (size - 5) * 0.3), 2)


def _height(content: Content, size: float, share: float, *, is_posted: bool) -> float:
    """Of the whole card with letters of this size."""
    line = size * _POINT * _LINE
    top = (70.0 if is_posted else 4 * line) + 5 * line + 8.0
    rows = sum(_row(content, one, size, share) for one in content.subjects)
    general = line * 2 + 2 * _pad(size) if content.shows("general") else 0.0
    blocks = [
        *([one.description, one.common, one.comment, "x" * 100] for one in content.projects),
        *([["x" * 80 * len(content.accompaniments)]] if content.accompaniments else []),
        *([["x" * 60] * ceil(len(content.skills) / 2)] if content.skills else []),
        ["x" * 100, content.life.comment],
        *([[content.class_comment]] if content.class_comment else []),
        [content.council.synthesis, content.council.mention, content.council.orientation, "x" * 100],
        ["x" * 300],
    ]
    below = sum(_block(texts, size) for texts in blocks)
    return top + 3 * line + rows + general + below + 12.0


def _row(content: Content, one: SubjectSaid, size: float, share: float) -> float:
    fixed = sum(width for option, width in COLUMNS.items() if option in columns_of(content))
    rest = _WIDTH - SUBJECT - fixed
    line = size * _POINT * _LINE
    name = _lines(one.label, SUBJECT, size) + _lines(", ".join(one.teachers), SUBJECT, size * 0.86)
    name += len(one.parts or []) if content.shows("parts") else 0
    small = 0.86 * size
    elements = sum(_lines(f"– {text}", rest * share, small) for text in one.elements or []) if share else 0
    words = _lines(one.appreciation, rest * (1 - share), size)
    return max(name * line, elements * line * 0.86, words * line, 2 * line) + 2 * _pad(size)


def _block(texts: Sequence[str], size: float) -> float:
    line = size * _POINT * _LINE
    return 3.0 + 1.3 * line + sum(_lines(text, _WIDTH, size) for text in texts if text) * line


def _lines(text: str, width: float, size: float) -> int:
    """How many lines this text takes; a line ends where its author ended it."""
    a_line = max(1, int((width - 3) / (size * _POINT * _SIGN)))
    return sum(max(1, ceil(len(piece) / a_line)) for piece in text.split("\n"))
