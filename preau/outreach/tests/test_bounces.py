"""Mails that came back: only a report of a mail that was really sent there says anything."""

from __future__ import annotations

from io import BytesIO, TextIOWrapper
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail

from preau.access.events import EmailChanged
from preau.access.models import Account
from preau.foundation.ledger.listeners import Recorded
from preau.kernel import clock
from preau.outreach.bounces import keep_bounce, run
from preau.outreach.mail_names import mail_name
from preau.outreach.models import DeadAddress, KindChoice, Sending
from preau.outreach.notices import trust_what_was_proved
from preau.outreach.refusing import is_the_end
from preau.outreach.tests.telling import address, at, send, told
from tests.cast import Cast


def report(name: str, to: str, *, status: str = "5.1.1", action: str = "failed", why: str = "550 no") -> bytes:
    """A delivery report as RFC 3464 forms it: words, fields of the recipient, head of the mail that came back."""
    return f"""From: MAILER-DAEMON@relais.exemple
To: retours@preau.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="limite"

--limite
Content-Type: text/plain

Your message could not be delivered.
--limite
Content-Type: message/delivery-status

Reporting-MTA: dns; relais.exemple

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {why}

--limite
Content-Type: text/rfc822-headers

From: ne-pas-repondre@preau.example
To: {to}
Message-ID: {name}

--limite--
""".encode()


@pytest.fixture
def name(cast: Cast) -> str:
    """Marc was written to; the name of that mail."""
    address(cast, "marc")
    KindChoice.objects.create(person=cast.marc, kind="timetable:change", when="aussitot")
    told(cast, "marc", fact=1, when=at(9))
    send(at(9, 1))
    return str(mail.outbox[0].extra_headers["Message-ID"])


def test_an_unknown_mailbox_is_dead_and_the_sending_a_failure(name: str) -> None:
    for _again in range(2):
        assert keep_bounce(report(name, "marc@exemple.fr", why="550 5.1.1 unknown"))
    assert DeadAddress.objects.get().address == "marc@exemple.fr"
    assert Sending.objects.get().state == Sending.State.FAILED


def test_a_mail_that_was_forwarded_kills_the_address_that_was_written_to(name: str) -> None:
    assert keep_bounce(report(name, "ailleurs@autre.example"))
    assert DeadAddress.objects.get().address == "marc@exemple.fr"


def test_a_full_box_is_a_failure_of_that_mail_only(name: str) -> None:
    assert not keep_bounce(report(name, "marc@exemple.fr", status="5.2.2", why="552 5.2.2 mailbox full"))
    assert Sending.objects.get().state == Sending.State.FAILED
    assert not DeadAddress.objects.exists()


def test_what_is_late_is_no_failure(name: str) -> None:
    assert not keep_bounce(report(name, "marc@exemple.fr", status="4.4.1", action="delayed"))
    assert Sending.objects.get().state == Sending.State.SENT


def test_whoever_makes_up_a_report_kills_nothing(name: str) -> None:
    seal = name.split(".")[4][:24]
    forged = name.replace(seal, "0" * 24)
    assert forged != name
    assert not keep_bounce(report(forged, "marc@exemple.fr"))
    assert not keep_bounce(report("<autre@exemple.fr>", "marc@exemple.fr"))
    assert not keep_bounce(b"Subject: bonjour\n\nrien")
    assert not DeadAddress.objects.exists()
    assert Sending.objects.get().state == Sending.State.SENT


def test_a_mail_of_an_absence_is_known_by_its_seal(cast: Cast) -> None:
    sealed = mail_name("preau.absence.7.20261117090000", "marc@exemple.fr")
    assert not keep_bounce(report(sealed, "autre@exemple.fr"))
    assert keep_bounce(report(sealed, "Marc@exemple.fr"))
    assert [one.address for one in DeadAddress.objects.all()] == ["marc@exemple.fr"]


def test_an_address_that_is_proved_again_lives_again(cast: Cast, name: str) -> None:
    keep_bounce(report(name, "marc@exemple.fr"))
    account = Account.objects.get(person=cast.marc)
    for _again in range(2):
        trust_what_was_proved(EmailChanged(account.pk), Recorded(1, clock.now(), None, None, ""))
    assert not DeadAddress.objects.exists()


def test_the_verb_reads_a_maildir_and_goes_past_what_it_cannot_read(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = tmp_path / "new"
    new.mkdir()
    (new / "1").mkdir()
    (new / "2").write_bytes(report(name, "marc@exemple.fr"))
    options: Any = SimpleNamespace(maildir=str(tmp_path))
    assert run(options) == 0
    told_of = capsys.readouterr()
    assert "1 adresse(s)" in told_of.out
    assert told_of.err.startswith("1 ")
    assert [one.name for one in (tmp_path / "cur").iterdir()] == ["2:2,S"]


def test_the_verb_reads_one_mail_from_a_pipe(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(report(name, "marc@exemple.fr"))))
    options: Any = SimpleNamespace(maildir="")
    assert run(options) == 0
    assert DeadAddress.objects.exists()


@pytest.mark.parametrize(
    ("code", "said", "is_end"),
    [
        (550, "5.1.1 no such user", True),
        (550, "5.7.1 user unknown to our policy", False),
        (552, "5.2.2 full", False),
        (550, "No such user here", True),
        (553, "Adresse inconnue", True),
        (550, "Mailbox unavailable: spam", False),
        (554, "User unknown", False),
        (0, "5.0.0 550 User unknown", True),
        (550, "5.1.10 recipient address has null MX", True),
        (550, "relay 10.5.1.1 refused", False),
    ],
)
def test_only_what_is_said_of_the_mailbox_is_its_end(code: int, said: str, is_end: bool) -> None:
    assert is_the_end(code, said) is is_end
