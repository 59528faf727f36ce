"""Files damaged in every way an office, a mail or an attacker can: the same ones at every run."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

_LONG = b"A" * 1_000_000
_BOMB = (
    b'<!DOCTYPE x [<!ENTITY a0 "boum">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]>"
)
_VALUE = re.compile(rb"(?<=[>;,\t|\n])[^<>;,\t|\n\r]{2,40}(?=[<;,\t|\r\n])")
_DATE = re.compile(rb"\d\d/\d\d/\d{4}")

Mutation = Callable[[random.Random, bytes], bytes]


def _truncated(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.randrange(len(content))]


def _beheaded(chance: random.Random, content: bytes) -> bytes:
    return content[chance.randrange(len(content)) :]


def _encoded_again(chance: random.Random, content: bytes) -> bytes:
    text = content.decode("utf-8" if chance.random() < 0.3 else "iso-8859-15", "replace")
    return text.encode(chance.choice(["utf-8", "utf-8-sig", "utf-16", "cp1252", "ascii"]), "replace")


def _half_encoded_again(chance: random.Random, content: bytes) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + content[at:].decode("iso-8859-15").encode()


def _lines_swapped(chance: random.Random, content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _part_repeated(chance: random.Random, content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    first = chance.randrange(len(lines))
    last = min(len(lines), first + chance.randrange(1, 20))
    return b"".join([*lines[:last], *lines[first:]])


def _part_lost(chance: random.Random, content: bytes) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + content[at + chance.randrange(1, 200) :]


def _bytes_changed(chance: random.Random, content: bytes) -> bytes:
    damaged = bytearray(content)
    for _ in range(chance.randrange(1, 8)):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def _impossible_date(chance: random.Random, content: bytes) -> bytes:
    return _DATE.sub(lambda _found: chance.choice([b"31/02/2012", b"00/00/0000", b"12/2012", b"hier"]), content)


def _value_replaced(by: bytes) -> Mutation:
    def replaced(chance: random.Random, content: bytes) -> bytes:
        values = list(_VALUE.finditer(content))
        if not values:
            return content + by
        found = chance.choice(values)
        return content[: found.start()] + by + content[found.end() :]

    return replaced


def _bomb(chance: random.Random, content: bytes) -> bytes:
    at = content.find(b"?>") + 2 if content.startswith(b"<?xml") else 0
    return _value_replaced(b"&a9;")(chance, content[:at] + _BOMB + content[at:])


def _other_breaks(chance: random.Random, content: bytes) -> bytes:
    return b"".join(line + chance.choice([b"\n", b"\r\n", b"\r", b"\n\n"]) for line in content.splitlines())


MUTATIONS: tuple[Mutation, ...] = (
    _truncated,
    _beheaded,
    _encoded_again,
    _half_encoded_again,
    _lines_swapped,
    _part_repeated,
    _part_lost,
    _bytes_changed,
    _impossible_date,
    _value_replaced(_LONG),
    _value_replaced(b""),
    _value_replaced(b'"'),
    _value_replaced(b"\x00\x01\x02"),
    _value_replaced(b";;;,,,\t\t|"),
    _value_replaced(b"<ELEVE><ELEVE/>"),
    _value_replaced(b"<![CDATA[<b>]]>"),
    _value_replaced("…’œ€ﬀ\u202e".encode()),
    _value_replaced(b"-1"),
    _bomb,
    _other_breaks,
)


def mutated(content: bytes, number: int, seed: int = 20261124) -> Iterator[bytes]:
    """`number` damaged versions of a file, always the same; some are damaged twice."""
    chance = random.Random(seed)
    for index in range(number):
        damaged = MUTATIONS[index % len(MUTATIONS)](chance, content)
        if damaged and index % 5 == 4:
            damaged = chance.choice(MUTATIONS[:9])(chance, damaged)
        yield damaged
