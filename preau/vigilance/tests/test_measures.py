"""What issue 6 asks of a bad day, at its size: 100,000 copies, 10,000 accounts, 700 schools. The limits are half
of what is asked or less.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from preau.access.models import Account, Session
from preau.directory.models import Person, School
from preau.foundation.tenancy.scope import school_scope
from preau.kernel.actor import SYSTEM
from preau.vigilance.actions.advance_work import advance_work
from preau.vigilance.actions.suspend_messaging import suspend_messaging
from preau.vigilance.models import IncidentAccount, IncidentWork, IncidentWriting
from preau.vigilance.policies import is_frozen
from preau.vigilance.tests.conftest import Leading
from tests.cast import NOW, Cast, everywhere
from tests.house.test_actions import acting
from tests.mailing import written

Lead = Callable[[str], Leading]


@contextmanager
def within(seconds: float) -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < seconds


def run(statement: str, **parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def work(cast: Cast, incident_id: int, kind: str, total: int) -> None:
    """All its pieces, as the worker does them."""
    with everywhere(cast):
        asked = IncidentWork.objects.create(
            incident_id=incident_id, schools=[cast.schools["college"].pk], kind=kind, total=total, event_id=1,
            asked_at=NOW, asked_by_id=cast.chef.pk, asked_profile="direction",
        ).pk  # fmt: skip
    more = True
    while more:
        with everywhere(cast):
            more = advance_work(actor=SYSTEM, work_id=asked)


def test_a_hundred_thousand_copies_are_withdrawn_within_a_minute(cast: Cast, leading: Lead) -> None:
    pk, school = leading("chef").opens().pk, cast.schools["college"].pk
    messages = [written(cast, "noe", "lea", subject=f"Menace {rank}") for rank in range(100)]
    with everywhere(cast):
        run(
            "INSERT INTO message_copy (person_id, message_id, school_id, pupil_id, profile, role) "
            "SELECT 1000000 + 1000 * (m %% 100)::int + n, m, %(school)s, 0, 2, 1 "
            "FROM unnest(%(messages)s::bigint[]) m, generate_series(1, 1000) n",
            school=school, messages=messages,
        )  # fmt: skip
        IncidentWriting.objects.bulk_create(
            IncidentWriting(
                incident_id=pk, school_id=school, writing="message", writing_id=message, author_id=cast.noe.pk,
                author_profile="eleve", written_at=NOW, title="", extract="", copies=1001, readers=0, kept_at=NOW,
                wants="retirer",
            )
            for message in messages
        )  # fmt: skip
    with within(30):
        work(cast, pk, "retirer", len(messages))
    with everywhere(cast):
        assert IncidentWork.objects.latest("pk").copies >= 100_000
        assert not IncidentWriting.objects.filter(incident_id=pk, withdrawn_at=None).exists()


def test_ten_thousand_accounts_are_emptied_and_signed_out_within_a_minute(cast: Cast, leading: Lead) -> None:
    pk, school = leading("chef").opens().pk, cast.schools["college"].pk
    people = Person.objects.bulk_create(
        [Person(first_name="Mesure", last_name=f"n{n}", sorting_name="mesure") for n in range(10_000)], 2000
    )
    accounts = Account.objects.bulk_create(
        [Account(person=one, login=f"mesure.{one.pk}", password="x", activated_at=NOW) for one in people], 2000
    )
    ends_at = NOW + timedelta(days=1)
    sessions = [
        Session(
            digest=f"{account.pk} {n}".encode(), account=account, profile="eleve", started_at=NOW, seen_at=NOW,
            expires_at=ends_at,
        )
        for account in accounts
        for n in range(2)
    ]  # fmt: skip
    Session.objects.bulk_create(sessions, 2000)
    with everywhere(cast):
        kept = [
            IncidentAccount(incident_id=pk, school_id=school, person_id=one.pk, kept_at=NOW, wants="reinitialiser")
            for one in people
        ]
        IncidentAccount.objects.bulk_create(kept, 2000)
    with within(30):
        work(cast, pk, "reinitialiser", 10_000)
    mine = Account.objects.filter(login__startswith="mesure.")
    assert not mine.exclude(password="").exists()
    assert not Session.objects.filter(account__in=mine, ended_at=None).exists()
    with everywhere(cast):
        assert IncidentAccount.objects.filter(incident_id=pk, reset_at=None).count() == 0


@pytest.mark.parametrize("schools", [700])
def test_seven_hundred_schools_are_suspended_in_one_gesture_within_seconds(cast: Cast, schools: int) -> None:
    School.objects.bulk_create(
        School(uai=f"09{n:05d}Z", name=f"Lycée {n}", kind=School.Kind.COLLEGE, source="x", source_key=str(n))
        for n in range(schools)
    )
    ids = list(School.objects.values_list("pk", flat=True))
    with within(5), transaction.atomic(), school_scope([]):
        suspend_messaging(
            actor=acting(cast, "agent"), school_ids=ids, profiles=["eleve"], reason="Attaque", expected_on=None,
            key=UUID(int=7),
        )  # fmt: skip
    with transaction.atomic(), school_scope(ids):
        assert all(is_frozen(pk, "eleve") for pk in ids[-20:])
