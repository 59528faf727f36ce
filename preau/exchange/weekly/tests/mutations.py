"""Broken copies of a file: what a bad transfer, a bad editor or a bad person would make of it. Seeded."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from preau.exchange.weekly.records import Timetable
from preau.kernel.refusals import NotPossible

#: Values that readers trip over.
_TRAPS = (
    b"", b"0", b"-1", b"99999999999999999999", b"18446744073709551615", b"25h99", b"9999-12-31", b"31/02/2026",
    b"[", b"]]", b",,,", b"<", b"&lt;6A", b"\xe9", b"\xc3\xa9", b"A" * 1000, b"7", b"*", b"\xef\xbb\xbf",
)  # fmt: skip
_VALUE = re.compile(rb'"[^"<>]*"|>[^<>]+<|;[^;\r\n]*(?=;)')


def mutated(content: bytes, seed: int) -> bytes:
    """One to four changes, the same for the same seed."""
    draw = random.Random(seed)
    for _ in range(draw.randint(1, 4)):
        content = draw.choice(_CHANGES)(content, draw)
    return content


def said_of(read: Callable[[bytes], Timetable], content: bytes) -> Timetable | str:
    """What a reader makes of a file: a timetable, or the sentence that refuses it. Anything else is a failure."""
    try:
        return read(content)
    except NotPossible as refused:
        return refused.message


def check(said: Timetable | str, file: str) -> None:
    """A refusal names its file and where; a timetable holds together."""
    if isinstance(said, str):
        assert file in said
        assert any(word in said for word in ("ligne", "vide", "archive", "incomplète", "aucun", "établissement"))
        return
    keys = [lesson.key for lesson in said.lessons]
    assert keys == sorted(set(keys))
    known = {alternation.code: alternation.mondays for alternation in said.alternations}
    for lesson in said.lessons:
        assert lesson.alternation in known
        assert known[lesson.alternation] != ()
        assert lesson.minutes > 0
        assert 1 <= lesson.weekday <= 6
        assert lesson.divisions or lesson.groups or lesson.pupils
    assert all(told.reason and told.place.line >= 1 for told in said.anomalies)


def _flip(content: bytes, draw: random.Random) -> bytes:
    at = _at(content, draw)
    return content[:at] + bytes([draw.randrange(256)]) + content[at + 1 :]


def _cut(content: bytes, draw: random.Random) -> bytes:
    at = _at(content, draw)
    return content[:at] + content[at + draw.randint(1, 40) :]


def _double(content: bytes, draw: random.Random) -> bytes:
    at = _at(content, draw)
    return content[: at + draw.randint(1, 60)] + content[at:]


def _truncate(content: bytes, draw: random.Random) -> bytes:
    return content[: _at(content, draw)]


def _trap(content: bytes, draw: random.Random) -> bytes:
    """A value becomes another: the file stays well formed, more often than not."""
    values = list(_VALUE.finditer(content))
    if not values:
        return content
    value = draw.choice(values)
    start, end = value.span()
    end -= 0 if value[0].startswith(b";") else 1
    return content[: start + 1] + draw.choice(_TRAPS) + content[end:]


def _swap(content: bytes, draw: random.Random) -> bytes:
    """Two values change places."""
    values = [value[0] for value in _VALUE.finditer(content)]
    if len(values) < 2:
        return content
    one, other = draw.sample(values, 2)
    return content.replace(one, other, 1)


def _drop_line(content: bytes, draw: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    del lines[draw.randrange(len(lines)) if lines else 0 :: max(1, len(lines))]
    return b"".join(lines)


def _at(content: bytes, draw: random.Random) -> int:
    return draw.randrange(len(content) or 1)


_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip, _cut, _double, _truncate, _trap, _trap, _trap, _swap, _swap, _drop_line,
)  # fmt: skip
