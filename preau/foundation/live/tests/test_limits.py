"""The live process under strain: slow readers, talkative ones, silent ones."""

from __future__ import annotations

import pytest

from preau.foundation.live.tests.process import LiveProcess, Reader, now_ms, token

FLOOD = 6_000


def flood(live: LiveProcess, *topics: str) -> None:
    """Thousands of touches in one transaction (PostgreSQL drops repeated payloads: each has its own id)."""
    words = ", ".join(f'"{topic}"' for topic in topics)
    live.sql(
        "SELECT pg_notify('preau_live', format('{\"id\": %%s, \"topics\": [%%s]}', n, %s::text))"
        " FROM generate_series(1, %s) AS n",
        words,
        FLOOD,
    )


def slow_reader(live: LiveProcess) -> Reader:
    reader = live.ask_stream(token("eleve:12", "eleve:13", session=5), now_ms() + 10_000, receive_buffer=2_048)
    reader.head()
    assert reader.next().event == "pret"
    return reader


def test_a_slow_reader_hears_of_each_topic_but_not_of_each_touch(live: LiveProcess) -> None:
    slow = slow_reader(live)
    flood(live, "eleve:12", "eleve:13")
    heard = []
    try:
        for _told in range(2 * FLOOD):
            heard.append(slow.next(beats=True))
            if heard[-1].event == "battement":
                break
    except (EOFError, ConnectionResetError):
        pytest.fail("dropped although it reads")
    touches = [told.content for told in heard if told.event == "touche"]
    assert set(touches) == {"eleve:12", "eleve:13"}
    assert len(touches) < 2 * FLOOD


def test_a_stuck_reader_is_dropped_and_the_others_go_on(live: LiveProcess) -> None:
    many = [f"ecole:{n}:{'presence' * 8}" for n in range(40)]
    stuck = live.ask_stream(token(*many), now_ms() + 10_000, receive_buffer=2_048)
    witness = live.open("eleve:14")
    while live.health()["flux"] > 1:
        live.touch(*many)
        live.touch("eleve:14")
        assert witness.next().content == "eleve:14"
    assert b"ecole:39" in stuck.rest()
    live.touch("eleve:14")
    assert witness.next().content == "eleve:14"


def test_streams_live_even_when_nothing_happens(shared_live: LiveProcess) -> None:
    reader = shared_live.open("eleve:12")
    first, second = reader.next(beats=True), reader.next(beats=True)
    assert (first.event, second.event) == ("battement", "battement")
    assert int(second.id) >= int(first.id) > 0


def test_a_session_has_a_bounded_number_of_streams(live: LiveProcess) -> None:
    readers = [live.open("eleve:12", session=9) for _ in range(3)]
    assert live.ask_stream(token("eleve:12", session=9)).head().startswith("HTTP/1.1 429")
    readers[0].close()
    while live.health()["flux"] > 2:
        pass
    live.open("eleve:12", session=9)


@pytest.mark.parametrize(
    ("request_text", "status"),
    [
        ("GET / HTTP/1.1\r\n\r\n", 404),
        ("GET /direct/autre HTTP/1.1\r\n\r\n", 404),
        ("POST /direct HTTP/1.1\r\n\r\n", 405),
        ("bonjour\r\n\r\n", 400),
        ("GET /direct SPDY/3\r\n\r\n", 400),
        ("GET //[ HTTP/1.1\r\n\r\n", 400),
        ("GET /direct?" + "&".join("a=1" for _ in range(50)) + " HTTP/1.1\r\n\r\n", 400),
        ("GET /direct HTTP/1.1\r\nCookie: " + "a" * 9_000, 431),
    ],
)  # fmt: skip
def test_other_requests_are_refused(shared_live: LiveProcess, request_text: str, status: int) -> None:
    assert shared_live.ask(request_text).rest().startswith(f"HTTP/1.1 {status} ".encode())


def test_who_connects_and_says_nothing_is_dropped(shared_live: LiveProcess) -> None:
    assert shared_live.ask("GET /direct").rest() == b""


def test_any_origin_may_ask_since_no_cookie_counts(shared_live: LiveProcess) -> None:
    reader = shared_live.ask_stream(token("eleve:12"))
    head = reader.head()
    assert "Content-Type: text/event-stream" in head
    assert "Access-Control-Allow-Origin: *" in head
    assert "Cache-Control: no-store" in head
