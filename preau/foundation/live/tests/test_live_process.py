"""The live process, started for real: what a page hears, and what it never misses."""

from __future__ import annotations

import json
import signal

import pytest

from preau.foundation.live.tests.process import LiveProcess, Told, now_ms, token


def test_a_touch_reaches_those_who_listen_and_nobody_else(shared_live: LiveProcess) -> None:
    parent = shared_live.open("eleve:12", session=1)
    board = shared_live.open("ecole:3:presence", "eleve:12", session=2)
    other = shared_live.open("eleve:13", session=3)
    shared_live.touch("eleve:12")
    shared_live.touch("eleve:13")
    for reader in (parent, board):
        heard = reader.next()
        assert (heard.event, heard.content) == ("touche", "eleve:12")
        assert abs(int(heard.id) - now_ms()) < 10_000
    assert other.next().content == "eleve:13"


def test_a_message_carries_nothing_but_the_topic(shared_live: LiveProcess) -> None:
    reader = shared_live.open("eleve:12")
    shared_live.sql(
        "SELECT pg_notify('preau_live', %s)", json.dumps({"id": 9, "topics": ["eleve:12"], "nom": "Léa"})
    )
    heard = reader.next()
    assert heard == Told("touche", "eleve:12", heard.id)


def test_notifications_that_make_no_sense_are_ignored(shared_live: LiveProcess) -> None:
    reader = shared_live.open("eleve:12")
    for nonsense in ("", "{", "[]", '{"topics": 3}', '{"topics": ["eleve:12\\nevent: fin"]}'):
        shared_live.sql("SELECT pg_notify('preau_live', %s)", nonsense)
    shared_live.touch("eleve:12")
    assert reader.next().content == "eleve:12"


GOOD = token("eleve:12")
BODY, _, SIGNATURE = GOOD.partition(".")


@pytest.mark.parametrize(
    "spoiled",
    [
        "",
        "é",
        BODY,
        f"{BODY}.{SIGNATURE[::-1]}",
        f"{token('eleve:13').partition('.')[0]}.{SIGNATURE}",
        token("eleve:12", seconds=-5),
    ],
    ids=["none", "accents", "unsigned", "altered", "of another", "ended"],
)
def test_a_forged_or_ended_token_is_refused(shared_live: LiveProcess, spoiled: str) -> None:
    assert shared_live.ask_stream(spoiled).head().startswith("HTTP/1.1 403")


def test_a_stream_ends_with_its_token(shared_live: LiveProcess) -> None:
    reader = shared_live.open("eleve:12", seconds=2)
    assert reader.next().event == "fin-jeton"
    with pytest.raises(EOFError):
        reader.next()


def test_sign_out_everywhere_ends_the_streams_and_refuses_their_tokens(live: LiveProcess) -> None:
    leaving = [live.open("eleve:12", session=7), live.open("personne:4", session=7)]
    staying = live.open("eleve:12", session=8)
    live.touch("session:7")
    for reader in leaving:
        assert reader.next().event == "fin"
        with pytest.raises(EOFError):
            reader.next()
    live.touch("eleve:12")
    assert staying.next().content == "eleve:12"
    assert live.ask_stream(token("eleve:12", session=7)).head().startswith("HTTP/1.1 403")


def test_what_was_touched_between_page_and_stream_is_told_at_once(live: LiveProcess) -> None:
    witness = live.open("eleve:12")
    drawn = now_ms()
    live.touch("eleve:12")
    witness.next()
    heard = live.open("eleve:12", since=drawn).until("pret")
    assert [told.content for told in heard] == ["eleve:12", "1"]


def test_after_a_cut_only_what_was_missed_is_told(live: LiveProcess) -> None:
    reader = live.open("eleve:12", "eleve:13")
    live.touch("eleve:12")
    cursor = int(reader.next().id)
    reader.close()
    witness = live.open("eleve:13", session=2)
    live.touch("eleve:13")
    touched = int(witness.next().id)
    back = live.open("eleve:12", "eleve:13", session=3, since=touched + 2_000)
    assert [told.event for told in back.until("pret")] == ["pret"]
    back = live.open("eleve:12", "eleve:13", session=4, since=cursor - 60_000)
    assert [told.content for told in back.until("pret")] == ["eleve:12", "eleve:13", "1"]


def test_the_browsers_own_cursor_wins_over_the_address(shared_live: LiveProcess) -> None:
    header = f"last-event-id: {now_ms() + 60_000}\r\n"
    reader = shared_live.ask_stream(token("eleve:12"), 1, header)
    reader.head()
    assert reader.next().event == "pret"


@pytest.mark.parametrize("since", ["", "hier", "-1", "1" * 40])
def test_an_unreadable_cursor_means_ask_everything(shared_live: LiveProcess, since: str) -> None:
    heard = shared_live.open("eleve:12", since=since).until("pret")
    assert [told.content for told in heard] == ["eleve:12", "1"]


def test_after_its_own_restart_every_page_asks_again(live: LiveProcess) -> None:
    cursor = now_ms()
    live.stop(signal.SIGKILL)
    live.touch("eleve:12")
    live.start()
    heard = live.open("eleve:12", since=cursor).until("pret")
    assert [told.content for told in heard] == ["eleve:12", "1"]


def test_after_a_restart_of_the_database_every_open_page_asks_again(live: LiveProcess) -> None:
    reader = live.open("eleve:12", "eleve:13")
    live.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'preau live'"
        " AND datname = current_database()"
    )
    assert {reader.next().content, reader.next().content} == {"eleve:12", "eleve:13"}
    assert live.health() == {"base": True, "flux": 1}
    live.touch("eleve:12")
    assert reader.next().content == "eleve:12"


def test_stopping_lets_pages_know_and_exits_well(live: LiveProcess) -> None:
    reader = live.open("eleve:12")
    assert live.stop() == 0
    assert reader.next().event == "pause"
    with pytest.raises(EOFError):
        reader.next()
