"""Every action, asked by everybody: the second half of the matrix. It refuses alone, whatever screen asks."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from preau.access.actors import actor_under, attachments_of
from preau.access.models import Account
from preau.foundation.tenancy.scope import school_scope
from preau.kernel.action import ACTIONS
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed
from tests.cast import Cast
from tests.deeds import DOORS, EXPECTED, OWN, UNRECORDED
from tests.matrix.answer import EVERYBODY

ROOT = Path(__file__).resolve().parents[2]


def every_action() -> dict[str, Callable[..., object]]:
    """`room.action` -> the action. Feeds are Préau's own work and are asked from the terminal alone."""
    for path in sorted((ROOT / "preau").glob("*/actions/[a-z]*.py")):
        import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    named = {f"{name.split('.')[1]}.{name.split('.')[-1]}": act for name, act in ACTIONS.items()}
    return {name: act for name, act in named.items() if not name.startswith("exchange.")}


def acting(cast: Cast, name: str) -> Actor:
    someone = cast.people[name]
    return actor_under(
        cast.profiles[name],
        attachments_of(someone.pk),
        person_id=someone.pk,
        first_name=someone.first_name,
        last_name=someone.last_name,
        account_id=Account.objects.get(person=someone).pk,
    )


def obeys(act: Callable[..., object], actor: Actor, words: Callable[[Cast], dict[str, Any]], cast: Cast) -> bool:
    """True when the action does it; what it wrote is undone. Every school is in scope: it decides alone."""
    with transaction.atomic(), school_scope([school.pk for school in cast.schools.values()]):
        try:
            with transaction.atomic():
                act(actor=actor, **words(cast))
        except NotAllowed:
            return False
        finally:
            transaction.set_rollback(True)
    return True


def test_every_action_has_an_expected_answer() -> None:
    assert set(every_action()) == {*EXPECTED, *DOORS, *OWN}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_an_action_obeys_those_expected_and_nobody_else(name: str, cast: Cast) -> None:
    asked, act = EXPECTED[name], every_action()[name]
    obeyed = {
        person for person in (*sorted(EVERYBODY), "oncle") if obeys(act, acting(cast, person), asked.words, cast)
    }
    assert obeyed == asked.obeys


@pytest.mark.parametrize("name", sorted(OWN))
def test_an_action_on_what_is_one_s_own_takes_no_id(name: str) -> None:
    words = inspect.signature(every_action()[name]).parameters
    assert [word for word in words if word.endswith(("_id", "_ids"))] == []


@pytest.mark.parametrize("name", sorted({*EXPECTED, *DOORS, *OWN} - UNRECORDED))
def test_an_action_records_what_it_did(name: str) -> None:
    act = every_action()[name]
    assert "record(" in inspect.getsource(inspect.getmodule(act))  # type: ignore[arg-type]
