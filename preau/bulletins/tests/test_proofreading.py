"""Proofreading: a class read pupil by pupil or subject by subject, by whom and with what on it (C92)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from preau.directory.models import FormTeacher, Membership
from preau.grading.models import TermLock
from tests.cast import NOW, TODAY, YEAR_START, Cast, everywhere

Visit = Callable[[str], Client]
NOES = "Ensemble fragile mais des progrès a l’oral."


@pytest.fixture(autouse=True)
def form_teacher(cast: Cast) -> None:
    """M. Petit is the form teacher of 4e B."""
    with everywhere(cast):
        FormTeacher.objects.create(
            school=cast.schools["college"], group=cast.groups["4B"], person=cast.petit, begins_on=YEAR_START
        )


def read(client: Client, cast: Cast, view: str = "", term: str = "4B-1") -> str:
    path = f"/0310001A/bulletins/classes/{cast.terms[term].pk}/relecture/"
    answer = client.get(path, {"vue": view} if view else {})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_first_pupil_comes_first_then_the_next(cast: Cast, visit: Visit) -> None:
    page = read(visit("petit"), cast)
    assert NOES in page
    assert "Claire Durand, le 24/11/2026" in page
    assert f"?vue=eleve-{cast.lea.pk}" in page
    following = read(visit("petit"), cast, f"eleve-{cast.lea.pk}")
    assert (NOES in following, "Rien n’est écrit." in following) == (False, True)


def test_a_subject_is_read_pupil_after_pupil(cast: Cast, visit: Visit) -> None:
    page = read(visit("petit"), cast, f"matiere-{cast.gradebooks['maths'].pk}")
    assert NOES in page
    assert "Martin-Ségala Léa" in page


@pytest.mark.parametrize("view", ["eleve-999999", "matiere-x", "tout", "eleve-"])
def test_an_address_that_names_nobody_shows_the_first_pupil(cast: Cast, visit: Visit, view: str) -> None:
    assert NOES in read(visit("petit"), cast, view)


def test_a_pupil_of_another_school_is_not_read_from_here(cast: Cast, visit: Visit) -> None:
    page = read(visit("petit"), cast, f"eleve-{cast.jumelle.pk}")
    assert "Vidal" not in page


@pytest.mark.parametrize(("who", "proposes"), [("petit", True), ("chef", False), ("cpe", False)])
def test_who_reads_the_class_and_who_may_propose(cast: Cast, visit: Visit, who: str, *, proposes: bool) -> None:
    page = read(visit(who), cast)
    assert ("Votre proposition attend" in page, "Texte corrigé" in page) == (proposes, proposes)


@pytest.mark.parametrize("who", ["durand", "double", "secretaire", "jumeau_prof", "jumeau_chef", "marc", "lea"])
def test_nobody_else_reads_it(cast: Cast, visit: Visit, who: str) -> None:
    path = f"/0310001A/bulletins/classes/{cast.terms['4B-1'].pk}/relecture/"
    assert visit(who).get(path).status_code == 404


def test_a_class_is_not_read_from_another_school(cast: Cast, visit: Visit) -> None:
    path = f"/0340002B/bulletins/classes/{cast.terms['4B-1'].pk}/relecture/"
    assert visit("jumeau_chef").get(path).status_code == 404


def test_a_closed_term_is_read_and_takes_no_proposal(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        TermLock.objects.create(
            school=cast.schools["college"], term=cast.terms["4B-1"], state="fermee", changed_at=NOW,
            changed_by_id=1,
        )  # fmt: skip
    page = read(visit("petit"), cast)
    assert (NOES in page, "Texte corrigé" in page) == (True, False)


def test_who_left_is_not_read_any_more_and_an_empty_class_says_so(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        Membership.objects.filter(group=cast.groups["4B"]).update(ends_on=TODAY)
    assert "Cette classe n’a pas d’élèves." in read(visit("petit"), cast)
