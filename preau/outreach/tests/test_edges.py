"""The edges of what leaves: nothing lost, nothing twice, nobody written to who should not be."""

from __future__ import annotations

from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from preau.access.models import Account
from preau.directory.models import Guardianship, Person
from preau.foundation.ledger.models import LedgerEvent
from preau.foundation.notices.models import Notice
from preau.kernel import clock
from preau.outreach.deciding import decide_next
from preau.outreach.leaving import begin_next
from preau.outreach.models import DeadAddress, KindChoice, OutreachSettings, QuietChoice, Sending
from preau.outreach.tests.telling import address, at, digest, send, subjects, told
from tests.cast import Cast, everywhere


@pytest.fixture
def marc(cast: Cast) -> str:
    """Marc reads his mail, and wants changes of timetable at once."""
    KindChoice.objects.create(person=cast.marc, kind="timetable:change", when="aussitot")
    return address(cast, "marc")


def test_a_malformed_address_stops_nobody_else_and_is_tried_once(cast: Cast, marc: str) -> None:
    KindChoice.objects.create(person=cast.people["sofia"], kind="timetable:change", when="aussitot")
    address(cast, "sofia")
    Account.objects.filter(person=cast.marc).update(email="marc@@exemple.fr\nBcc: x@y.fr")
    for name in ("marc", "sofia"):
        told(cast, name, fact=1, when=at(9))
    for minute in (1, 15, 40):
        send(at(9, minute))
    assert [to for to, _subject in subjects()] == ["sofia@exemple.fr"]
    failed = Sending.objects.get(person_id=cast.marc.pk)
    assert (failed.state, failed.attempts) == (Sending.State.FAILED, 1)


def test_what_is_cut_each_time_is_given_up(cast: Cast, marc: str) -> None:
    told(cast, "marc", fact=1, when=at(9))
    with clock.at(at(9, 1)):
        decide_next()
    for hour in range(9, 15):
        with clock.at(at(hour, 30)):
            begin_next()
    kept = Sending.objects.get()
    assert (kept.state, kept.attempts) == (Sending.State.FAILED, 5)


class Answering(EmailBackend):
    """A server that refuses with `answer`."""

    answer = (550, b"5.7.1 refused by policy")

    def send_messages(self, messages: Any) -> int:
        raise SMTPRecipientsRefused({"marc@exemple.fr": self.answer})


def test_a_refusal_that_is_not_of_the_mailbox_does_not_bury_it(cast: Cast, marc: str, settings: Any) -> None:
    told(cast, "marc", fact=1, when=at(9))
    settings.EMAIL_BACKEND = f"{__name__}.Answering"
    send(at(9, 1))
    assert Sending.objects.get().state == Sending.State.FAILED
    assert not DeadAddress.objects.exists()


class HangingUp(EmailBackend):
    """A server that hangs up after each mail, until it is called again."""

    is_open = True

    def send_messages(self, messages: Any) -> int:
        if not self.is_open:
            raise SMTPServerDisconnected("perdu")
        self.is_open = False
        return int(super().send_messages(messages))

    def close(self) -> None:
        self.is_open = True


