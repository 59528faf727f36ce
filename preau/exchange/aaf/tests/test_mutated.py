"""Files that something damaged: never a crash, never half a delivery, always a file and a line.

`PREAU_MUTATIONS` sets how many are read (300); one in twenty of them is also imported.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from preau.exchange.aaf.records import Category
from preau.exchange.aaf.tests.college import bring, college, everything, import_folder, many
from preau.exchange.aaf.tests.feed import PROLOG, file_name, read
from preau.kernel.refusals import NotPossible

MUTATIONS = int(os.environ.get("PREAU_MUTATIONS", "300"))
BOMB = b'<!DOCTYPE ficAlimMENESR [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
_ENTRY = re.compile(rb"<addRequest>.*?</addRequest>\n", re.DOTALL)


def truncated(content: bytes, rng: Random) -> bytes:
    return content[: rng.randrange(len(content))]


def encoded_otherwise(content: bytes, rng: Random) -> bytes:
    return content.decode().encode(rng.choice(["utf-16", "iso-8859-15", "cp1252", "utf-32"]), "replace")


def announced_otherwise(content: bytes, rng: Random) -> bytes:
    return content.replace(b"UTF-8", rng.choice([b"ISO-8859-15", b"UTF-16", b"klingon"]), 1)


def swapped(content: bytes, rng: Random) -> bytes:
    one, other = sorted(rng.sample(range(len(content)), 2))
    return content[:one] + content[other:] + content[one:other]


def repeated(content: bytes, rng: Random) -> bytes:
    entries = _ENTRY.findall(content)
    return content.replace(b"</ficAlimMENESR>", rng.choice(entries) * rng.randint(1, 30) + b"</ficAlimMENESR>")


def of_the_31st_of_february(content: bytes, rng: Random) -> bytes:
    return content.replace(b"03/05/2012", rng.choice([b"31/02/2012", b"00/00/0000", b"2012-05-03"]))


def with_an_endless_field(content: bytes, rng: Random) -> bytes:
    values = list(re.finditer(rb"<value>[^<]*", content))
    at = rng.choice(values).end()
    return content[:at] + b"x" * 1_000_000 + content[at:]


def with_a_bomb(content: bytes, rng: Random) -> bytes:
    document_type = PROLOG.splitlines()[1].encode()
    return content.replace(document_type, BOMB).replace(b"<value>", b"<value>&b;", rng.randint(0, 2))


def halved(content: bytes, rng: Random) -> bytes:
    entries = _ENTRY.findall(content)
    for entry in rng.sample(entries, len(entries) // 2):
        content = content.replace(entry, b"", 1)
    return content


def with_wild_bytes(content: bytes, rng: Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(rng.randint(1, 20)):
        damaged[rng.randrange(len(damaged))] = rng.randrange(256)
    return bytes(damaged)


DAMAGES: tuple[Callable[[bytes, Random], bytes], ...] = (
    truncated, encoded_otherwise, announced_otherwise, swapped, repeated, of_the_31st_of_february,
    with_an_endless_field, with_a_bomb, halved, with_wild_bytes,
)  # fmt: skip


def damage(folder: Path, number: int) -> Path:
    """Damage one file of the delivery: the `number`-th way."""
    rng = Random(number)
    path = folder / file_name(rng.choice(list(Category)))
    path.write_bytes(DAMAGES[number % len(DAMAGES)](path.read_bytes(), rng))
    return path


def test_damaged_files_are_read_or_refused_with_their_name(tmp_path: Path) -> None:
    feed = many(college(), 20)
    for number in range(MUTATIONS):
        path = damage(feed.write(tmp_path / "016-TOULOUSE"), number)
        try:
            _records, notes = read(tmp_path / "016-TOULOUSE")
        except NotPossible as refusal:
            told = refusal.message
        else:
            told = f"« {path.name} »"
            assert all(anomaly.place.line > 0 and anomaly.reason for anomaly in notes.anomalies)
        assert f"« {path.name} »" in told, number


@pytest.mark.slow
@pytest.mark.parametrize("number", range(0, MUTATIONS, 20 if MUTATIONS < 1000 else 50), ids=str)
@pytest.mark.usefixtures("owner")
def test_a_damaged_delivery_comes_in_whole_or_not_at_all(tmp_path: Path, number: int) -> None:
    feed = many(college(), 20)
    bring(feed, tmp_path)
    before = everything()
    damage(feed.write(tmp_path / "016-TOULOUSE"), number + number // 20 % len(DAMAGES))
    try:
        outcome = import_folder(tmp_path / "016-TOULOUSE", apply=True)
    except NotPossible:
        assert everything() == before
    else:
        assert outcome.plan.account.unexplained == 0
        if not outcome.is_applied:
            assert everything() == before
