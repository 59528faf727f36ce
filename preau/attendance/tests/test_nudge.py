"""Vie scolaire reminds a teacher of a roll that nobody called."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from django.http import HttpResponse
from django.test import Client

from preau.attendance.models import RollNudge
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.dispatch import gather_listeners
from preau.foundation.notices.models import Notice
from preau.kernel import clock
from tests.cast import NOW, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]

BOARD = "/0310001A/vie-scolaire/"


def nudge(client: Client, cast: Cast, lesson: str = "maths") -> HttpResponse:
    return client.post(f"/0310001A/appel/{cast.lessons[lesson].pk}/relancer/")  # type: ignore[return-value]


def told(cast: Cast, name: str = "durand") -> list[str]:
    gather_listeners()
    deliver_all()
    return [n.title for n in Notice.objects.filter(recipient_id=cast.people[name].pk, withdrawn_at=None)]


def test_the_teacher_is_told_and_the_board_says_when(cast: Cast, visit: Visit) -> None:
    with clock.at(NOW + timedelta(minutes=12)):
        assert "Relancer" in visit("cpe").get(BOARD).content.decode()
        assert nudge(visit("cpe"), cast)["Location"] == BOARD
        page = visit("cpe").get(BOARD).content.decode()
    assert "relancé à 10\u202fh\u202f27" in page
    assert page.count("Relancer") == 2
    assert told(cast) == ["Appel à faire\u202f: 4e B"]
    assert told(cast, "petit") == []


def test_twice_in_ten_minutes_is_once(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    for minutes in (11, 12, 20, 22):
        with clock.at(NOW + timedelta(minutes=minutes)):
            assert nudge(visit("cpe" if minutes < 15 else "chef"), cast).status_code == 302
    with seen_everywhere():
        assert RollNudge.objects.count() == 2


def test_a_called_roll_takes_the_reminder_back(cast: Cast, visit: Visit) -> None:
    with clock.at(NOW + timedelta(minutes=12)):
        nudge(visit("cpe"), cast)
        assert told(cast) != []
        visit("durand").post(f"/0310001A/appel/{cast.lessons['maths'].pk}/valider/")
        assert told(cast) == []
        refused = nudge(visit("cpe"), cast)
    assert refused.status_code == 409
    assert "n’est plus à relancer" in refused.content.decode()


def test_a_roll_that_is_not_late_is_left_alone(cast: Cast, visit: Visit) -> None:
    assert nudge(visit("cpe"), cast).status_code == 409
    assert nudge(visit("cpe"), cast, "espagnol").status_code == 409


def test_only_those_of_the_board_remind(cast: Cast, visit: Visit) -> None:
    with clock.at(NOW + timedelta(minutes=12)):
        assert [nudge(visit(name), cast).status_code for name in ("durand", "secretaire", "jumeau_cpe")] == [
            404
        ] * 3
        assert nudge(visit("cpe"), cast, "jumeau").status_code == 404
