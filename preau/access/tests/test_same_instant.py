"""The same code typed twice at the same instant opens the account once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from preau.access.actions.activate_account import activate_account
from preau.access.models import Account, ActivationCode, Attempts, Session
from preau.access.outcome import Outcome
from preau.access.tests.conftest import OTHER, PASSWORD
from preau.access.throttle import new_device
from preau.kernel.actor import ANONYMOUS
from preau.kernel.ids import normalised_paper_code, token_digest
from tests.cast import NOW, Cast
from tests.together import elsewhere, swept, while_open

CODE = "K7QF-2MXD-9TRA"


@pytest.fixture
def card(cast: Cast) -> Iterator[str]:
    """The login of Yanis Petit, whose account waits for `CODE`; as it was afterwards."""

    def lay() -> str:
        Account.objects.filter(person=cast.petit).update(activated_at=None)
        account = Account.objects.get(person=cast.petit)
        ActivationCode.objects.create(
            account=account, sheet="personnels:1", digest=token_digest(normalised_paper_code(CODE)),
            issued_at=NOW, expires_at=NOW + timedelta(days=1),
        )  # fmt: skip
        return account.login

    def take_away() -> None:
        Account.objects.filter(person=cast.petit).update(activated_at=NOW, password="")
        Session.objects.filter(account__person=cast.petit).exclude(
            digest=token_digest(cast.token("petit"))
        ).delete()
        Attempts.objects.all().delete()

    with swept(cast):
        yield elsewhere(lay)
        elsewhere(take_away)


def test_a_code_typed_twice_at_once_opens_the_account_once(cast: Cast, card: str) -> None:
    opened: list[Outcome] = []

    def activate(password: str) -> Outcome:
        return activate_account(
            actor=ANONYMOUS, login=card, code=CODE, password=password, device=new_device(), enter=False
        )

    second = while_open(lambda: opened.append(activate(PASSWORD)), lambda: activate(OTHER))
    assert [outcome.is_done for outcome in opened] == [True]
    assert "le code a déjà servi" in second.sentence