def test_a_server_that_hangs_up_costs_no_attempt(cast: Cast, marc: str, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.HangingUp"
    for fact in range(3):
        told(cast, "marc", fact=fact, when=at(9), path=f"/{fact}/")
    send(at(9, 1))
    assert {one.state for one in Sending.objects.all()} == {Sending.State.SENT}
    assert {one.attempts for one in Sending.objects.all()} == {1}


def test_a_pause_at_the_hour_of_the_digest_sends_it_next_morning(cast: Cast, marc: str) -> None:
    QuietChoice.objects.create(person=cast.marc, digest_hour=18, quiet_from="17:30", quiet_until="00:00")
    for day in (17, 18):
        told(cast, "marc", fact=day, when=at(9, day=day), kind="attendance:late", path=f"/{day}/")
        digest(at(18, day=day))
        assert len(subjects()) == day - 17
        digest(at(7, 15, day=day + 1))
        digest(at(9, 15, day=day + 1))
        assert len(subjects()) == day - 16


def test_a_school_that_is_quiet_at_six_has_its_digest_in_the_morning(cast: Cast, marc: str) -> None:
    with everywhere(cast):
        OutreachSettings.objects.create(school=cast.schools["college"], quiet_from="17:00", quiet_until="07:00")
    told(cast, "marc", fact=1, when=at(9), kind="attendance:late")
    digest(at(18))
    assert subjects() == []
    digest(at(7, day=18))
    assert len(subjects()) == 1


def test_a_fact_that_is_told_late_is_in_the_next_digest(cast: Cast, marc: str) -> None:
    digest(at(18))
    told(cast, "marc", fact=1, when=at(17, 58), kind="attendance:late")
    with clock.at(at(18, 5)):
        decide_next()
    digest(at(18, 15))
    assert subjects() == []
    digest(at(18, day=18))
    digest(at(18, day=19))
    assert len(subjects()) == 1


def test_what_could_not_leave_at_once_is_told_by_the_digest(cast: Cast, marc: str, settings: Any) -> None:
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Answering"
    told(cast, "marc", fact=1, when=at(9))
    send(at(9, 1))
    settings.EMAIL_BACKEND = backend
    told(cast, "marc", fact=2, when=at(10), path="/parti/")
    send(at(10, 1))
    assert len(subjects()) == 1
    digest(at(18))
    assert subjects()[1:] == [(marc, "Léa\u202f: 1 nouvelle dans Préau")]


def test_what_is_urgent_uses_any_live_address_and_its_passing_is_written(cast: Cast) -> None:
    Person.objects.filter(pk=cast.marc.pk).update(email="marc@ecole.fr")
    told(cast, "marc", fact=1, when=at(21), kind="messaging:urgent", title="Urgent : collège fermé", path="/m/")
    told(cast, "marc", fact=2, when=at(21), path="/autre/")
    send(at(21, 1))
    assert subjects() == [("marc@ecole.fr", "Urgent : collège fermé")]
    entry = LedgerEvent.objects.get(name__endswith="UrgentPassed")
    assert entry.payload == {"count": 1}


def test_a_former_guardian_is_written_to_no_more(cast: Cast, marc: str) -> None:
    told(cast, "marc", fact=1, when=at(21))
    told(cast, "marc", fact=2, when=at(21), kind="attendance:late", path="/r/")
    send(at(21, 1))
    Guardianship.objects.filter(guardian=cast.marc, pupil_id=cast.people["lea"].pk).update(ends_on=at(0).date())
    send(at(7, 1, day=18))
    digest(at(18, day=18))
    assert subjects() == []
    assert Sending.objects.get().state == Sending.State.CANCELLED


def test_what_was_withdrawn_leaves_no_more_even_when_it_was_cut(cast: Cast, marc: str) -> None:
    told(cast, "marc", fact=1, when=at(9))
    with clock.at(at(9, 1)):
        decide_next()
        begin_next()
    Notice.objects.update(withdrawn_at=at(9, 2))
    send(at(9, 30))
    assert subjects() == []
    assert Sending.objects.get().state == Sending.State.CANCELLED


def test_one_page_of_two_children_is_told_of_each(cast: Cast, marc: str) -> None:
    for fact, child in enumerate(("lea", "tom", "lea")):
        told(cast, "marc", fact=fact, when=at(9 + fact), kind="attendance:late", path="/meme/", child=child,
             title=f"{child} : retard")  # fmt: skip
    digest(at(18))
    text = str(mail.outbox[0].body)
    assert (text.count("lea : retard"), text.count("tom : retard")) == (1, 1)


def test_the_staff_is_held_by_its_own_hours_only(cast: Cast) -> None:
    KindChoice.objects.create(person=cast.people["durand"], kind="timetable:change", when="aussitot")
    address(cast, "durand")
    told(cast, "durand", fact=1, when=at(21), child=None)
    send(at(21, 1))
    assert len(subjects()) == 1


def test_a_mail_says_where_to_choose_otherwise(cast: Cast, marc: str, settings: Any) -> None:
    settings.PUBLIC_ADDRESS = "https://preau.example"
    told(cast, "marc", fact=1, when=at(9))
    send(at(9, 1))
    (sent,) = mail.outbox
    assert sent.extra_headers["List-Unsubscribe"] == "<https://preau.example/compte/etre-prevenu/>"
    assert "https://preau.example/compte/etre-prevenu/" in str(sent.body)
