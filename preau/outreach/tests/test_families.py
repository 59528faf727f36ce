"""« Joindre les familles »: what works, since when an address is dead, who never came; to whom it opens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from preau.access.models import Account
from preau.directory.models import FormTeacher, Person
from preau.outreach.models import DeadAddress
from tests.cast import NOW, Cast, everywhere

Visit = Callable[[str], Client]


@pytest.fixture
def page(cast: Cast) -> str:
    """The families of 4e B."""
    return f"/0310001A/familles/{cast.groups['4B'].pk}/"


def test_a_dead_address_says_since_when_and_why_unless_another_works(cast: Cast, visit: Visit, page: str) -> None:
    Account.objects.filter(person=cast.marc).update(email="Marc@exemple.fr")
    DeadAddress.objects.create(address="marc@exemple.fr", since=NOW - timedelta(days=3), why="550 5.1.1 unknown")
    read = visit("cpe").get(page).content.decode()
    assert "Refusé depuis le" in read
    assert "550 5.1.1 unknown" in read
    Person.objects.filter(pk=cast.marc.pk).update(email="marc@ecole.fr")
    assert "Refusé depuis le" not in visit("cpe").get(page).content.decode()


def test_views_keep_who_is_reached_by_nothing_and_who_never_came(cast: Cast, visit: Visit, page: str) -> None:
    Account.objects.filter(person=cast.marc).update(activated_at=None)
    closed = visit("cpe").get(f"{page}?vue=fermes").content.decode()
    assert "Martin Marc" in closed
    assert "Ségala Sofia" not in closed
    Person.objects.filter(pk=cast.people["sofia"].pk).update(email="sofia@ecole.fr")
    paper = visit("cpe").get(f"{page}?vue=papier").content.decode()
    assert "Ségala Sofia" not in paper


def test_the_form_teacher_reads_those_of_her_class_and_a_colleague_does_not(
    cast: Cast, visit: Visit, page: str
) -> None:
    assert visit("durand").get(page).status_code == 404
    with everywhere(cast):
        FormTeacher.objects.create(
            school=cast.schools["college"], group=cast.groups["4B"], person=cast.people["durand"],
            begins_on=NOW.date(),
        )  # fmt: skip
    assert visit("durand").get(page).status_code == 200
    assert visit("durand").get("/0310001A/familles/").status_code == 200
    assert visit("petit").get(page).status_code == 404
    assert visit("jumeau_cpe").get(page).status_code == 404
