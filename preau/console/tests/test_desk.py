"""The desk of anomalies, through the door an office takes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.test import Client

from preau.access.models import Account
from preau.console.jobs import count_some
from preau.console.models import AnomalyCount, KeptAsIs
from preau.directory.models import Enrolment, Group, Membership, Person, PersonMerge, Pupil
from preau.foundation.ledger.models import LedgerEvent
from preau.foundation.rooms.anomalies import Owner
from preau.foundation.rooms.registry import anomaly_kinds
from preau.kernel import clock
from preau.kernel.actor import Profile
from tests.cast import NOW, YEAR_START, Cast, person

DESK = "/0310001A/anomalies/"
Everywhere = Callable[[], AbstractContextManager[None]]


def keep(client: Client, cast: Cast, reason: str) -> str:
    path = f"{DESK}groupes-vides/garder/{cast.groups['5A'].pk}/"
    return client.post(path, {"reason": reason}, follow=True).content.decode()


def twice(cast: Cast, code: str) -> None:
    """Léa in a second class."""
    group = Group(school=cast.schools["college"], kind=Group.Kind.DIVISION, code=code)
    Group.objects.bulk_create([group])
    Membership.objects.create(school=group.school, group=group, pupil_id=cast.lea.pk, begins_on=YEAR_START)


def double(cast: Cast) -> Person:
    """A second record of Léa, of the same name and birth date."""
    twin = person(cast, "lea2", "Léa", "Martin-Ségala", Profile.PUPIL, cast.lea.born_on)
    pupil = Pupil.objects.create(person=twin)
    Enrolment.objects.create(school=cast.schools["college"], pupil=pupil, begins_on=YEAR_START)
    return twin


def counted(client: Client) -> str:
    """The overview, just counted."""
    return client.post(f"{DESK}compter/", follow=True).content.decode()


def test_the_desk_says_what_is_wrong_and_who_mends_it(visit: Callable[[str], Client], cast: Cast) -> None:
    html = counted(visit("secretaire"))
    assert "Classes et groupes sans élève" in html
    assert "Votre établissement" in html


def test_the_overview_says_when_it_was_counted_and_counts_again_when_asked(
    visit: Callable[[str], Client], cast: Cast, seen_everywhere: Everywhere
) -> None:
    client = visit("chef")
    html = client.get(DESK).content.decode()
    assert "pas encore comptées" in html
    assert "Tout est en ordre" not in html
    with clock.at(NOW - timedelta(days=1)):
        count_some(school_ids=[cast.schools["college"].pk])
    assert "Compté hier à 10\u202fh\u202f15." in client.get(DESK).content.decode()
    with seen_everywhere():
        Group.objects.filter(pk=cast.groups["5A"].pk).update(closed_on=YEAR_START)
    assert "Classes et groupes sans élève" in client.get(DESK).content.decode()
    html = counted(client)
    assert "C’est compté" in html
    assert "Compté aujourd’hui à 10\u202fh\u202f15." in html
    assert "Classes et groupes sans élève" not in html


def test_a_gesture_counts_its_kind_again_and_the_oldest_count_is_told(
    visit: Callable[[str], Client], cast: Cast
) -> None:
    client = visit("chef")
    with clock.at(NOW - timedelta(days=1)):
        count_some(school_ids=[cast.schools["college"].pk])
    keep(client, cast, "Ouvre en janvier")
    html = client.get(DESK).content.decode()
    assert "Classes et groupes sans élève" not in html
    assert "Compté hier" in html


@pytest.mark.parametrize("name", ["durand", "cpe", "marc", "agent", "jumeau_chef"])
def test_nobody_else_counts(
    visit: Callable[[str], Client], cast: Cast, seen_everywhere: Everywhere, name: str
) -> None:
    assert visit(name).post(f"{DESK}compter/").status_code == 404
    with seen_everywhere():
        assert not AnomalyCount.objects.exists()


def test_a_school_that_was_never_counted_is_counted_whole_by_a_gesture(
    visit: Callable[[str], Client], cast: Cast, seen_everywhere: Everywhere
) -> None:
    keep(visit("chef"), cast, "Ouvre en janvier")
    with seen_everywhere():
        assert AnomalyCount.objects.count() == len(anomaly_kinds())


def test_a_kind_the_house_knows_no_more_leaves_at_the_next_count(cast: Cast, seen_everywhere: Everywhere) -> None:
    college = cast.schools["college"]
    with seen_everywhere():
        AnomalyCount.objects.create(school=college, code="ancienne", count=3, counted_at=NOW - timedelta(days=9))
    count_some(school_ids=[college.pk])
    with seen_everywhere():
        assert {line.code for line in AnomalyCount.objects.all()} == {kind.code for kind in anomaly_kinds()}


def test_the_list_names_and_leads_to_what_it_is_about(visit: Callable[[str], Client], cast: Cast) -> None:
    html = visit("chef").get(f"{DESK}groupes-vides/").content.decode()
    assert "5e A" in html
    assert f"/0310001A/classes/{cast.groups['5A'].pk}/" in html
    assert "5e A" not in visit("chef").get(f"{DESK}eleves-sans-ine/").content.decode()


def test_what_does_not_exist_is_not_found(visit: Callable[[str], Client], cast: Cast) -> None:
    for path in ("inconnue/", "groupes-vides/garder/0/", "groupes-vides/garder/a-b/"):
        assert visit("chef").get(DESK + path).status_code == 404


def test_an_anomaly_of_another_owner_is_set_apart(
    visit: Callable[[str], Client], cast: Cast, seen_everywhere: Everywhere
) -> None:
    counted(visit("chef"))
    html = visit("chef").get(f"{DESK}?pour={Owner.ACADEMIE}").content.decode()
    assert "Rien à réparer de ce côté." in html


def test_kept_as_it_is_it_leaves_and_may_come_back(
    visit: Callable[[str], Client], cast: Cast, seen_everywhere: Everywhere
) -> None:
    client = visit("secretaire")
    assert "C’est noté" in keep(client, cast, "Ouvre en janvier")
    assert "Classes et groupes sans élève" not in client.get(DESK).content.decode()
    shown = client.get(f"{DESK}gardees/").content.decode()
    assert "Ouvre en janvier" in shown
    assert "Aline Roux" in shown
    with seen_everywhere():
        kept = KeptAsIs.objects.get()
        assert LedgerEvent.objects.filter(name="console.AnomalyKept", school_id=kept.school_id).count() == 1
    client.post(f"{DESK}gardees/{kept.pk}/montrer/")
    assert "Classes et groupes sans élève" in client.get(DESK).content.decode()


def test_a_reason_is_asked(visit: Callable[[str], Client], cast: Cast, seen_everywhere: Everywhere) -> None:
    assert "un collègue lira ce motif" in keep(visit("chef"), cast, " ")
    with seen_everywhere():
        assert not KeptAsIs.objects.exists()


def test_a_changed_anomaly_is_never_hidden(
    visit: Callable[[str], Client], cast: Cast, seen_everywhere: Everywhere
) -> None:
    client, path = visit("chef"), f"{DESK}eleves-dans-deux-classes/"
    with seen_everywhere():
        twice(cast, "3e A")
    client.post(f"{path}garder/{cast.lea.pk}/", {"reason": "Deux classes jusqu’à Noël"})
    assert "Léa" not in client.get(path).content.decode()
    with seen_everywhere():
        twice(cast, "3e B")
    assert "Léa" in client.get(path).content.decode()
    assert "A changé" in client.get(f"{DESK}gardees/").content.decode()


def test_a_class_of_the_coming_year_is_not_empty(
    visit: Callable[[str], Client], cast: Cast, seen_everywhere: Everywhere
) -> None:
    client, path = visit("chef"), f"{DESK}groupes-vides/"
    assert "5e A" in client.get(path).content.decode()
    with seen_everywhere():
        Membership.objects.create(
            school=cast.schools["college"],
            group=cast.groups["5A"],
            pupil_id=cast.lea.pk,
            begins_on=NOW.date() + timedelta(days=90),
        )
    assert "5e A" not in client.get(path).content.decode()


def test_another_school_neither_shows_nor_keeps(
    visit: Callable[[str], Client], cast: Cast, seen_everywhere: Everywhere
) -> None:
    keep(visit("chef"), cast, "Ouvre en janvier")
    with seen_everywhere():
        kept = KeptAsIs.objects.get()
    for path in (f"{DESK}gardees/{kept.pk}/montrer/", f"/0340002B/anomalies/gardees/{kept.pk}/montrer/"):
        assert visit("jumeau_chef").post(path).status_code == 404


def test_the_spreadsheet_has_every_line_and_no_formula(
    visit: Callable[[str], Client], cast: Cast, seen_everywhere: Everywhere
) -> None:
    Person.objects.filter(pk=cast.lea.pk).update(last_name="=1+1")
    response = visit("chef").get(f"{DESK}tableur.csv")
    text = response.content.decode("utf-8-sig")
    with seen_everywhere():
        expected = sum(len(kind.find([cast.schools["college"].pk])) for kind in anomaly_kinds())
    assert len(text.splitlines()) == 1 + expected
    assert "'=1+1 Léa" in text
    assert "anomalies-0310001A-2026-11-24.csv" in response["Content-Disposition"]


def test_counts_reach_the_home_page_and_the_region(visit: Callable[[str], Client], cast: Cast) -> None:
    for name in ("secretaire", "chef"):
        assert "Pas encore comptées" in visit(name).get("/").content.decode()
    count_some(school_ids=[school.pk for school in cast.schools.values()])
    for name in ("secretaire", "chef"):
        html = visit(name).get("/").content.decode()
        assert "Bloquantes" in html
        assert "Compté mardi 24 novembre à 10\u202fh\u202f15." in html
    assert "Bloquantes" not in visit("cpe").get("/").content.decode()
    html = visit("agent").get("/anomalies/").content.decode()
    assert "Collège Jean-Jaurès (0310001A)" in html
    assert "Martin" not in html


def test_the_region_reads_the_worst_off_first(
    visit: Callable[[str], Client], cast: Cast, seen_everywhere: Everywhere
) -> None:
    code = anomaly_kinds()[0].code
    with seen_everywhere():
        for name, count in (("college", 2), ("twin", 9), ("agricole", 0)):
            AnomalyCount.objects.create(school=cast.schools[name], code=code, count=count, counted_at=NOW)
    html = visit("agent").get("/anomalies/").content.decode()
    assert html.index("0340002B") < html.index("0310001A") < html.index("0320003C")


def test_a_school_in_order_is_congratulated(
    visit: Callable[[str], Client], cast: Cast, seen_everywhere: Everywhere
) -> None:
    counted(visit("chef"))
    with seen_everywhere():
        AnomalyCount.objects.update(count=0)
    assert "Tout est en ordre." in visit("chef").get(DESK).content.decode()


def test_two_records_are_compared_merged_and_parted(
    visit: Callable[[str], Client], cast: Cast, seen_everywhere: Everywhere
) -> None:
    with seen_everywhere():
        twin = double(cast)
    client = visit("secretaire")
    path = f"{DESK}fiches/{cast.lea.pk}/{twin.pk}/"
    assert path in client.get(f"{DESK}fiches-en-double/").content.decode()
    html = client.get(path).content.decode()
    assert f"garder la fiche {cast.lea.pk}" in html
    assert "diffère" in html
    assert f"{DESK}fiches-en-double/garder/{cast.lea.pk}-{twin.pk}/" in html
    told = client.post(f"{DESK}fusions/ajouter/", {"garder": cast.lea.pk, "fondre": twin.pk}, follow=True)
    assert "n’en font plus qu’une" in told.content.decode()
    assert client.get(path).status_code == 404
    with seen_everywhere():
        merge = PersonMerge.objects.get()
    client.post(f"{DESK}fusions/{merge.pk}/defaire/")
    assert client.get(path).status_code == 200
    with clock.at(NOW + timedelta(days=31)):
        assert "Aucune fusion récente" in client.get(f"{DESK}fusions/").content.decode()


def test_who_was_merged_is_signed_out(
    visit: Callable[[str], Client], cast: Cast, seen_everywhere: Everywhere
) -> None:
    with seen_everywhere():
        twin = double(cast)
        Account.objects.create(person=twin, login="lea2", activated_at=NOW)
    visit("chef").post(f"{DESK}fusions/ajouter/", {"garder": twin.pk, "fondre": cast.lea.pk})
    assert visit("lea").get("/emploi-du-temps/").status_code == 302
    assert "/connexion/" in visit("lea").get("/emploi-du-temps/")["Location"]
