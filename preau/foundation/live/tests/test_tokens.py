"""Tokens, touches and memory, without any process."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from preau.foundation.live.memory import KEEP_MS, MARGIN_MS, Memory, parse_cursor
from preau.foundation.live.tokens import Forged, read, sign, subscription
from preau.foundation.live.touch import close_session, payloads, touch
from preau.kernel import clock

START = 1_800_000_000_000


def test_a_token_says_what_was_signed() -> None:
    ends = clock.now() + timedelta(minutes=14)
    wanted = read("s", sign("s", ["eleve:12", "ecole:3:presence", "eleve:12"], 5, ends))
    assert wanted.topics == ("ecole:3:presence", "eleve:12")
    assert (wanted.session, wanted.expires) == ("5", int(ends.timestamp()))


def test_a_token_of_another_house_is_forged() -> None:
    with pytest.raises(Forged):
        read("t", sign("s", ["eleve:12"], 5, clock.now()))


@pytest.mark.parametrize("topic", ["", "Élève", "eleve:12\ndata: x", "session:4", "a" * 90, "eleve 12"])
def test_a_malformed_topic_is_an_error(topic: str) -> None:
    with pytest.raises(ValueError, match=r"topic|session"):
        subscription([topic], 5, clock.now())


def test_a_session_is_an_id() -> None:
    with pytest.raises(ValueError, match="session"):
        sign("s", [], "un jeton: secret", clock.now())


def test_long_lists_of_topics_are_split_below_the_limit_of_postgresql() -> None:
    topics = [f"personne:{n}" for n in range(100_000, 102_000)]
    parts = list(payloads(topics, 812))
    assert len(parts) > 1
    assert all(len(part.encode()) < 8_000 for part in parts)
    assert [topic for part in parts for topic in json.loads(part)["topics"]] == topics
    assert {json.loads(part)["id"] for part in parts} == {812}


@pytest.mark.usefixtures("db")
def test_touching_asks_postgresql_once() -> None:
    touch([], 1)
    touch(["eleve:12", "ecole:3:presence"], 812)
    close_session(4, 813)


def memory(**touched: int) -> Memory:
    kept = Memory()
    kept.begin(START)
    for topic, at in touched.items():
        kept.note([topic], START + at)
    return kept


def test_a_page_that_knows_everything_has_missed_nothing() -> None:
    assert memory(a=5_000, b=6_000).missed(["a", "b", "c"], START + 9_000) == []


def test_a_touch_near_the_drawing_of_the_page_is_repeated() -> None:
    kept = memory(a=50_000, b=60_000)
    assert kept.missed(["a", "b"], START + 50_000 + MARGIN_MS) == ["b"]
    assert kept.missed(["a", "b"], START + 50_000 + MARGIN_MS - 1) == ["a", "b"]


def test_a_page_older_than_the_memory_asks_everything() -> None:
    kept = memory(a=5_000)
    assert kept.missed(["a", "z"], START) == ["a", "z"]
    assert kept.missed(["a", "z"], None) == ["a", "z"]
    assert Memory().missed(["z"], START) == ["z"]


def test_what_is_forgotten_makes_the_memory_younger() -> None:
    kept = memory(a=5_000, b=500_000)
    kept.prune(START + 5_001 + KEEP_MS)
    assert not kept.knows("a")
    assert kept.knows("b")
    assert kept.missed(["a"], START + 4_000) == ["a"]
    assert kept.missed(["a"], START + 5_000 + MARGIN_MS) == []


@pytest.mark.parametrize(("text", "cursor"), [("812", 812), ("", None), ("١٢", None), ("8-1", None)])
def test_a_cursor_is_a_plain_number(text: str, cursor: int | None) -> None:
    assert parse_cursor(text) == cursor
