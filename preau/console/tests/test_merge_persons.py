"""Two records of one person become one, and are parted again: every row as it was (capability C5)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection

from preau.access.actors import attachments_of
from preau.access.models import Account, Mandate, Session
from preau.attendance.models import Absence
from preau.console.tests.merging import Merging, naming, snapshot, tie
from preau.directory.merging import columns_of_persons
from preau.directory.models import (
    Enrolment,
    Guardianship,
    ImageRight,
    Membership,
    Person,
    PersonKey,
    PersonMerge,
    Pupil,
)
from preau.foundation.ledger.models import LedgerEvent
from preau.foundation.notices.models import Notice
from preau.kernel import clock
from preau.kernel.actor import Profile
from preau.kernel.refusals import NotAllowed, NotPossible
from tests.cast import NOW, TODAY, YEAR_START, Cast, person


def second(cast: Cast, *, born: date | None = date(2012, 5, 3)) -> Person:
    """A second record of Léa, who came by another file: a pupil of the collège, in 5e A."""
    twin = person(cast, "lea2", "Lea", "Martin Segala", Profile.PUPIL, born)
    pupil = Pupil.objects.create(person=twin, regime="demi-pensionnaire")
    Enrolment.objects.create(school=cast.schools["college"], pupil=pupil, begins_on=YEAR_START)
    Membership.objects.create(
        school=cast.schools["college"], group=cast.groups["5A"], pupil=pupil, begins_on=YEAR_START
    )
    return twin


def test_the_survivor_keeps_both_histories(cast: Cast, merging: Merging, seen: None) -> None:
    twin = second(cast)
    tie(cast, twin, cast.sofia)
    PersonKey.objects.create(person=cast.lea, source="016", kind="aaf", key="1")
    PersonKey.objects.create(person=twin, source="016", kind="aaf", key="2")
    absence = Absence.objects.create(
        school=cast.schools["college"], pupil_id=twin.pk, lesson=cast.lessons["autre"], held_on=TODAY,
        noted_at=NOW, noted_by_id=1,
    )  # fmt: skip
    notice = Notice.objects.create(
        recipient_id=cast.marc.pk, event_id=1, at=NOW, kind="x", title="x", about_pupil_id=twin.pk
    )
    merging.merge(cast.lea, twin)
    assert {key.key for key in PersonKey.objects.filter(person=cast.lea)} == {"1", "2"}
    assert Absence.objects.get(pk=absence.pk).pupil_id == cast.lea.pk
    assert Notice.objects.get(pk=notice.pk).about_pupil_id == cast.lea.pk
    assert naming(twin.pk) == set()
    assert Guardianship.objects.filter(pupil_id=cast.lea.pk, guardian=cast.sofia, ends_on=None).count() == 1


def test_it_is_written_in_the_ledger(cast: Cast, merging: Merging, seen: None) -> None:
    twin = second(cast)
    merge = merging.merge(cast.lea, twin)
    merging.part(merge)
    told = LedgerEvent.objects.filter(name__startswith="directory.Persons").order_by("id")
    assert [(fact.name, fact.payload["kept_id"], fact.payload["gone_id"]) for fact in told] == [
        ("directory.PersonsMerged", cast.lea.pk, twin.pk),
        ("directory.PersonsParted", cast.lea.pk, twin.pk),
    ]


def test_the_record_that_goes_opens_nothing_any_more(cast: Cast, merging: Merging, seen: None) -> None:
    """Her sessions end at the next request, even where both records had an account."""
    twin = second(cast)
    account = Account.objects.create(person=twin, login="lea2", activated_at=NOW)
    merging.merge(cast.lea, twin)
    assert attachments_of(twin.pk).profiles() == ()
    assert Account.objects.get(pk=account.pk).person_id == twin.pk


def test_the_only_account_goes_to_the_survivor(cast: Cast, merging: Merging, seen: None) -> None:
    twin = second(cast)
    merge = merging.merge(twin, cast.lea)
    assert Account.objects.get(login="lea").person_id == twin.pk
    assert Session.objects.filter(account__person=twin).exists()
    merging.part(merge)
    assert Account.objects.get(login="lea").person_id == cast.lea.pk


def test_a_forbidden_contact_stays_forbidden(cast: Cast, merging: Merging, seen: None) -> None:
    """Marc has two records, and a decision forbids one of them to meet Léa: it forbids the person."""
    twin = person(cast, "marc2", "Marc", "Martin", Profile.GUARDIAN)
    tie(
        cast, cast.lea, twin, is_informed=False, may_consult=False, may_decide=False, no_contact=True,
        is_set_by_hand=True,
    )  # fmt: skip
    Guardianship.objects.filter(pupil_id=cast.tom.pk).delete()
    before = snapshot()
    merge = merging.merge(cast.marc, twin)
    kept = Guardianship.objects.get(pupil_id=cast.lea.pk, guardian=cast.marc, ends_on=None)
    assert kept.no_contact
    assert not kept.is_informed
    merging.part(merge)
    assert snapshot() == before


def test_a_refused_photo_stays_refused(cast: Cast, merging: Merging, seen: None) -> None:
    twin = second(cast)
    for someone, granted in ((cast.lea, True), (twin, False)):
        ImageRight.objects.create(
            school=cast.schools["college"], pupil_id=someone.pk, is_granted=granted, answered_on=TODAY
        )
    merging.merge(cast.lea, twin)
    assert not ImageRight.objects.get(pupil_id=cast.lea.pk).is_granted


def test_an_adult_who_becomes_a_pupil_is_none_again(cast: Cast, merging: Merging, seen: None) -> None:
    twin = second(cast)
    before = snapshot()
    merge = merging.merge(cast.sofia, twin)
    assert Pupil.objects.filter(pk=cast.sofia.pk).exists()
    merging.part(merge)
    assert snapshot() == before


def test_after_thirty_days_it_is_for_good(cast: Cast, merging: Merging, seen: None) -> None:
    merge = merging.merge(cast.lea, second(cast))
    with clock.at(NOW + timedelta(days=30)), pytest.raises(NotPossible, match="30 jours"):
        merging.part(merge)
    with clock.at(NOW + timedelta(days=29, hours=23)):
        merging.part(merge)


def test_the_last_merge_is_undone_first(cast: Cast, merging: Merging, seen: None) -> None:
    twin = second(cast)
    first = merging.merge(twin, cast.lea)
    merging.merge(cast.noe, twin)
    with pytest.raises(NotPossible, match="d’abord l’autre fusion"):
        merging.part(first)


def test_a_merge_is_undone_once(cast: Cast, merging: Merging, seen: None) -> None:
    merge = merging.merge(cast.lea, second(cast))
    merging.part(merge)
    with pytest.raises(NotAllowed):
        merging.part(merge)


@pytest.mark.parametrize("by", ["durand", "cpe", "jumeau_chef", "agent", "marc"])
def test_others_neither_merge_nor_part(cast: Cast, merging: Merging, seen: None, by: str) -> None:
    twin = second(cast)
    merge = merging.merge(cast.lea, twin)
    with pytest.raises(NotAllowed):
        merging.part(merge, by)
    merging.part(merge)
    with pytest.raises(NotAllowed):
        merging.merge(cast.lea, twin, by)


def test_a_person_the_school_does_not_know_is_not_found(cast: Cast, merging: Merging, seen: None) -> None:
    for kept, gone in ((cast.lea, cast.jumelle), (cast.jumelle, cast.lea), (cast.lea, cast.lea)):
        with pytest.raises(NotAllowed):
            merging.merge(kept, gone)


def test_a_person_of_two_schools_is_not_merged_by_one(cast: Cast, merging: Merging, seen: None) -> None:
    """Marc is also the father of Tom, at the lycée agricole."""
    with pytest.raises(NotPossible, match="autre établissement"):
        merging.merge(cast.sofia, cast.marc)


def test_nobody_merges_her_own_record(cast: Cast, merging: Merging, seen: None) -> None:
    with pytest.raises(NotPossible, match="propre fiche"):
        merging.merge(cast.chef, cast.durand)


def test_the_direction_alone_merges_who_works_here(cast: Cast, merging: Merging, seen: None) -> None:
    with pytest.raises(NotPossible, match="direction seule"):
        merging.merge(cast.durand, cast.petit, "secretaire")
    merge = merging.merge(cast.cpe, cast.petit)
    with pytest.raises(NotPossible, match="direction seule"):
        merging.part(merge, "secretaire")


def test_who_replaces_the_other_is_another(cast: Cast, merging: Merging, seen: None) -> None:
    """Petit replaces Durand: the tables refuse that one replaces herself, and nothing has moved."""
    before = snapshot()
    with pytest.raises(NotPossible, match="se contredisent"):
        merging.merge(cast.durand, cast.petit)
    assert snapshot() == before
    assert not PersonMerge.objects.exists()


def test_who_acts_for_the_region_is_held_apart(cast: Cast, merging: Merging, seen: None) -> None:
    Mandate.objects.create(person=cast.sofia, label="Région", begins_on=YEAR_START)
    with pytest.raises(NotPossible, match="Région"):
        merging.merge(cast.double, cast.sofia)


def test_every_table_that_names_a_person_has_one_number_for_a_row(cast: Cast) -> None:
    columns = columns_of_persons()
    assert {("guardianship", "pupil_id"), ("account", "person_id"), ("notice", "recipient_id")} <= {
        (column.table, column.column) for column in columns
    }
    with connection.cursor() as cursor:
        for column in columns:
            cursor.execute(f"SELECT id::bigint FROM {column.table} LIMIT 0")  # noqa: S608
