"""A school's export of SIECLE, compared and applied: who arrives, moves, leaves, answers for whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from preau.directory.models import Enrolment, Group, Guardianship, Membership, Person, PersonKey, Pupil, School
from preau.exchange.siecle.tests.feed import document
from preau.exchange.upload.people.plan import Plan, What
from preau.exchange.upload.tests.school_file import guardians, pupils, siecle, structures_file
from preau.foundation.ledger.models import LedgerEvent
from preau.kernel.refusals import NotPossible
from tests.cast import TODAY, Cast

Import = Callable[..., Plan]


def division_of(person: Person) -> str:
    return Membership.objects.get(pupil_id=person.pk, ends_on=None, group__kind=Group.Kind.DIVISION).group.code


def test_those_the_school_knows_are_found_by_name_and_birth_date(
    bring: Import, cast: Cast, tmp_path: Path
) -> None:
    persons = Person.objects.count()
    plan = bring(siecle(tmp_path, pupils(lea="4e B", noe="4e B")))
    assert plan.counts[What.ARRIVAL] == 0
    assert Person.objects.count() == persons
    assert PersonKey.objects.get(kind="ine", key="010000000AA").person_id == cast.lea.pk
    assert PersonKey.objects.get(source="016", kind="siecle", key="2").person_id == cast.noe.pk


def test_a_newcomer_is_enrolled_from_the_day_the_file_tells(bring: Import, tmp_path: Path) -> None:
    plan = bring(siecle(tmp_path, pupils(lea="4e B", noe="4e B", eva="5e A")))
    assert plan.counts[What.ARRIVAL] == 1
    eva = Person.objects.get(last_name="ALIBERT")
    assert Enrolment.objects.get(pupil_id=eva.pk).begins_on == date(2026, 9, 1)
    assert Membership.objects.get(pupil_id=eva.pk).begins_on == date(2026, 9, 1)
    assert division_of(eva) == "5e A"
    assert eva.sorting_name == "alibert eva"


def test_a_pupil_who_moves_is_in_the_new_class_from_today(bring: Import, cast: Cast, tmp_path: Path) -> None:
    plan = bring(siecle(tmp_path, pupils(lea="5e A", noe="4e B")))
    assert [(one.name, one.detail) for one in plan.happenings if one.what is What.MOVE] == [
        ("MARTIN-SÉGALA Léa", "4e B → 5e A")
    ]
    assert Membership.objects.get(pupil_id=cast.lea.pk, group=cast.groups["4B"]).ends_on == TODAY
    assert Membership.objects.get(pupil_id=cast.lea.pk, group=cast.groups["5A"]).begins_on == TODAY


def test_a_group_the_file_does_not_speak_of_keeps_its_members(bring: Import, cast: Cast, tmp_path: Path) -> None:
    bring(siecle(tmp_path, pupils(lea="4e B", noe="4e B")))
    assert Membership.objects.get(pupil_id=cast.lea.pk, group=cast.groups["4B-ESP"]).ends_on is None
    bring(siecle(tmp_path, pupils(lea="4e B", noe="4e B,G:4B ESP")))
    assert Membership.objects.get(pupil_id=cast.lea.pk, group=cast.groups["4B-ESP"]).ends_on == TODAY


def test_a_locked_group_is_left_as_it_is(bring: Import, cast: Cast, college: School, tmp_path: Path) -> None:
    Group.objects.filter(pk=cast.groups["4B"].pk).update(is_locked=True)
    bring(siecle(tmp_path, pupils(lea="5e A", noe="4e B")))
    assert Membership.objects.get(pupil_id=cast.lea.pk, group=cast.groups["4B"]).ends_on is None


def test_the_same_file_twice_changes_nothing(bring: Import, tmp_path: Path) -> None:
    told = siecle(
        tmp_path,
        pupils(lea="4e B,G:LATIN", noe="5e A", eva="6e C"),
        guardians("1", "3"),
        structures_file(**{"4e B": "Quatrième B", "6e C": "Sixième C"}),
    )
    assert not bring(told).is_nothing
    facts = LedgerEvent.objects.count()
    again = bring(told)
    assert again.is_nothing
    assert LedgerEvent.objects.count() == facts


def test_nobody_leaves_because_the_file_does_not_name_her(bring: Import, cast: Cast, tmp_path: Path) -> None:
    plan = bring(siecle(tmp_path, pupils(lea="4e B")))
    assert [one.name for one in plan.happenings if one.what is What.ABSENT] == ["Bœuf Noé"]
    assert Enrolment.objects.get(pupil_id=cast.noe.pk).ends_on is None


def test_who_is_absent_has_left_when_the_school_says_so(bring: Import, cast: Cast, tmp_path: Path) -> None:
    plan = bring(siecle(tmp_path, pupils(lea="4e B")), absent_have_left=True)
    assert [one.name for one in plan.happenings if one.what is What.DEPARTURE] == ["Bœuf Noé"]
    assert Enrolment.objects.get(pupil_id=cast.noe.pk).ends_on == TODAY
    assert not Membership.objects.filter(pupil_id=cast.noe.pk, ends_on=None).exists()


def test_too_many_departures_wait_for_a_second_word(
    bring: Import, cast: Cast, college: School, tmp_path: Path
) -> None:
    for n in range(6):
        person = Person.objects.create(last_name=f"Nombreux{n}", first_name="Ana", sorting_name=f"nombreux{n} ana")
        Enrolment.objects.create(school=college, pupil=Pupil.objects.create(person=person), begins_on=TODAY)
    told = siecle(tmp_path, pupils(lea="4e B", noe="4e B"))
    with pytest.raises(NotPossible, match="6 élèves sur 8"):
        bring(told, absent_have_left=True)
    assert Enrolment.objects.filter(ends_on=None).count() == 8
    bring(told, absent_have_left=True, is_confirmed=True)
    assert Enrolment.objects.filter(ends_on=None).count() == 2


def test_a_guardian_who_answers_for_the_child_already_is_one_person(
    bring: Import, cast: Cast, tmp_path: Path
) -> None:
    bring(siecle(tmp_path, pupils(lea="4e B", noe="4e B", eva="5e A"), guardians("1", "3")))
    eva = Person.objects.get(last_name="ALIBERT")
    assert Guardianship.objects.get(pupil_id=eva.pk).guardian_id == cast.marc.pk
    assert Guardianship.objects.get(pupil_id=cast.lea.pk, guardian=cast.marc).pays_fees is True
    cast.marc.refresh_from_db()
    assert cast.marc.mobile == "0612345678"
    assert Guardianship.objects.filter(pupil_id=cast.lea.pk, ends_on=None).count() == 3


def test_a_guardian_of_no_pupil_of_the_school_is_not_brought(bring: Import, tmp_path: Path) -> None:
    bring(siecle(tmp_path, pupils(lea="4e B", noe="4e B"), guardians("1")))
    assert not Person.objects.filter(last_name="ROUX", first_name="Zoé").exists()


def test_rights_set_by_a_judge_survive(bring: Import, cast: Cast, tmp_path: Path) -> None:
    held = Guardianship.objects.filter(pupil_id=cast.lea.pk, guardian=cast.marc)
    held.update(
        is_set_by_hand=True, is_informed=False, may_consult=False, may_decide=False, no_contact=True, level=3
    )
    bring(siecle(tmp_path, pupils(lea="4e B", noe="4e B"), guardians("1")))
    assert held.get().level == 1
    assert held.get().may_consult is False
    held.update(ends_on=TODAY)
    plan = bring(siecle(tmp_path, pupils(lea="4e B", noe="4e B"), guardians("1")))
    assert "elle n’est pas rouverte" in " ".join(anomaly.reason for anomaly in plan.anomalies)
    assert held.get().ends_on == TODAY


def test_who_the_directory_of_the_academie_brought_is_only_completed(
    bring: Import, cast: Cast, tmp_path: Path
) -> None:
    PersonKey.objects.create(person=cast.marc, source="016", kind="aaf", key="77")
    Person.objects.filter(pk=cast.marc.pk).update(mobile="0700000000")
    bring(siecle(tmp_path, pupils(lea="4e B", noe="4e B"), guardians("1")))
    cast.marc.refresh_from_db()
    assert (cast.marc.mobile, cast.marc.title) == ("0700000000", "M.")


def test_a_pupil_of_another_school_is_known_when_number_name_and_birth_date_agree(
    bring: Import, cast: Cast, tmp_path: Path
) -> None:
    PersonKey.objects.create(person=cast.jumelle, kind="ine", key="030000000CC")
    Person.objects.filter(pk=cast.jumelle.pk).update(
        last_name="ALIBERT", first_name="Eva", sorting_name="alibert eva", born_on=date(2013, 2, 14)
    )
    bring(siecle(tmp_path, pupils(lea="4e B", noe="4e B", eva="5e A")))
    assert Enrolment.objects.get(pupil_id=cast.jumelle.pk).begins_on == date(2026, 9, 1)
    assert Person.objects.filter(last_name="ALIBERT").count() == 1


def test_a_number_that_is_somebody_else_s_is_told_and_not_taken(bring: Import, cast: Cast, tmp_path: Path) -> None:
    PersonKey.objects.create(person=cast.jumelle, kind="ine", key="030000000CC")
    plan = bring(siecle(tmp_path, pupils(lea="4e B", noe="4e B", eva="5e A")))
    assert "aussi celui d’une autre personne" in " ".join(anomaly.reason for anomaly in plan.anomalies)
    assert not Enrolment.objects.filter(pupil_id=cast.jumelle.pk).exists()


def test_what_the_school_wrote_of_itself_is_kept(bring: Import, college: School, tmp_path: Path) -> None:
    School.objects.filter(pk=college.pk).update(phone="0561000000", owned_fields=["phone"])
    address = {"LIGNE1_ADRESSE": "2 rue des Arts", "TELEPHONE": "0562999999"}
    communs = document("BEE_COMMUN", {"UAJ": "".join(f"<{tag}>{text}</{tag}>" for tag, text in address.items())})
    bring(siecle(tmp_path, pupils(lea="4e B", noe="4e B"), communs))
    college.refresh_from_db()
    assert (college.phone, college.street) == ("0561000000", "2 rue des Arts")
