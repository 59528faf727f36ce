"""The page of a person: what a school says of her, and to whom."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.test import Client

from preau.directory.models import Enrolment, FormTeacher, Guardianship, Membership, Person, Pupil
from tests.cast import TODAY, YEAR_START, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
Address = Callable[..., str]


@pytest.fixture
def reachable(cast: Cast) -> None:
    """The feed says how to reach Marc, and Léa."""
    Person.objects.filter(pk=cast.marc.pk).update(mobile="06 11 22 33 44", address="3 rue du Puits")
    Person.objects.filter(pk=cast.lea.pk).update(mobile="07 55 44 33 22", email="lea@exemple.fr")


@pytest.fixture
def read(visit: Visit, at_college: Address, cast: Cast) -> Callable[[str, str], str]:
    """The page of somebody, as somebody else reads it."""

    def page(reader: str, whose: str) -> str:
        path = at_college("person", person_id=cast.people[whose].pk)
        return visit(reader).get(path).content.decode()

    return page


@pytest.fixture
def status(visit: Visit, at_college: Address, cast: Cast) -> Callable[[str, str], int]:
    return lambda reader, whose: visit(reader).get(
        at_college("person", person_id=cast.people[whose].pk)
    ).status_code  # fmt: skip


@pytest.mark.usefixtures("reachable")
@pytest.mark.parametrize("reader", ["cpe", "chef", "secretaire"])
def test_the_office_reads_a_pupil_her_groups_and_her_family(read: Callable[[str, str], str], reader: str) -> None:
    html = read(reader, "lea")
    for said in (
        "03/05/2012", "4e B", "4B ESP", "depuis le 01/09/2026", "07 55 44 33 22", "lea@exemple.fr",
        "Marc Martin", "Père, représentant légal, est prévenu, consulte, décide", "06 11 22 33 44",
        "Jean Martin", "Autre membre de la famille, contact",
    ):  # fmt: skip
        assert said in html
    assert "Tom" not in html


@pytest.mark.usefixtures("reachable")
def test_a_teacher_reads_who_answers_for_her_pupil_and_not_how_to_reach_them(
    cast: Cast, read: Callable[[str, str], str], seen_everywhere: Look
) -> None:
    html = read("durand", "lea")
    assert "Marc Martin" in html
    assert not any(word in html for word in ("06 11", "07 55", "est prévenu", "Jean Martin", "3 rue du Puits"))
    with seen_everywhere():
        FormTeacher.objects.create(
            school=cast.schools["college"], group=cast.groups["4B"], person=cast.durand, begins_on=YEAR_START
        )
    html = read("durand", "lea")
    assert all(word in html for word in ("06 11", "07 55", "est prévenu", "Jean Martin"))


def test_no_contact_is_told_to_those_who_reach_families_only(cast: Cast, read: Callable[[str, str], str]) -> None:
    Guardianship.objects.filter(pupil_id=cast.lea.pk, guardian=cast.marc).update(
        is_informed=False, may_consult=False, may_decide=False, no_contact=True, is_set_by_hand=True,
        decision_reference="JAF 2026/12",
    )  # fmt: skip
    html = read("cpe", "lea")
    assert "Aucun contact" in html
    assert "JAF 2026/12" in html
    assert "Marc Martin" not in read("durand", "lea")


def test_brothers_and_sisters_of_the_same_school_are_told(
    cast: Cast, read: Callable[[str, str], str], seen_everywhere: Look
) -> None:
    with seen_everywhere():
        Enrolment.objects.create(
            school=cast.schools["college"], pupil=Pupil.objects.get(pk=cast.tom.pk), begins_on=YEAR_START
        )
    assert "Tom Martin-Ségala" in read("cpe", "lea")
    assert "Tom Martin-Ségala" not in read("durand", "lea")


def test_past_groups_stay_with_their_dates(
    cast: Cast, read: Callable[[str, str], str], seen_everywhere: Look
) -> None:
    with seen_everywhere():
        Membership.objects.filter(pk=cast.memberships["CHORALE"].pk).update(ends_on=TODAY)
    html = read("cpe", "lea")
    assert "du 01/09/2026 au 23/11/2026" in html
    assert "Groupe de l’établissement, pas aujourd’hui" in html


def test_a_member_of_the_staff_says_what_she_does_and_teaches(read: Callable[[str, str], str]) -> None:
    html = read("petit", "durand")
    assert "Enseignement" in html
    assert "Mathématiques" in html
    assert "/classes/" not in html.split("<main")[1].split("Classes et groupes enseignés")[1]


def test_a_guardian_is_read_with_her_children_of_the_school(
    read: Callable[[str, str], str], status: Callable[[str, str], int]
) -> None:
    html = read("secretaire", "marc")
    assert "Léa Martin-Ségala" in html
    assert "Tom" not in html
    assert status("durand", "marc") == 404
    both = read("chef", "double")
    assert "Personnel, Responsable" in both
    assert "Noé Bœuf" in both
    assert "Noé" not in read("petit", "double").split("<main")[1]


@pytest.mark.parametrize(
    ("reader", "whose"),
    [
        ("petit", "lea"), ("chef", "tom"), ("chef", "jumelle"), ("chef", "jumeau_prof"), ("chef", "jumeau_parent"),
        ("jumeau_chef", "lea"), ("marc", "lea"), ("lea", "lea"), ("agent", "lea"), ("chef", "agent"),
    ],
)  # fmt: skip
def test_whoever_is_not_reached_has_no_page(status: Callable[[str, str], int], reader: str, whose: str) -> None:
    assert status(reader, whose) == 404


def test_a_pupil_who_left_has_no_page_any_more(
    cast: Cast, status: Callable[[str, str], int], seen_everywhere: Look
) -> None:
    with seen_everywhere():
        Enrolment.objects.filter(pupil_id=cast.lea.pk).update(ends_on=TODAY + timedelta(days=1))
    assert (status("chef", "lea"), status("chef", "sofia")) == (200, 200)
    with seen_everywhere():
        Enrolment.objects.filter(pupil_id=cast.lea.pk).update(ends_on=TODAY)
    assert (status("chef", "lea"), status("chef", "sofia")) == (404, 404)
