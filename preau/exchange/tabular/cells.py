"""From text to cells: separators, quotes, line breaks inside quotes. Linear, and it never swallows a file.

The `csv` module is not used: a quote that is never closed makes it take the rest of the file for one cell, and
its limit on the length of a field belongs to the whole process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Columns of the widest row that is read at all.
MOST_COLUMNS = 256
#: Line breaks in one cell; beyond, its quote was not an opening one.
MOST_BREAKS = 20
_QUOTED = re.compile(r' *"([^"]*+(?:""[^"]*+)*+)" *')


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as written: its first line, its cells, whether a quote was out of place, whether it is too wide."""

    line: int
    cells: list[str]
    has_stray_quote: bool = False
    is_too_wide: bool = False


def raw_rows(text: str, separator: str, line: int = 1) -> Iterator[RawRow]:
    """The rows of `text`, whose line breaks are all `\\n`; the first one stands on `line`.

    A cell that begins with a quote ends with the quote that closes it, which a separator or the end of the line
    must follow; `""` inside is a quote. Where this does not hold the quote is an ordinary character.
    """
    at = 0
    while at < len(text):
        end = _end_of_line(text, at)
        if text.find('"', at, end) >= 0:
            row, end = _with_quotes(text, at, separator, line)
        elif text.count(separator, at, end) >= MOST_COLUMNS:
            row = RawRow(line, [], is_too_wide=True)
        else:
            row = RawRow(line, text[at:end].split(separator))
        yield row
        line += text.count("\n", at, end) + 1
        at = end + 1


def _with_quotes(text: str, at: int, separator: str, line: int) -> tuple[RawRow, int]:
    """The row that begins at `at`, and the offset of the line break that ends it (or of the end of the text)."""
    cells: list[str] = []
    has_stray_quote = False
    while True:
        quoted = _closed(text, at, separator)
        if quoted:
            cell, at = quoted[1].replace('""', '"'), quoted.end()
        else:
            start, at = at, _end_of_cell(text, at, separator)
            cell = text[start:at]
            has_stray_quote = has_stray_quote or cell.lstrip(" ").startswith('"')
        if len(cells) == MOST_COLUMNS:
            return RawRow(line, [], is_too_wide=True), _end_of_line(text, at)
        cells.append(cell)
        if at >= len(text) or text[at] == "\n":
            return RawRow(line, cells, has_stray_quote), at
        at += 1


def _closed(text: str, at: int, separator: str) -> re.Match[str] | None:
    """The quoted cell at `at`, when there is one and it is closed where it should."""
    found = _QUOTED.match(text, at)
    if found is None or found[1].count("\n") > MOST_BREAKS:
        return None
    return found if found.end() == len(text) or text[found.end()] in (separator, "\n") else None


def _end_of_cell(text: str, at: int, separator: str) -> int:
    end = _end_of_line(text, at)
    found = text.find(separator, at, end)
    return end if found < 0 else found


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
