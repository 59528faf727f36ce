"""Programme elements: added, ordered, removed and taken from elsewhere, for a subject and a term (rule B3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from preau.bulletins.models import ProgrammeElement
from preau.bulletins.rules import MOST_ELEMENTS
from preau.directory.models import FormTeacher, Group, Membership, SchoolYear, Term
from preau.foundation.ledger.models import LedgerEvent
from preau.grading.models import Gradebook, GradebookTeacher, TermLock
from tests.cast import NOW, YEAR_START, Cast, everywhere

Visit = Callable[[str], Client]


def path(cast: Cast) -> str:
    return f"/0310001A/bulletins/appreciations/{cast.gradebooks['maths'].pk}/elements/"


def add(client: Client, cast: Cast, texts: str = "", *, term: int = 1, source: str = "") -> tuple[int, str]:
    said = {"source": source} if source else {"texts": texts}
    answer = client.post(f"{path(cast)}?periode=trimestre-{term}", said)
    return answer.status_code, answer.content.decode()


def there(cast: Cast, term: int = 1) -> list[str]:
    with everywhere(cast):
        found = ProgrammeElement.objects.filter(gradebook=cast.gradebooks["maths"], number=term)
        return list(found.values_list("text", flat=True))


def move(client: Client, cast: Cast, element: str, way: str) -> int:
    where = f"/0310001A/bulletins/elements/{cast.words[element]}/place/"
    return client.post(where, {"sens": way}).status_code


def remove(client: Client, cast: Cast, element: str) -> int:
    return client.post(f"/0310001A/bulletins/elements/{cast.words[element]}/retirer/").status_code


def test_several_are_added_one_a_line_and_none_twice(cast: Cast, visit: Visit) -> None:
    assert add(visit("durand"), cast, "Équations\n\n  Fractions \nAires   et périmètres\nÉquations")[0] == 302
    assert there(cast) == ["Fractions", "Volumes", "Équations", "Aires et périmètres"]
    add(visit("durand"), cast, "Équations")
    assert len(there(cast)) == 4
    with everywhere(cast):
        assert LedgerEvent.objects.filter(name__endswith="ElementsChanged").count() == 1


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ("", "Écrivez un élément"),
        (" \n ", "Écrivez un élément"),
        ("x" * 301, "raccourcissez de 1."),
        ("\n".join(f"Élément {n}" for n in range(MOST_ELEMENTS - 1)), "20 éléments au plus"),
    ],
)
def test_what_cannot_be_added_comes_back_with_its_text(cast: Cast, visit: Visit, texts: str, told: str) -> None:
    status, page = add(visit("durand"), cast, texts)
    assert (status, told in page, texts.strip() in page) == (422, True, True)
    assert there(cast) == ["Fractions", "Volumes"]


def test_they_are_ordered_and_the_ends_stay_where_they_are(cast: Cast, visit: Visit) -> None:
    assert move(visit("durand"), cast, "second", "haut") == 302
    assert there(cast) == ["Volumes", "Fractions"]
    move(visit("durand"), cast, "second", "haut")
    assert there(cast) == ["Volumes", "Fractions"]
    move(visit("durand"), cast, "second", "bas")
    move(visit("durand"), cast, "second", "bas")
    assert there(cast) == ["Fractions", "Volumes"]


def test_one_is_removed_and_is_no_longer_there(cast: Cast, visit: Visit) -> None:
    assert remove(visit("durand"), cast, "first") == 302
    assert there(cast) == ["Volumes"]
    assert remove(visit("durand"), cast, "first") == 404
    assert move(visit("durand"), cast, "first", "bas") == 404


def test_those_of_another_term_or_class_are_taken_again(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        maths = cast.gradebooks["maths"]
        other = Gradebook.objects.create(
            school=maths.school, year=SchoolYear.objects.get(), group=cast.groups["5A"], subject=maths.subject
        )
        ProgrammeElement.objects.create(
            school=maths.school, gradebook=other, kind="trimestre", number=1, text="Symétries"
        )
    source = f"{maths.pk}-trimestre-1"
    page = visit("durand").get(f"{path(cast)}?periode=trimestre-2").content.decode()
    assert (source in page, "Symétries" in page) == (True, False)
    assert add(visit("durand"), cast, term=2, source=source)[0] == 302
    assert there(cast, 2) == ["Fractions", "Volumes"]
    assert add(visit("durand"), cast, term=2, source=f"{other.pk}-trimestre-1")[0] == 422
    with everywhere(cast):
        GradebookTeacher.objects.create(
            school=maths.school, gradebook=other, person=cast.durand, begins_on=YEAR_START, origin="service"
        )
    add(visit("durand"), cast, term=2, source=f"{other.pk}-trimestre-1")
    assert there(cast, 2) == ["Fractions", "Volumes", "Symétries"]


@pytest.mark.parametrize("who", ["chef", "cpe", "petit"])
def test_who_reads_the_marks_reads_them_and_changes_nothing(cast: Cast, visit: Visit, who: str) -> None:
    with everywhere(cast):
        FormTeacher.objects.create(
            school=cast.schools["college"], group=cast.groups["4B"], person=cast.petit, begins_on=YEAR_START
        )
    page = visit(who).get(path(cast)).content.decode()
    assert ("Fractions" in page, "Retirer" in page, "Ajouter" in page) == (True, False, False)
    assert add(visit(who), cast, "Équations")[0] == 404
    assert (move(visit(who), cast, "second", "haut"), remove(visit(who), cast, "second")) == (404, 404)
    assert there(cast) == ["Fractions", "Volumes"]


@pytest.mark.parametrize("who", ["petit", "double", "jumeau_prof", "jumeau_chef", "secretaire", "marc", "lea"])
def test_nobody_else_enters(cast: Cast, visit: Visit, who: str) -> None:
    assert visit(who).get(path(cast)).status_code == 404
    assert add(visit(who), cast, "Équations")[0] == 404
    assert (move(visit(who), cast, "second", "haut"), remove(visit(who), cast, "second")) == (404, 404)


def test_a_closed_term_keeps_its_elements(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        TermLock.objects.create(
            school=cast.schools["college"], term=cast.terms["4B-1"], state="fermee", changed_at=NOW,
            changed_by_id=1,
        )  # fmt: skip
    status, page = add(visit("durand"), cast, "Équations")
    assert (status, "de rouvrir ce carnet" in page) == (422, True)
    page = visit("durand").get(path(cast)).content.decode()
    assert ("Fractions" in page, "Retirer" in page) == (True, False)
    assert add(visit("durand"), cast, "Équations", term=2)[0] == 302


def test_the_class_of_another_year_opens_no_closed_term(cast: Cast, visit: Visit) -> None:
    college, term = cast.schools["college"], cast.terms["4B-1"]
    with everywhere(cast):
        other = Group.objects.create(school=college, kind="division", code="5Z")
        Term.objects.create(
            school=college, year_id=term.year_id, group=other, kind=term.kind, number=term.number,
            starts_on=term.starts_on, ends_on=term.ends_on,
        )  # fmt: skip
        Membership.objects.create(
            school=college, group=other, pupil_id=cast.lea.pk, begins_on=YEAR_START - timedelta(days=300),
            ends_on=YEAR_START - timedelta(days=60),
        )  # fmt: skip
        TermLock.objects.create(school=college, term=term, state="fermee", changed_at=NOW, changed_by_id=1)
    assert add(visit("durand"), cast, "Équations")[0] == 422


def test_a_subject_that_is_not_evaluated_has_none(cast: Cast, visit: Visit) -> None:
    with everywhere(cast):
        Gradebook.objects.filter(pk=cast.gradebooks["maths"].pk).update(is_evaluable=False)
    assert add(visit("durand"), cast, "Équations")[0] == 422
