"""Who leaves is pre-deleted, then deleted; who comes back is herself again (C19)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from preau.access.actors import actor_under, attachments_of, open_session
from preau.access.models import Account
from preau.access.sessions import begin_session
from preau.directory.models import Person
from preau.exchange.aaf.actions.mark_leavers import mark_leavers
from preau.exchange.aaf.models import AafRecord
from preau.exchange.aaf.rules import LEAVERS_KEPT
from preau.exchange.aaf.tests.college import bring, college, person_of, rows
from preau.exchange.aaf.tests.feed import Feed
from preau.kernel import clock
from preau.kernel.actor import SYSTEM, Profile
from preau.kernel.refusals import NotAllowed
from tests.cast import NOW, TODAY, Cast


@pytest.fixture
def left(owner: None, tmp_path: Path) -> Feed:
    """The collège, then the same without Noé."""
    feed = college()
    bring(feed, tmp_path)
    mark_leavers(actor=SYSTEM)
    assert not Person.objects.filter(left_on__isnull=False).exists()
    noe = feed.pupils.pop("2")
    bring(feed, tmp_path)
    feed.pupils["2"] = noe
    mark_leavers(actor=SYSTEM)
    return feed


def as_screens() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE preau_app")


def test_who_left_and_her_mother_are_pre_deleted_and_kept(left: Feed) -> None:
    assert set(Person.objects.filter(left_on=TODAY).values_list("first_name", flat=True)) == {"Noé", "Inès"}
    assert person_of("2")["last_name"] == "BŒUF"
    assert rows("SELECT count(*) FROM ledger_event WHERE name = 'aaf.LeaversMarked'") == [(1,)]


def test_the_worker_sees_who_is_tied_from_behind_the_second_wall(left: Feed) -> None:
    as_screens()
    mark_leavers(actor=SYSTEM)
    assert Person.objects.filter(left_on__isnull=False).count() == 2


def test_who_comes_back_is_the_same_person_again(left: Feed, tmp_path: Path) -> None:
    known = person_of("2")["id"]
    bring(left, tmp_path)
    mark_leavers(actor=SYSTEM)
    assert person_of("2")["id"] == known
    assert not Person.objects.filter(left_on__isnull=False).exists()


def test_the_last_day_of_the_delay_keeps_everything_and_the_next_one_nothing(left: Feed) -> None:
    noe = person_of("2")["id"]
    Account.objects.create(person_id=noe, login="noe.boeuf.partant")
    for days, is_erased in ((-1, False), (0, True)):
        with clock.at(NOW + LEAVERS_KEPT + timedelta(days=days)):
            mark_leavers(actor=SYSTEM)
        assert Person.objects.filter(pk=noe, erased_at__isnull=False).exists() is is_erased
    erased = Person.objects.get(pk=noe)
    assert (erased.first_name, erased.born_on, erased.sorting_name) == ("", None, "")
    assert not Account.objects.filter(person_id=noe).exists()
    assert rows("SELECT 1 FROM person_key WHERE person_id = %s", noe) == []
    assert rows("SELECT 1 FROM guardianship WHERE pupil_id = %s", noe) == []
    assert not AafRecord.objects.filter(source="016", key="13").exists()
    assert rows("SELECT count(*) FROM enrolment WHERE pupil_id = %s", noe) == [(1,)]


def test_the_law_is_kept_even_when_a_few_nights_are_missed() -> None:
    assert timedelta(days=80) <= LEAVERS_KEPT <= timedelta(days=89 - 3)


def test_who_is_of_no_school_any_more_is_signed_out_and_does_not_sign_in(owner: None, cast: Cast) -> None:
    account = Account.objects.get(person_id=cast.lea.pk)
    assert open_session(cast.token("lea")) is not None
    with connection.cursor() as cursor:
        cursor.execute("UPDATE enrolment SET ends_on = %s WHERE pupil_id = %s", [TODAY, cast.lea.pk])
        cursor.execute("INSERT INTO person_key (person_id, source, kind, key) VALUES (%s, '016', 'aaf', 'x')",
                       [cast.lea.pk])  # fmt: skip
    mark_leavers(actor=SYSTEM)
    assert Person.objects.get(pk=cast.lea.pk).left_on == TODAY
    assert open_session(cast.token("lea")) is None
    assert begin_session(account, label="", stay=False) is None


def test_only_preau_itself_asks_it(cast: Cast) -> None:
    chef = actor_under(
        Profile.DIRECTION, attachments_of(cast.chef.pk), person_id=cast.chef.pk, first_name="", last_name=""
    )
    with pytest.raises(NotAllowed):
        mark_leavers(actor=chef)
