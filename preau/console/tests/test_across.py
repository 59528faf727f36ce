"""Two records of one person whom several schools know: one school asks, who administers them all decides (C5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from preau.access.models import Mandate
from preau.console.models import MergeRequest
from preau.console.tests.merging import naming, snapshot
from preau.directory.models import Enrolment, Guardianship, Person, PersonMerge, Post
from preau.foundation.ledger.models import LedgerEvent
from preau.kernel import clock
from preau.kernel.actor import Profile
from tests.cast import NOW, YEAR_START, Cast, everywhere, person

Visit = Callable[[str], Client]
DESK = "/0310001A/anomalies/"
LIST = "/fiches-a-reunir/"


@pytest.fixture
def marc2(cast: Cast) -> Person:
    """A second record of Marc: the lycée agricole knows it, and the collège too, where he answers for Noé."""
    with everywhere(cast):
        second = person(cast, "marc2", "Marc", "Martin", Profile.GUARDIAN)
        for child in (cast.tom, cast.noe):
            Guardianship.objects.create(
                pupil_id=child.pk, guardian=second, level=1, is_informed=True, may_consult=True, may_decide=True,
                begins_on=YEAR_START,
            )  # fmt: skip
    return second


def asked(cast: Cast, client: Client, other: Person, reason: str = "Il l’a dit au secrétariat") -> str:
    fields = {"first": cast.marc.pk, "second": other.pk, "reason": reason}
    return client.post(f"{DESK}fusions/demander/", fields, follow=True).content.decode()


def waiting(cast: Cast) -> MergeRequest:
    with everywhere(cast):
        return MergeRequest.objects.get(closed_at=None)


def test_a_school_asks_and_the_region_reunites(cast: Cast, visit: Visit, marc2: Person) -> None:
    compare = visit("secretaire").get(f"{DESK}fiches/{cast.marc.pk}/{marc2.pk}/").content.decode()
    assert "Demander à réunir ces fiches" in compare
    assert "Garder la fiche" not in compare
    assert "La demande est envoyée" in asked(cast, visit("secretaire"), marc2)
    shown = visit("agent").get(LIST).content.decode()
    assert "Collège Jean-Jaurès" in shown
    assert "Il l’a dit au secrétariat" in shown
    assert "responsable – Lycée agricole de Beaulieu" in shown
    assert "Léa" not in shown
    before = snapshot_of(cast)
    request = waiting(cast)
    visit("agent").post(f"{LIST}{request.pk}/reunir/", {"garder": cast.marc.pk})
    with everywhere(cast):
        assert naming(marc2.pk) == set()
        merge = PersonMerge.objects.get()
    assert "réunies" in visit("secretaire").get(f"{DESK}fusions/").content.decode()
    assert "Aucune demande à lire" in visit("agent").get(LIST).content.decode()
    visit("agent").post(f"{LIST}fusions/{merge.pk}/separer/")
    assert snapshot_of(cast) == before
    with everywhere(cast):
        facts = LedgerEvent.objects.filter(name__contains="Across").order_by("id").values_list("name", flat=True)
        assert list(facts) == ["console.MergedAcross", "console.PartedAcross"]


def snapshot_of(cast: Cast) -> dict[str, list[str]]:
    with everywhere(cast):
        return snapshot()


def test_after_thirty_days_they_part_no_more(cast: Cast, visit: Visit, marc2: Person) -> None:
    asked(cast, visit("chef"), marc2)
    visit("agent").post(f"{LIST}{waiting(cast).pk}/reunir/", {"garder": cast.marc.pk})
    with everywhere(cast):
        merge = PersonMerge.objects.get()
    with clock.at(NOW + timedelta(days=30)):
        response = visit("agent").post(f"{LIST}fusions/{merge.pk}/separer/")
    assert response.status_code in {400, 409, 422}
    with everywhere(cast):
        assert PersonMerge.objects.get().undone_at is None


def test_two_persons_stay_two_and_the_school_reads_why(cast: Cast, visit: Visit, marc2: Person) -> None:
    asked(cast, visit("secretaire"), marc2)
    request = waiting(cast)
    assert visit("agent").post(f"{LIST}{request.pk}/refuser/", {"refusal": " "}).status_code in {400, 409, 422}
    visit("agent").post(f"{LIST}{request.pk}/refuser/", {"refusal": "Le père et le fils"})
    html = visit("secretaire").get(f"{DESK}fusions/").content.decode()
    assert "Le père et le fils" in html
    assert "refusée" in html
    assert visit("agent").post(f"{LIST}{request.pk}/reunir/", {"garder": cast.marc.pk}).status_code == 404


@pytest.mark.parametrize(
    ("over", "code", "sees"),
    [("academie", "016", False), ("departement", "031", False), ("region", "", True)],
)
def test_who_does_not_administer_every_school_neither_sees_nor_decides(
    cast: Cast, visit: Visit, marc2: Person, over: str, code: str, sees: bool
) -> None:
    asked(cast, visit("secretaire"), marc2)
    Mandate.objects.filter(person=cast.agent).update(over=over, code=code)
    assert ("Il l’a dit au secrétariat" in visit("agent").get(LIST).content.decode()) is sees
    response = visit("agent").post(f"{LIST}{waiting(cast).pk}/reunir/", {"garder": cast.marc.pk})
    assert response.status_code == (302 if sees else 404)


def test_asked_twice_it_is_one_request(cast: Cast, visit: Visit, marc2: Person) -> None:
    for name in ("secretaire", "chef"):
        asked(cast, visit(name), marc2)
    with everywhere(cast):
        assert MergeRequest.objects.count() == 1
        assert LedgerEvent.objects.filter(name="console.MergeAsked").count() == 1


def test_what_a_school_may_merge_alone_is_not_asked(cast: Cast, visit: Visit) -> None:
    fields = {"first": cast.lea.pk, "second": cast.noe.pk, "reason": "x"}
    visit("chef").post(f"{DESK}fusions/demander/", fields)
    with everywhere(cast):
        assert not MergeRequest.objects.exists()


def test_the_direction_alone_asks_for_who_works_here(cast: Cast, visit: Visit, marc2: Person) -> None:
    with everywhere(cast):
        Post.objects.create(
            school=cast.schools["college"],
            person=marc2,
            function="ENS",
            profile="enseignant",
            begins_on=YEAR_START,
        )
    for name, is_asked in (("secretaire", False), ("chef", True)):
        asked(cast, visit(name), marc2)
        with everywhere(cast):
            assert MergeRequest.objects.exists() is is_asked


def test_a_reason_is_asked(cast: Cast, visit: Visit, marc2: Person) -> None:
    asked(cast, visit("chef"), marc2, " ")
    with everywhere(cast):
        assert not MergeRequest.objects.exists()


@pytest.mark.parametrize("name", ["chef", "durand", "marc", "jumeau_chef"])
def test_nobody_else_reunites(cast: Cast, visit: Visit, marc2: Person, name: str) -> None:
    asked(cast, visit("secretaire"), marc2)
    request = waiting(cast)
    assert visit(name).get(LIST).status_code == 404
    assert visit(name).post(f"{LIST}{request.pk}/reunir/", {"garder": cast.marc.pk}).status_code == 404


def test_a_record_of_neither_is_not_kept(cast: Cast, visit: Visit, marc2: Person) -> None:
    asked(cast, visit("secretaire"), marc2)
    assert visit("agent").post(f"{LIST}{waiting(cast).pk}/reunir/", {"garder": cast.sofia.pk}).status_code == 404
    with everywhere(cast):
        assert Enrolment.objects.filter(pupil_id=cast.tom.pk).exists()
        assert not PersonMerge.objects.exists()
