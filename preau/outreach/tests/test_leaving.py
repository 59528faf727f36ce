"""What leaves the page: at once or once a day, after quiet hours, once each, whatever is killed."""

from __future__ import annotations

from dataclasses import replace
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from preau.foundation.notices.models import Notice
from preau.kernel import clock
from preau.outreach import deciding
from preau.outreach.contacts import kinds
from preau.outreach.leaving import begin_next
from preau.outreach.models import DeadAddress, KindChoice, QuietChoice, Sending
from preau.outreach.tests.telling import address, at, digest, send, subjects, told
from tests.cast import Cast


@pytest.fixture
def marc(cast: Cast) -> str:
    """Marc reads his mail."""
    return address(cast, "marc")


def at_once(cast: Cast, kind: str = "timetable:change") -> None:
    KindChoice.objects.create(person=cast.marc, kind=kind, when="aussitot")


def test_by_default_a_day_is_one_mail_that_names_the_child_first(cast: Cast, marc: str) -> None:
    for fact in range(3):
        told(cast, "marc", fact=fact, when=at(9 + fact), path=f"/{fact}/", title=f"Léa : chose {fact}")
    told(cast, "marc", fact=9, when=at(13), path="/2/", title="Léa : chose 2")
    told(cast, "marc", fact=10, when=at(14), path="/t/", title="Tom : autre chose", child="tom")
    send(at(15))
    assert subjects() == []
    for quarter in (0, 15, 30):
        digest(at(18, quarter))
    assert subjects() == [(marc, "Léa, Tom\u202f: 4 nouvelles dans Préau")]
    text = str(mail.outbox[0].body)
    assert text.index("Léa\n") < text.index("chose 0") < text.index("Tom\n")
    assert text.count("chose 2") == 1


def test_what_was_read_or_withdrawn_is_not_told(cast: Cast, marc: str) -> None:
    told(cast, "marc", fact=1, when=at(9), path="/lu/")
    told(cast, "marc", fact=2, when=at(9), path="/retire/")
    Notice.objects.filter(path="/lu/").update(read_at=at(10))
    Notice.objects.filter(path="/retire/").update(withdrawn_at=at(10))
    digest(at(18))
    assert subjects() == []


def test_what_one_wants_at_once_leaves_at_once_and_is_told_once(cast: Cast, marc: str) -> None:
    at_once(cast)
    told(cast, "marc", fact=1, when=at(9))
    for minute in (1, 2):
        send(at(9, minute))
    digest(at(18))
    assert subjects() == [(marc, "Léa : cours déplacé")]


def test_the_evening_waits_for_the_morning_and_what_is_urgent_does_not(cast: Cast, marc: str) -> None:
    at_once(cast)
    told(cast, "marc", fact=1, when=at(21))
    told(cast, "marc", fact=2, when=at(21), kind="signalement-grave", title="Signalement", path="/u/")
    send(at(21, 1))
    urgent = [said for _to, said in subjects()]
    assert "Léa : cours déplacé" not in urgent
    assert len(urgent) == Sending.objects.filter(state="envoye").count() == 1
    send(at(6, 59, day=18))
    assert len(mail.outbox) == 1
    send(at(7, 0, day=18))
    assert subjects()[1:] == [(marc, "Léa : cours déplacé")]


def test_what_waited_and_was_read_meanwhile_never_leaves(cast: Cast, marc: str) -> None:
    at_once(cast)
    told(cast, "marc", fact=1, when=at(21))
    send(at(21, 1))
    Notice.objects.update(read_at=at(22))
    send(at(7, 1, day=18))
    assert subjects() == []
    assert Sending.objects.get().state == Sending.State.CANCELLED


def test_hours_of_ones_own_and_the_hour_of_ones_digest(cast: Cast, marc: str) -> None:
    QuietChoice.objects.create(
        person=cast.marc, digest_hour=7, quiet_from=at(8).time().replace(hour=9), quiet_until=at(12).time()
    )
    told(cast, "marc", fact=1, when=at(6))
    digest(at(7))
    assert len(mail.outbox) == 1


def test_weekends_are_quiet_and_monday_tells_them(cast: Cast, marc: str) -> None:
    at_once(cast)
    told(cast, "marc", fact=1, when=at(11, day=21))
    send(at(12, day=21))
    assert subjects() == []
    send(at(7, day=23))
    assert len(subjects()) == 1


def test_once_a_week_is_friday(cast: Cast, marc: str) -> None:
    KindChoice.objects.create(person=cast.marc, kind="timetable:change", when="chaque_semaine")
    told(cast, "marc", fact=1, when=at(9, day=17))
    for day in (17, 18, 19):
        digest(at(18, day=day))
    assert subjects() == []
    digest(at(18, day=20))
    assert len(subjects()) == 1


def test_a_sensitive_category_tells_only_its_name(cast: Cast, marc: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once(cast)
    told(cast, "marc", fact=1, when=at(9), title="Léa : sanction pour bagarre")
    known = kinds()
    sensitive = {**known, "timetable:change": replace(known["timetable:change"], is_sensitive=True)}
    monkeypatch.setattr(deciding, "kinds", lambda: sensitive)
    send(at(9, 1))
    assert "bagarre" not in str(mail.outbox[0].message())


class Failing(EmailBackend):
    """A mail server that refuses, as `error` says."""

    error: Exception = SMTPServerDisconnected("perdu")

    def send_messages(self, messages: Any) -> int:
        raise self.error


class Refusing(Failing):
    """One that knows no such mailbox."""

    error = SMTPRecipientsRefused({"marc@exemple.fr": (550, b"No such user")})


def test_a_server_that_is_away_is_tried_again_then_it_is_a_failure(cast: Cast, marc: str, settings: Any) -> None:
    at_once(cast)
    told(cast, "marc", fact=1, when=at(9))
    settings.EMAIL_BACKEND = f"{__name__}.Failing"
    for hour, minute in ((9, 1), (9, 3), (9, 10), (9, 40)):
        send(at(hour, minute))
    assert Sending.objects.get().state == Sending.State.INITIAL
    send(at(11))
    kept = Sending.objects.get()
    assert (kept.state, kept.attempts) == (Sending.State.FAILED, 5)
    assert not DeadAddress.objects.exists()


def test_an_address_refused_for_good_is_dead_until_it_changes(cast: Cast, marc: str, settings: Any) -> None:
    at_once(cast)
    told(cast, "marc", fact=1, when=at(9))
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Refusing"
    send(at(9, 1))
    settings.EMAIL_BACKEND = backend
    assert DeadAddress.objects.get().address == marc
    told(cast, "marc", fact=2, when=at(10), path="/y/")
    send(at(10, 1))
    assert subjects() == []
    address(cast, "marc")
    DeadAddress.objects.update(address="ancienne@exemple.fr")
    told(cast, "marc", fact=3, when=at(11), path="/z/")
    send(at(11, 1))
    assert len(subjects()) == 1


def test_a_worker_killed_in_between_sends_again_under_the_same_name(cast: Cast, marc: str) -> None:
    at_once(cast)
    told(cast, "marc", fact=1, when=at(9))
    with clock.at(at(9, 1)):
        assert deciding.decide_next().seen == 1
        # Marked, handed over to the server, killed before it was written.
        assert begin_next()[0] == 1
    send(at(9, 5))
    assert subjects() == []
    send(at(9, 12))
    send(at(9, 30))
    kept = Sending.objects.get()
    assert kept.state == Sending.State.SENT
    assert "coupé" in kept.result
    assert len(mail.outbox) == 1
    assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<preau.envoi.{kept.pk}.")
