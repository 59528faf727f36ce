"""Messages withdrawn and given back on a bad day: each state comes back as it was, and a recall stays a recall."""

from __future__ import annotations

from datetime import timedelta

import pytest

from preau.foundation.rooms.writings import Search
from preau.messaging.models import Copy, Message
from preau.messaging.withdrawing import BECAUSE, MESSAGE_WRITING
from tests.cast import NOW, Cast, everywhere
from tests.house.test_actions import acting
from tests.mailing import written

_S = Message.State


def turned(cast: Cast, message: int) -> tuple[int, str, int, str]:
    """Copies withdrawn, the state then; copies given back, the state then."""
    chef = acting(cast, "chef")
    with everywhere(cast):
        gone = MESSAGE_WRITING.withdraw(chef, [message], 1)
        between = Message.objects.get(pk=message).state
        back = MESSAGE_WRITING.restore(chef, [message], 1)
        return gone, between, back, Message.objects.get(pk=message).state


@pytest.mark.parametrize(
    ("before", "delivered_to", "after"),
    [
        (_S.DELIVERED, 0, _S.DELIVERED),
        (_S.DELIVERING, 12, _S.DELIVERING),
        (_S.WAITING, 0, _S.WAITING),
        (_S.LEAVING, 0, _S.WAITING),
    ],
)
def test_a_state_comes_back_and_what_had_not_left_waits_for_a_moderator(
    cast: Cast, before: Message.State, delivered_to: int, after: Message.State
) -> None:
    message = written(cast, "noe", "lea cpe", state=before)
    with everywhere(cast):
        Message.objects.filter(pk=message).update(delivered_to=delivered_to)
    assert turned(cast, message) == (2, _S.WITHDRAWN, 2, after)


@pytest.mark.parametrize("state", [_S.REFUSED, _S.WITHDRAWN])
def test_what_nobody_reads_is_left_alone(cast: Cast, state: Message.State) -> None:
    message = written(cast, "noe", "lea", state=state)
    assert turned(cast, message) == (0, state, 0, state)


def test_its_sender_reads_why_and_no_copy_is_touched(cast: Cast) -> None:
    message = written(cast, "noe", "lea", read_by="lea")
    with everywhere(cast):
        before = list(Copy.objects.filter(message_id=message).values())
        for _again in range(2):
            MESSAGE_WRITING.withdraw(acting(cast, "chef"), [message], 1)
        kept = Message.objects.get(pk=message)
        assert (kept.reason, kept.decided_by_id) == (BECAUSE, cast.chef.pk)
        assert list(Copy.objects.filter(message_id=message).values()) == before


def test_without_an_author_or_a_text_nothing_is_found(cast: Cast) -> None:
    written(cast, "noe", "lea")
    wanted = Search((cast.schools["college"].pk,), NOW - timedelta(days=1), NOW + timedelta(days=1))
    with everywhere(cast):
        assert MESSAGE_WRITING.found(wanted) == ()


def test_hours_and_hats_narrow_what_is_found(cast: Cast) -> None:
    message = written(cast, "noe", "lea", text="Tout va sauter")
    schools, author = (cast.schools["college"].pk,), (cast.noe.pk,)
    with everywhere(cast):
        at = Search(schools, NOW, NOW + timedelta(minutes=1), author)
        (found,) = MESSAGE_WRITING.found(at)
        assert (found.id, found.recipients, found.readers, found.extract) == (message, 1, 0, "Tout va sauter")
        assert MESSAGE_WRITING.found(Search(schools, NOW - timedelta(minutes=1), NOW, author)) == ()
        assert MESSAGE_WRITING.found(Search(schools, at.since, at.until, author, profiles=("direction",))) == ()
