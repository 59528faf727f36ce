"""Every action, asked by everybody: the second half of the matrix. It refuses alone, whatever screen asks."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from preau.access.actors import actor_under, attachments_of
from preau.access.models import Account
from preau.attendance.rules import Standing
from preau.attendance.sheet import load_lesson
from preau.directory.models import SchoolYear, Term
from preau.directory.terms import TermDates
from preau.foundation.tenancy.scope import school_scope
from preau.kernel.action import ACTIONS
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed
from tests.cast import NOW, TODAY, Cast
from tests.matrix import EVERYBODY, who

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Asked:
    """What an action is asked in these tests, and whom it obeys; `room.action` names it."""

    obeys: frozenset[str]
    words: Callable[[Cast], dict[str, Any]]


def at_college(**more: Callable[[Cast], Any]) -> Callable[[Cast], dict[str, Any]]:
    return lambda cast: {
        "school_id": cast.schools["college"].pk,
        **{name: get(cast) for name, get in more.items()},
    }


def maths(cast: Cast) -> int:
    return cast.lessons["maths"].pk


def council(cast: Cast) -> dict[int, date]:
    return {Term.objects.get(group=cast.groups["4B"], number=1).pk: date(2026, 11, 27)}


NOBODY: frozenset[str] = frozenset()
CALLERS = who("durand cpe chef")
OFFICE = who("chef secretaire")

EXPECTED: dict[str, Asked] = {
    "access.open_account": Asked(OFFICE, lambda cast: {"person_id": cast.lea.pk}),
    "access.open_accounts_for_school": Asked(OFFICE, at_college()),
    "access.issue_activation_codes": Asked(OFFICE, at_college(group_id=lambda cast: cast.groups["4B"].pk)),
    "access.renew_account": Asked(
        OFFICE, at_college(group_id=lambda cast: cast.groups["4B"].pk, person_id=lambda cast: cast.lea.pk)
    ),
    "access.forget_expired": Asked(NOBODY, lambda cast: {}),
    "access.send_email_code": Asked(NOBODY, lambda cast: {"account_id": 1}),
    "access.send_reset_code": Asked(NOBODY, lambda cast: {"account_id": 1, "asked_at": NOW}),
    "directory.add_closure": Asked(
        OFFICE,
        at_college(label=lambda cast: "Portes ouvertes", starts_on=lambda cast: TODAY, ends_on=lambda cast: TODAY),
    ),
    "directory.remove_closure": Asked(OFFICE, at_college(closure_id=lambda cast: cast.closures["college"].pk)),
    "directory.change_school_settings": Asked(
        OFFICE,
        at_college(midday=lambda cast: time(12), zone=lambda cast: "C", has_saturday_class=lambda cast: True),
    ),
    "directory.set_terms": Asked(
        OFFICE,
        at_college(
            year_id=lambda cast: SchoolYear.objects.get().pk,
            kind=lambda cast: "semestre",
            group_ids=lambda cast: [cast.groups["4B"].pk],
            terms=lambda cast: [
                TermDates(1, date(2026, 9, 1), date(2027, 1, 31)),
                TermDates(2, date(2027, 2, 1), date(2027, 7, 3)),
            ],
        ),
    ),
    "directory.set_councils": Asked(OFFICE, at_college(councils=council)),
    "directory.describe_school": Asked(
        OFFICE,
        at_college(
            **{name: lambda cast: "" for name in ("street", "postal_code", "phone", "email", "web")},
            town=lambda cast: "Toulouse",
        ),
    ),
    "directory.give_back_school": Asked(OFFICE, at_college()),
    "timetable.lay_lessons": Asked(
        NOBODY, at_college(since=lambda cast: TODAY, until=lambda cast: TODAY + timedelta(days=7))
    ),
    "attendance.open_roll": Asked(
        CALLERS,
        lambda cast: {"lesson": load_lesson(maths(cast), school_id=cast.schools["college"].pk)},
    ),
    "attendance.close_roll": Asked(CALLERS, at_college(lesson_id=maths)),
    "attendance.note_standing": Asked(
        CALLERS,
        at_college(lesson_id=maths, pupil_id=lambda cast: cast.lea.pk, standing=lambda cast: Standing.ABSENT),
    ),
    "portal.bind_service": Asked(
        who("chef"), at_college(service=lambda cast: "appel", state=lambda cast: "ferme")
    ),
}

#: Who asks proves herself by a secret: nobody is known yet. Their rooms test them.
DOORS = {
    "access.sign_in", "access.activate_account", "access.ask_password_reset", "access.reset_password",
}  # fmt: skip
#: They touch what is the actor's own, and take no id of anything else.
OWN = {
    "access.sign_out", "access.sign_out_everywhere", "access.switch_profile", "access.change_password",
    "access.ask_email_change", "access.confirm_email", "portal.arrange_favourites",
}  # fmt: skip
#: A preference is no fact.
UNRECORDED = {"portal.arrange_favourites"}


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
