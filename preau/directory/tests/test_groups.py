"""Classes and groups: read at a date, taken away as a file, made by hand."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from preau.directory.models import FormTeacher, Group, Membership, Person, Pupil
from tests.cast import TODAY, YEAR_START, Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
Address = Callable[..., str]
Facts = Callable[[], list[str]]


@pytest.fixture
def chorale(cast: Cast, at_college: Address) -> Callable[..., str]:
    """The address of a screen of the choir."""
    return lambda name, **more: at_college(name, group_id=cast.groups["CHORALE"].pk, **more)


@pytest.fixture
def rows(cast: Cast, visit: Visit, at_college: Address) -> Callable[..., list[list[str]]]:
    """The class list of 4e B as a CSV file, read again."""

    def read(reader: str, **asked: str) -> list[list[str]]:
        path = at_college("export-group", group_id=cast.groups["4B"].pk, kind="csv")
        response = visit(reader).get(path, asked)
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))

    return read


def text(response: object) -> str:
    assert isinstance(response, HttpResponse)
    return response.content.decode()


def members(look: Look, cast: Cast) -> list[tuple[int, date, date | None]]:
    with look():
        stays = Membership.objects.filter(group=cast.groups["CHORALE"]).order_by("pupil_id", "begins_on")
        return list(stays.values_list("pupil_id", "begins_on", "ends_on"))


def test_classes_and_groups_are_listed_as_far_as_one_reads(visit: Visit, at_college: Address) -> None:
    html = text(visit("secretaire").get(at_college("groups")))
    assert all(name in html for name in ("4e B", "5e A", "4B ESP", "Chorale", "2 élèves", "Ajouter un groupe"))
    html = text(visit("durand").get(at_college("groups"))).split("<main")[1]
    assert "4e B" in html
    assert not any(name in html for name in ("5e A", "4B ESP", "Chorale", "Ajouter un groupe"))
    assert "Aucune classe" in text(visit("petit").get(at_college("groups")))


def test_a_list_is_that_of_its_date(cast: Cast, visit: Visit, at_college: Address, seen_everywhere: Look) -> None:
    path = at_college("group", group_id=cast.groups["4B"].pk)
    with seen_everywhere():
        Membership.objects.filter(pk=cast.memberships["4B"].pk).update(ends_on=TODAY)
    chef = visit("chef")
    assert "Bœuf Noé" not in text(chef.get(path))
    assert "Bœuf Noé" in text(chef.get(path, {"le": (TODAY - timedelta(days=1)).isoformat()}))
    assert "Aucun élève ce jour-là" in text(chef.get(path, {"le": "2026-08-31"}))
    assert "Martin-Ségala Léa" in text(chef.get(path, {"le": "2026-02-31"}))
    past = text(chef.get(path, {"vue": "passages"}))
    assert "Bœuf Noé" in past
    assert "23/11/2026" in past


def test_a_teacher_reads_the_lists_of_what_she_teaches_today(
    cast: Cast, visit: Visit, at_college: Address, seen_everywhere: Look
) -> None:
    path = at_college("group", group_id=cast.groups["4B"].pk)
    assert visit("durand").get(path).status_code == 200
    assert visit("petit").get(path).status_code == 404
    with seen_everywhere():
        FormTeacher.objects.create(
            school=cast.schools["college"], group=cast.groups["4B"], person=cast.petit, begins_on=YEAR_START,
            ends_on=TODAY,
        )  # fmt: skip
    assert visit("petit").get(path, {"le": "2026-10-01"}).status_code == 404


def test_the_list_of_another_school_is_none(cast: Cast, visit: Visit, at_college: Address) -> None:
    for name in ("group", "image-rights", "change-group", "add-members"):
        assert visit("chef").get(at_college(name, group_id=cast.groups["4J"].pk)).status_code == 404


def test_the_office_takes_a_list_away_with_the_families(cast: Cast, rows: Callable[..., list[list[str]]]) -> None:
    Person.objects.filter(pk=cast.marc.pk).update(mobile="+33 6 11 22 33 44", email="marc@exemple.fr")
    head, noe, lea = rows("secretaire")
    assert head[:7] == ["Nom", "Prénom", "Date de naissance", "Classe", "Régime", "Entrée", "Sortie"]
    assert noe[:4] == ["Bœuf", "Noé", "21/09/2012", "4e B"]
    assert lea[7:] == ["Marc Martin", "'+33 6 11 22 33 44", "marc@exemple.fr", "Sofia Ségala", "", ""]


def test_a_teacher_takes_it_away_without_them(rows: Callable[..., list[list[str]]]) -> None:
    assert {len(row) for row in rows("durand")} == {7}


def test_a_list_is_taken_away_at_its_date_and_as_a_spreadsheet(
    cast: Cast, visit: Visit, at_college: Address, rows: Callable[..., list[list[str]]]
) -> None:
    assert len(rows("chef", le="2026-08-31")) == 1
    path = at_college("export-group", group_id=cast.groups["4B"].pk, kind="ods")
    response = visit("chef").get(path)
    assert response["Content-Disposition"] == 'attachment; filename="liste-4e-b-2026-11-24.ods"'
    assert "Bœuf" in zipfile.ZipFile(io.BytesIO(response.content)).read("content.xml").decode()
    assert visit("chef").get(path.replace(".ods", ".exe")).status_code == 404


@pytest.mark.parametrize("maker", ["cpe", "chef", "secretaire"])
def test_a_group_is_made_filled_renamed_and_archived(
    cast: Cast, visit: Visit, at_college: Address, facts: Facts, seen_everywhere: Look, maker: str
) -> None:
    client = visit(maker)
    made = client.post(at_college("add-group"), {"name": "  Délégués  de 4e ", "is_locked": "on"})
    with seen_everywhere():
        group = Group.objects.get(label="Délégués de 4e")
    assert (group.kind, group.is_locked, group.school_id) == ("manuel", True, cast.schools["college"].pk)
    assert made["Location"] == at_college("add-members", group_id=group.pk)
    page = f"{made['Location']}?classe={cast.groups['4B'].pk}"
    assert "Bœuf Noé" in text(client.get(page))
    entry = {f"eleve_{cast.noe.pk}": "on", "begins_on": "2026-11-24", "last_day": "2026-12-18"}
    client.post(page, entry)
    assert "Bœuf Noé" not in text(client.get(page))
    shown = text(client.get(at_college("group", group_id=group.pk)))
    assert "Bœuf Noé" in shown
    assert "gardé l’an prochain" in shown
    client.post(at_college("change-group", group_id=group.pk), {"name": "Délégués"})
    client.post(at_college("archive-group", group_id=group.pk))
    html = text(client.get(at_college("groups")))
    assert "Archivé le 24/11/2026" in html
    assert facts() == [
        "directory.GroupCreated", "directory.MembersAdded", "directory.GroupChanged", "directory.GroupArchived",
    ]  # fmt: skip
    with seen_everywhere():
        assert Membership.objects.get(group=group).ends_on == TODAY
        assert Group.objects.get(pk=group.pk).label == "Délégués"
    assert client.get(at_college("change-group", group_id=group.pk)).status_code == 404
    assert client.post(at_college("add-group"), {"name": "Délégués"}).status_code == 302


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "obligatoire"),
        ("…", "Donnez un nom au groupe"),
        ("CHORALE", "«\u202fChorale\u202f» existe déjà"),
        ("4EB", "«\u202f4e B\u202f» existe déjà"),
        ("x" * 61, "60"),
    ],
)
def test_a_name_that_says_nothing_or_is_taken_is_refused(
    visit: Visit, at_college: Address, facts: Facts, name: str, message: str
) -> None:
    response = visit("chef").post(at_college("add-group"), {"name": name})
    assert response.status_code == 200
    assert message in text(response)
    assert facts() == []


def test_a_group_keeps_its_own_name(visit: Visit, chorale: Address, facts: Facts) -> None:
    assert visit("chef").post(chorale("change-group"), {"name": "chorale"}).status_code == 302
    assert facts() == ["directory.GroupChanged"]
    assert visit("chef").post(chorale("change-group"), {"name": "chorale"}).status_code == 302
    assert facts() == ["directory.GroupChanged"]


def test_a_pupil_comes_in_once_and_goes_out(
    cast: Cast, visit: Visit, chorale: Address, facts: Facts, seen_everywhere: Look
) -> None:
    chef = visit("chef")
    add = f"{chorale('add-members')}?classe={cast.groups['4B'].pk}"
    assert "Martin-Ségala Léa" not in text(chef.get(add))
    entry = {f"eleve_{cast.noe.pk}": "on", "begins_on": "2026-12-01", "last_day": ""}
    assert chef.post(add, entry).status_code == 302
    assert "sont déjà dans le groupe" in text(chef.post(add, entry))
    exit_path = chorale("end-membership", membership_id=cast.memberships["CHORALE"].pk)
    assert "entré après ce jour" in text(chef.post(exit_path, {"last_day": "2026-08-30"}))
    assert chef.post(exit_path, {"last_day": "2026-11-27"}).status_code == 302
    assert members(seen_everywhere, cast) == sorted([
        (cast.lea.pk, YEAR_START, date(2026, 11, 28)), (cast.noe.pk, date(2026, 12, 1), None),
    ])  # fmt: skip
    assert facts() == ["directory.MembersAdded", "directory.MembershipEnded"]


def test_an_entry_by_mistake_leaves_no_trace_in_lists(
    cast: Cast, visit: Visit, chorale: Address, seen_everywhere: Look
) -> None:
    path = chorale("end-membership", membership_id=cast.memberships["CHORALE"].pk)
    visit("cpe").post(path, {"last_day": "2026-11-24", "was_mistake": "on"})
    assert members(seen_everywhere, cast) == []
    assert visit("cpe").post(path, {"last_day": "2026-11-24"}).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"begins_on": "2026-12-01", "last_day": "2026-11-30"}, "Le dernier jour vient avant le premier"),
        ({"eleve": ""}, "Cochez au moins un élève"),
        ({"begins_on": "demain"}, "date valide"),
        ({"begins_on": "2026-08-01"}, "ne sont pas de l’établissement"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(
    cast: Cast, visit: Visit, chorale: Address, facts: Facts, wrong: dict[str, str], message: str
) -> None:
    entry = {"begins_on": "2026-11-24", "last_day": ""} | {k: v for k, v in wrong.items() if k != "eleve"}
    if "eleve" not in wrong:
        entry[f"eleve_{cast.noe.pk}"] = "on"
    response = visit("chef").post(f"{chorale('add-members')}?classe={cast.groups['4B'].pk}", entry)
    assert response.status_code == 200
    assert message in text(response)
    assert facts() == []


@pytest.mark.parametrize("group", ["4B", "4B-ESP"])
def test_what_a_feed_brought_is_not_changed_by_hand(
    cast: Cast, visit: Visit, at_college: Address, facts: Facts, group: str
) -> None:
    chef, pk = visit("chef"), cast.groups[group].pk
    for name in ("change-group", "archive-group", "add-members"):
        assert chef.get(at_college(name, group_id=pk)).status_code == 404
        assert chef.post(at_college(name, group_id=pk), {"name": "Autre"}).status_code == 404
    stay = at_college("end-membership", group_id=pk, membership_id=cast.memberships[group].pk)
    assert chef.post(stay, {"last_day": "2026-11-24"}).status_code == 404
    assert "Ajouter des élèves" not in text(chef.get(at_college("group", group_id=pk)))
    assert facts() == []


def test_who_was_to_come_never_does_once_the_group_is_archived(
    cast: Cast, visit: Visit, chorale: Address, seen_everywhere: Look
) -> None:
    with seen_everywhere():
        Membership.objects.create(
            school=cast.schools["college"], group=cast.groups["CHORALE"], begins_on=TODAY + timedelta(days=3),
            pupil=Pupil.objects.get(pk=cast.noe.pk),
        )  # fmt: skip
    visit("chef").post(chorale("archive-group"))
    assert members(seen_everywhere, cast) == [(cast.lea.pk, YEAR_START, TODAY)]
