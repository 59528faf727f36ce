"""Whose account is about to close is told by which day to take her data, once, in the page and on her account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client

from preau.access.closing import closing_among
from preau.access.models import Account
from preau.access.rules import CLOSING_TOLD_WITHIN
from preau.directory.models import Enrolment, Post
from preau.exchange.aaf.actions.remind_leavers import remind_leavers
from preau.exchange.aaf.events import ClosingNear
from preau.exchange.aaf.jobs import remind_leavers_each_night
from preau.exchange.aaf.notices import tell_closing
from preau.foundation.ledger.listeners import Recorded
from preau.foundation.ledger.models import LedgerEvent
from preau.foundation.notices.models import Notice
from preau.kernel import clock
from preau.kernel.actor import SYSTEM
from preau.kernel.refusals import NotAllowed
from tests.cast import NOW, TODAY, Cast, everywhere

LAST = TODAY + timedelta(days=20)
Visit = Callable[[str], Client]


def leave(cast: Cast, name: str, on: date | None) -> None:
    """Her enrolment or her posts end that day."""
    with everywhere(cast):
        Enrolment.objects.filter(pupil_id=cast.people[name].pk).update(ends_on=on)
        Post.objects.filter(person_id=cast.people[name].pk).update(ends_on=on)


def a_night() -> None:
    """The job, then the worker, who tells each fact twice."""
    known = set(LedgerEvent.objects.values_list("pk", flat=True))
    remind_leavers_each_night()
    for row in LedgerEvent.objects.filter(name="aaf.ClosingNear").exclude(pk__in=known):
        event = ClosingNear(row.payload["ends_on"], tuple(row.payload["person_ids"]))
        for _turn in range(2):
            tell_closing(event, Recorded(row.pk, clock.now(), None, None, ""))


def told() -> list[tuple[int, str]]:
    standing = Notice.objects.filter(kind="aaf:closing", withdrawn_at=None).order_by("recipient_id")
    return list(standing.values_list("recipient_id", "title"))


@pytest.mark.parametrize("name", ["noe", "petit"])
def test_who_leaves_soon_is_told_the_day_once(visit: Visit, cast: Cast, name: str) -> None:
    leave(cast, name, LAST)
    for _night in range(2):
        a_night()
    title = "Votre compte ferme le lundi 14 décembre 2026"
    assert (cast.people[name].pk, title) in told()
    assert len(told()) == len(set(told()))
    assert title in visit(name).get("/").content.decode()
    assert "Votre compte ferme le lundi 14 décembre" in visit(name).get("/compte/").content.decode()


def test_her_guardians_are_told_too_unless_another_child_holds_them(cast: Cast) -> None:
    leave(cast, "lea", LAST)
    a_night()
    people = {recipient for recipient, _title in told()}
    assert cast.lea.pk in people
    assert cast.marc.pk not in people
    leave(cast, "tom", LAST)
    a_night()
    assert cast.marc.pk in {recipient for recipient, _title in told()}


def test_who_stays_or_leaves_later_is_told_nothing(visit: Visit, cast: Cast) -> None:
    leave(cast, "noe", TODAY + CLOSING_TOLD_WITHIN + timedelta(days=1))
    a_night()
    assert told() == []
    assert "Votre compte ferme" not in visit("noe").get("/compte/").content.decode()
    with clock.at(NOW + timedelta(days=1)):
        a_night()
    assert cast.noe.pk in {recipient for recipient, _title in told()}


def test_an_account_never_opened_is_told_nothing(cast: Cast) -> None:
    Account.objects.filter(person_id=cast.noe.pk).update(activated_at=None)
    leave(cast, "noe", LAST)
    a_night()
    assert cast.noe.pk not in {recipient for recipient, _title in told()}


def test_a_pupil_who_goes_on_in_another_school_keeps_her_account(cast: Cast) -> None:
    leave(cast, "noe", LAST)
    with everywhere(cast):
        Enrolment.objects.create(school=cast.schools["agricole"], pupil_id=cast.noe.pk, begins_on=LAST)
    assert cast.noe.pk not in closing_among()


def test_a_day_that_changes_is_told_anew_and_a_departure_put_off_is_taken_back(cast: Cast) -> None:
    leave(cast, "noe", LAST)
    a_night()
    leave(cast, "noe", LAST + timedelta(days=1))
    a_night()
    assert [title for recipient, title in told() if recipient == cast.noe.pk] == [
        "Votre compte ferme le mardi 15 décembre 2026"
    ]
    leave(cast, "noe", None)
    a_night()
    assert told() == []
    assert LedgerEvent.objects.filter(name="aaf.ClosingPutOff").count() == 2


def test_only_preau_itself_reminds(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        remind_leavers(actor=replace(SYSTEM))
