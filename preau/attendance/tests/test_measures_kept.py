"""The file of absenteeism: who signed, who follows, what was written before."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from preau.attendance.models import AbsenteeismMeasures, MeasuresVersion
from preau.directory.models import Person, Post
from preau.kernel.actor import Profile
from tests.cast import TODAY, YEAR_START, Cast, person

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]


def here(cast: Cast, month: str = "2026-11") -> str:
    return f"/0310001A/absences/eleves/{cast.lea.pk}/mesures/{month}/"


def file(cast: Cast) -> str:
    return f"/0310001A/absences/eleves/{cast.lea.pk}/"


def write(client: Client, cast: Cast, **said: object) -> tuple[int, str]:
    answer = client.post(here(cast), {"seen": 0, **said})
    return answer.status_code, answer.content.decode()


def held(look: Look) -> AbsenteeismMeasures:
    with look():
        return AbsenteeismMeasures.objects.get()


def gone(cast: Cast, look: Look) -> None:
    """Durand no longer works here."""
    with look():
        Post.objects.filter(person=cast.durand).update(ends_on=TODAY)


def test_a_referent_who_left_stays_and_the_page_says_it(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    write(visit("cpe"), cast, referent_id=cast.durand.pk)
    gone(cast, seen_everywhere)
    page = visit("cpe").get(here(cast)).content.decode()
    assert "Durand Claire – n’est plus en poste" in page
    assert "Claire Durand (n’est plus en poste)" in visit("cpe").get(file(cast)).content.decode()
    said = {"referent_id": cast.durand.pk, "measures": "Tutorat", "seen": 1}
    assert write(visit("cpe"), cast, **said)[0] == 302
    assert held(seen_everywhere).referent_id == cast.durand.pk


def test_who_left_is_not_named_anew(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    gone(cast, seen_everywhere)
    assert "Durand Claire" not in visit("cpe").get(here(cast)).content.decode()
    assert write(visit("cpe"), cast, referent_id=cast.durand.pk)[0] == 422


@pytest.mark.parametrize(("month", "status"), [("2026-11", 200), ("2026-12", 404), ("2027-01", 404)])
def test_a_month_to_come_is_not_there(cast: Cast, visit: Visit, month: str, status: int) -> None:
    assert visit("cpe").get(here(cast, month)).status_code == status
    assert visit("cpe").post(here(cast, month), {"seen": 0}).status_code == (302 if status == 200 else 404)


def test_each_responsible_person_signs_or_not(cast: Cast, visit: Visit) -> None:
    page = visit("cpe").get(here(cast)).content.decode()
    assert "Signature\u202f: Marc Martin" in page
    assert "Signature\u202f: Sofia Ségala" in page
    said = {
        "agreed_on": "2026-11-20", f"signature-{cast.marc.pk}": "signe", f"signe-le-{cast.marc.pk}": "2026-11-21",
        f"signature-{cast.sofia.pk}": "refuse",
    }  # fmt: skip
    assert write(visit("cpe"), cast, **said)[0] == 302
    told = visit("chef").get(file(cast)).content.decode()
    assert "Marc Martin (signé le samedi 21 novembre 2026), Sofia Ségala (refusé)" in told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"state": "signe", "on": ""}, "Écrivez le jour où cette personne a signé."),
        ({"state": "signe", "on": "2026-12-20"}, "Ce jour n’est pas encore venu."),
        ({"state": "refuse", "on": "2026-11-20"}, "Seule une signature a un jour"),
    ],
)
def test_a_signature_that_cannot_be_is_refused(cast: Cast, visit: Visit, said: dict[str, str], told: str) -> None:
    asked = {f"signature-{cast.marc.pk}": said["state"], f"signe-le-{cast.marc.pk}": said["on"]}
    status, page = write(visit("cpe"), cast, **asked)
    assert (status, told in page) == (422, True)


def test_who_has_not_signed_yet_is_in_the_file_once_there_is_an_agreement(cast: Cast, visit: Visit) -> None:
    asked = {f"signature-{one.pk}": "a_signer" for one in (cast.marc, cast.sofia)}
    assert write(visit("cpe"), cast, **asked)[0] == 302
    assert "à signer" not in visit("chef").get(file(cast)).content.decode()
    assert write(visit("cpe"), cast, agreed_on="2026-11-20", seen=1, **asked)[0] == 302
    assert "Marc Martin (à signer), Sofia Ségala (à signer)" in visit("chef").get(file(cast)).content.decode()


@pytest.mark.parametrize(("born_on", "signs"), [(date(2008, 11, 24), True), (date(2008, 11, 25), False)])
def test_an_adult_pupil_signs_herself(
    cast: Cast, visit: Visit, seen_everywhere: Look, born_on: date, signs: bool
) -> None:
    with seen_everywhere():
        Person.objects.filter(pk=cast.lea.pk).update(born_on=born_on)
    page = visit("cpe").get(here(cast)).content.decode()
    assert ("Signature\u202f: Léa Martin-Ségala" in page) is signs
    assert ("Signature\u202f: Marc Martin" in page) is not signs
    assert write(visit("cpe"), cast, **{f"signature-{cast.lea.pk}": "refuse"})[0] == 302
    assert ("Léa Martin-Ségala (refusé)" in visit("cpe").get(file(cast)).content.decode()) is signs


def test_the_cost_does_not_grow_with_versions(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    said = {"agreed_on": "2026-11-20", f"signature-{cast.marc.pk}": "refuse"}
    costs = []
    for n in range(6):
        assert write(visit("cpe"), cast, seen=n, measures=f"Mesure {n}", **said)[0] == 302
        with CaptureQueriesContext(connection) as captured:
            for path in (here(cast), file(cast)):
                assert visit("cpe").get(path).status_code == 200
        costs.append(len(captured))
    assert len(set(costs[1:])) == 1


def test_nobody_else_signs(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    assert write(visit("cpe"), cast, **{f"signature-{cast.oncle.pk}": "refuse"})[0] == 302
    assert "Oncle" not in visit("cpe").get(file(cast)).content.decode()
    assert "refusé" not in visit("cpe").get(file(cast)).content.decode()


def test_what_was_written_before_is_read_by_who_reads_the_file(
    cast: Cast, visit: Visit, seen_everywhere: Look
) -> None:
    first = {"referent_id": cast.durand.pk, "agreed_on": "2026-11-20", "agreement": "Un point chaque lundi"}
    write(visit("cpe"), cast, **first, **{f"signature-{cast.marc.pk}": "refuse"})
    assert "Versions d’avant" not in visit("chef").get(here(cast)).content.decode()
    write(visit("chef"), cast, agreement="Un point chaque jour", seen=1)
    for who in ("cpe", "chef", "secretaire"):
        page = visit(who).get(here(cast)).content.decode()
        before = page.split("Versions d’avant")[1]
        for words in ("Un point chaque lundi", "Claire Durand", "refusé", "Maëlle Costa"):
            assert words in before
    assert visit("durand").get(here(cast)).status_code == 404
    assert "Un point chaque lundi" not in visit("chef").get(file(cast)).content.decode()
    with seen_everywhere():
        assert MeasuresVersion.objects.count() == 1


def test_saying_the_same_again_makes_no_version(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    write(visit("cpe"), cast, agreement="Un point")
    assert write(visit("cpe"), cast, agreement="Un point", seen=1)[0] == 302
    assert held(seen_everywhere).version == 1


@pytest.fixture
def many(cast: Cast, seen_everywhere: Look) -> None:
    """A large school: thirty more people work there."""
    with seen_everywhere():
        for n in range(30):
            someone = person(cast, f"agent{n}", f"Prénom{n}", "Nombreux", Profile.STAFF)
            Post.objects.create(
                school=cast.schools["college"], person=someone, function="ADF", profile="personnel",
                begins_on=YEAR_START - timedelta(days=1),
            )  # fmt: skip


@pytest.mark.usefixtures("many")
def test_a_long_list_of_adults_is_searched(cast: Cast, visit: Visit) -> None:
    whole = visit("cpe").get(here(cast)).content.decode()
    assert 'role="search"' in whole.split("<main")[1]
    found = visit("cpe").get(here(cast), {"adulte": "dur"}).content.decode()
    assert "Durand Claire" in found
    assert "Nombreux" not in found
    part = visit("cpe").get(here(cast), {"adulte": "dur"}, headers={"HX-Request": "true"}).content.decode()
    assert "Durand Claire" in part
    assert "<main" not in part
    assert "Aucun adulte" in visit("cpe").get(here(cast), {"adulte": "zzz"}).content.decode()


@pytest.mark.usefixtures("many")
def test_the_one_already_named_stays_in_what_is_found(cast: Cast, visit: Visit) -> None:
    write(visit("cpe"), cast, referent_id=cast.durand.pk)
    found = visit("cpe").get(here(cast), {"adulte": "prénom7"}).content.decode()
    assert "Nombreux Prénom7" in found
    assert f'value="{cast.durand.pk}" selected' in found


def test_a_short_list_needs_no_search(cast: Cast, visit: Visit) -> None:
    assert 'role="search"' not in visit("cpe").get(here(cast)).content.decode().split("<main")[1]
