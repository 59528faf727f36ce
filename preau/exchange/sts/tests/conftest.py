"""What the tests of this import stand on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from preau.directory.models import Group, Person, PersonKey, Post, School
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel.words import folded
from tests.cast import YEAR_START, Cast


@pytest.fixture
def everywhere(cast: Cast, seen_everywhere: Callable[[], AbstractContextManager[None]]) -> Iterator[None]:
    """The scope of all schools, for the whole test."""
    with seen_everywhere():
        yield


@pytest.fixture
def known(cast: Cast) -> Cast:
    """The cast, with an STS number for Durand, and birth dates."""
    PersonKey.objects.create(person=cast.durand, source="016", kind=PersonKey.Kind.STS, key="500")
    return cast


@pytest.fixture
def louis_aragon(cast: Cast) -> Iterator[School]:
    """The school of the corpus, with its class, its group and its teacher."""
    school = School.objects.create(uai="0771991W", name="Collège Louis-Aragon", source="024", source_key="77")
    with scope_opened_by_hand([school.pk]):
        Group.objects.create(school=school, kind=Group.Kind.DIVISION, code="3A")
        Group.objects.create(school=school, kind=Group.Kind.TEACHING, code="3B_G2")
        jane = Person.objects.create(first_name="Jane", last_name="Doe", sorting_name=folded("Doe Jane"))
        Post.objects.create(school=school, person=jane, function="ENS", profile="enseignant", begins_on=YEAR_START)
        PersonKey.objects.create(person=jane, source="024", kind=PersonKey.Kind.STS, key="69881")
        yield school
