"""What the tests of access share: passwords for the cast, and what reached the mailboxes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.db import transaction
from django.test import Client

from preau.access.actors import actor_under, attachments_of
from preau.access.jobs import mail_email_code, mail_reset_code
from preau.access.models import Account
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.dispatch import gather_listeners
from preau.foundation.ledger.models import LedgerEvent
from preau.foundation.tenancy.scope import school_scope
from preau.kernel.actor import Actor, Profile
from tests.cast import Cast

#: The password of everybody here, and another one.
PASSWORD = "Le chat dort au soleil"
OTHER = "La pluie sur les toits roses"


@pytest.fixture(scope="session")
def hashed_password() -> str:
    """Made once: each costs what a sign-in costs."""
    return make_password(PASSWORD)


@pytest.fixture
def with_password(cast: Cast, hashed_password: str) -> Callable[..., Account]:
    """Give somebody of the cast the password of these tests."""

    def give(name: str, **more: object) -> Account:
        account = Account.objects.get(person_id=cast.people[name].pk)
        for field, value in {"password": hashed_password, **more}.items():
            setattr(account, field, value)
        account.save()
        return account

    return give


@pytest.fixture
def not_activated(cast: Cast) -> Callable[..., None]:
    """Take back the activation of these people."""

    def take_back(*names: str) -> None:
        ids = [cast.people[name].pk for name in names]
        Account.objects.filter(person_id__in=ids).update(activated_at=None, password="")

    return take_back


@pytest.fixture
def acting(cast: Cast) -> Iterator[Callable[[str], Actor]]:
    """The actor that somebody of the cast is, in her own schools."""
    with transaction.atomic(), ExitStack() as scopes:

        def become(name: str, profile: Profile | None = None) -> Actor:
            someone = cast.people[name]
            actor = actor_under(
                profile or cast.profiles[name],
                attachments_of(someone.pk),
                person_id=someone.pk,
                first_name=someone.first_name,
                last_name=someone.last_name,
                account_id=Account.objects.get(person=someone).pk,
            )
            scopes.enter_context(school_scope(actor.school_ids))
            return actor

        yield become


@dataclass
class Browser:
    """A browser at the doors of access."""

    client: Client

    def signs_in(self, login: str, password: str = PASSWORD, **more: object) -> str:
        """The page met after the form was sent: its address when it moved on, else its text."""
        return self.sends("/connexion/", login=login, password=password, **more)

    def sends(self, path: str, **fields: object) -> str:
        """Likewise for any form."""
        response = self.client.post(path, fields)
        if response.status_code == 302:
            return str(response["Location"])
        assert response.status_code == 200, response.status_code
        return text_of(response.content.decode())

    def reads(self, path: str) -> str:
        """The text of a page."""
        response = self.client.get(path, follow=True)
        assert response.status_code == 200
        return text_of(response.content.decode())


@pytest.fixture
def browser(cast: Cast) -> Callable[[], Browser]:
    """A new browser that has met the door once."""

    def opened() -> Browser:
        client = Client()
        client.get("/connexion/")
        return Browser(client)

    return opened


def text_of(html: str) -> str:
    """The words of a page, blanks and narrow blanks alike."""
    words = re.sub(r"<[^>]+>", " ", html).replace("&#39;", "'")
    return " ".join(words.replace("\u202f", " ").split())


def facts() -> list[str]:
    """What happened, in order, without the room's name."""
    return [name.split(".")[1] for name in LedgerEvent.objects.order_by("id").values_list("name", flat=True)]


def codes_mailed_to(address: str) -> list[str]:
    """Let the ledger and the jobs do their work; the codes that reached this mailbox."""
    gather_listeners()
    deliver_all()
    for row in LedgerEvent.objects.filter(name="access.PasswordResetAsked").exclude(payload__account_id=None):
        mail_reset_code(account_id=row.payload["account_id"], asked_at=row.at.isoformat())
    for row in LedgerEvent.objects.filter(name="access.EmailChangeAsked"):
        mail_email_code(account_id=row.payload["account_id"])
    letters = [str(letter.body) for letter in mail.outbox if letter.to == [address]]
    return [found.group() for body in letters if (found := re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", body))]
