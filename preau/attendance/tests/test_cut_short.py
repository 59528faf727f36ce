"""Préau stops while a message leaves: it is said, and the message that goes again bears the same name."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from preau.access.models import Account
from preau.attendance.actions.begin_sending import CUT_SHORT
from preau.attendance.jobs import send_one
from preau.attendance.models import Absence, Notification
from preau.attendance.tests.sending import AFTER, asked, go_on
from preau.attendance.tests.test_roll import tap
from preau.foundation.ledger.models import LedgerEvent
from tests.cast import Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
Again = Callable[[], None]


class Killed(BaseException):
    """What no code catches: the process is no more."""


class TakesThenDies(EmailBackend):
    """The mail server takes the message; whoever sent it never hears so."""

    def send_messages(self, messages: Any) -> int:
        super().send_messages(messages)
        raise Killed


@pytest.fixture
def again(cast: Cast, visit: Visit, settings: Any, seen_everywhere: Look, addresses: None) -> Again:
    """Marc's mail left and Préau stopped; what the living do then."""
    Account.objects.filter(person=cast.sofia).update(email="")
    usual, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.TakesThenDies"
    tap(visit("durand"), cast, "lea", "absent")
    with pytest.raises(Killed):
        go_on()
    assert asked("send_one") == []
    settings.EMAIL_BACKEND = usual
    with seen_everywhere():
        number = Notification.objects.get().pk
    return lambda: send_one(school_id=cast.schools["college"].pk, notification_id=number)


def kept(look: Look) -> tuple[str, str]:
    with look():
        one = Notification.objects.get()
        return one.state, one.result


@pytest.mark.usefixtures("again")
def test_what_may_have_left_is_said_to_be_uncertain(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    assert kept(seen_everywhere) == ("incertain", "")
    with seen_everywhere():
        period_id = Absence.objects.get(pupil_id=cast.lea.pk).period_id
    assert "Envoi incertain" in visit("cpe").get(f"/0310001A/absences/{period_id}/").content.decode()


def test_it_goes_again_under_the_same_name_and_the_page_says_perhaps_twice(
    again: Again, seen_everywhere: Look
) -> None:
    again()
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert first.message()["Message-ID"].endswith("@preau.example>")
    assert kept(seen_everywhere) == ("envoye", CUT_SHORT)
    with seen_everywhere():
        assert LedgerEvent.objects.filter(name__endswith="NotificationCutShort").count() == 1
    again()
    assert len(mail.outbox) == 2


def test_two_messages_never_bear_the_same_name(cast: Cast, visit: Visit, addresses: None) -> None:
    tap(visit("durand"), cast, "lea", "absent")
    go_on()
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 2


def test_an_absence_corrected_since_is_not_told_again_and_stays_uncertain(
    again: Again, cast: Cast, seen_everywhere: Look
) -> None:
    with seen_everywhere():
        Absence.objects.filter(pupil_id=cast.lea.pk).update(withdrawn_at=AFTER, withdrawn_by_id=cast.durand.pk)
    again()
    assert len(mail.outbox) == 1
    assert kept(seen_everywhere) == ("incertain", CUT_SHORT)
