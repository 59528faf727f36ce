"""The directory of a school: who is found, by what, and by whom."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.test import Client

from preau.directory.models import Enrolment, FormTeacher, Guardianship, Membership, Person, Post, Pupil
from preau.kernel.actor import Profile
from tests.cast import TODAY, YEAR_START, Cast, person

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
Address = Callable[..., str]


def found(client: Client, path: str, **asked: str) -> list[str]:
    """The names listed, in order."""
    response = client.get(path, asked)
    assert response.status_code == 200
    return re.findall(r'/annuaire/[0-9]+/">([^<]+)</a>', response.content.decode())


@pytest.fixture
def as_form_teacher(cast: Cast, seen_everywhere: Look) -> None:
    """Durand is form teacher of 4e B."""
    with seen_everywhere():
        FormTeacher.objects.create(
            school=cast.schools["college"], group=cast.groups["4B"], person=cast.durand, begins_on=YEAR_START
        )


@pytest.fixture
def with_telephones(cast: Cast) -> None:
    """Marc and Claire Durand have a telephone and a mail in the feed."""
    Person.objects.filter(pk=cast.marc.pk).update(mobile="06 11 22 33 44", email="marc@exemple.fr")
    Person.objects.filter(pk=cast.durand.pk).update(mobile="06 99 88 77 66", email="c.durand@exemple.fr")


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("ségala", ["Martin-Ségala Léa", "Ségala Sofia"]),
        ("SEGALA lea", ["Martin-Ségala Léa"]),
        ("boe", ["Bœuf Inès", "Bœuf Noé"]),
        ("rtin", []),
        ("%", ["Bœuf Inès"]),
        ("cpe", ["Costa Maëlle"]),
        ("4e b durand", ["Durand Claire"]),
        ("chorale", ["Martin Jean", "Martin Marc", "Martin-Ségala Léa", "Ségala Sofia"]),
        ("4B esp léa", ["Martin-Ségala Léa"]),
        ("4eb principal", []),
    ],
)
def test_a_name_a_class_a_group_or_a_function_finds_people(
    visit: Visit, at_college: Address, typed: str, names: list[str]
) -> None:
    assert found(visit("secretaire"), at_college("people"), q=typed)[: len(names) or None] == names


def test_a_profile_narrows_what_is_found(visit: Visit, at_college: Address) -> None:
    cpe, path = visit("cpe"), at_college("people")
    assert found(cpe, path, profil="eleve") == ["Bœuf Noé", "Martin-Ségala Léa"]
    assert found(cpe, path, q="boeuf", profil="personnel") == ["Bœuf Inès"]
    assert found(cpe, path, q="martin", profil="responsable") == ["Martin Jean", "Martin Marc"]
    assert len(found(cpe, path, profil="agent")) == len(found(cpe, path))


def test_one_person_is_one_line_whatever_she_is(visit: Visit, at_college: Address) -> None:
    html = visit("chef").get(at_college("people"), {"q": "ines"}).content.decode()
    assert "Enseignement – responsable de Noé Bœuf" in html
    assert html.count("Bœuf Inès</a>") == 1


def test_a_teacher_finds_colleagues_and_the_pupils_she_teaches_only(
    cast: Cast, visit: Visit, at_college: Address
) -> None:
    path = at_college("people")
    assert found(visit("durand"), path, profil="eleve") == ["Bœuf Noé", "Martin-Ségala Léa"]
    assert found(visit("petit"), path, profil="eleve") == []
    for name in ("durand", "petit"):
        assert found(visit(name), path, q="costa") == ["Costa Maëlle"]
        assert found(visit(name), path, profil="responsable") == []
        assert found(visit(name), path, q="sofia") == []


@pytest.mark.usefixtures("as_form_teacher", "with_telephones")
def test_a_form_teacher_reaches_the_families_of_her_class(visit: Visit, at_college: Address) -> None:
    durand, path = visit("durand"), at_college("people")
    assert found(durand, path, q="martin", profil="responsable") == ["Martin Jean", "Martin Marc"]
    assert "06 11 22 33 44" in durand.get(path, {"q": "marc"}).content.decode()
    assert found(visit("petit"), path, profil="responsable") == []


@pytest.mark.usefixtures("with_telephones")
def test_a_telephone_is_for_those_who_call_families(visit: Visit, at_college: Address) -> None:
    for name in ("cpe", "chef", "secretaire"):
        html = visit(name).get(at_college("people"), {"q": "marc"}).content.decode()
        assert 'href="tel:0611223344"' in html
        assert "marc@exemple.fr" in html
    html = visit("petit").get(at_college("people"), {"q": "durand"}).content.decode()
    assert "c.durand@exemple.fr" in html
    assert "06 99" not in html


@pytest.mark.parametrize(
    ("function", "pupils", "families"), [("MDS", True, True), ("LAB", False, False), ("ADF", True, True)]
)
def test_other_staff_find_what_their_function_needs(
    cast: Cast,
    visit: Visit,
    at_college: Address,
    seen_everywhere: Look,
    function: str,
    pupils: bool,
    families: bool,
) -> None:
    with seen_everywhere():
        Post.objects.filter(person=cast.secretaire).update(function=function)
    client, path = visit("secretaire"), at_college("people")
    assert bool(found(client, path, profil="eleve")) is pupils
    assert bool(found(client, path, profil="responsable")) is families
    assert found(client, path, q="costa") == ["Costa Maëlle"]
    assert client.get(at_college("groups")).status_code == (200 if pupils else 404)


def test_a_librarian_finds_every_pupil_and_no_guardian(
    cast: Cast, visit: Visit, at_college: Address, seen_everywhere: Look
) -> None:
    with seen_everywhere():
        Post.objects.filter(person=cast.petit).update(function="DOC")
    petit, path = visit("petit"), at_college("people")
    assert found(petit, path, profil="eleve") == ["Bœuf Noé", "Martin-Ségala Léa"]
    assert found(petit, path, profil="responsable") == []


def test_who_leaves_next_month_is_still_there_and_who_left_is_not(
    cast: Cast, visit: Visit, at_college: Address, seen_everywhere: Look
) -> None:
    chef, path = visit("chef"), at_college("people")
    with seen_everywhere():
        stays = Enrolment.objects.filter(pupil_id=cast.lea.pk)
    for days, names in ((1, ["Martin-Ségala Léa"]), (0, []), (-3, [])):
        with seen_everywhere():
            stays.update(ends_on=TODAY + timedelta(days=days))
        assert found(chef, path, q="lea") == names
    with seen_everywhere():
        stays.update(begins_on=TODAY + timedelta(days=1), ends_on=None)
    assert found(chef, path, q="lea") == []
    assert found(chef, path, q="sofia") == []


def test_pages_follow_each_other_by_name_and_miss_nobody(
    cast: Cast, visit: Visit, at_college: Address, seen_everywhere: Look
) -> None:
    with seen_everywhere():
        for n in range(65):
            pupil = Pupil.objects.create(person=person(cast, f"x{n}", f"Zoé{n:02}", "Nombreux", Profile.PUPIL))
            Enrolment.objects.create(school=cast.schools["college"], pupil=pupil, begins_on=YEAR_START)
    client, path, names = visit("cpe"), f"{at_college('people')}?q=nombreux", []
    while path:
        html = client.get(path).content.decode()
        names += re.findall(r">Nombreux (Zoé[0-9]+)</a>", html)
        following = re.search(r'rel="next" href="([^"]+)"', html)
        path = following[1].replace("&amp;", "&") if following else ""
    assert names == [f"Zoé{n:02}" for n in range(65)]


@pytest.mark.parametrize("after", ["x", "-", "12", "-martin", "9" * 30 + "-a", "1-\x00", "٣-a"])
def test_a_place_that_is_none_is_answered(visit: Visit, at_college: Address, after: str) -> None:
    assert visit("cpe").get(at_college("people"), {"apres": after, "q": "a\x00b" * 200}).status_code == 200


def test_what_is_typed_draws_the_results_alone(visit: Visit, at_college: Address) -> None:
    client, path = visit("cpe"), at_college("people")
    whole = client.get(path, {"q": "lea"}).content.decode()
    piece = client.get(path, {"q": "lea"}, headers={"HX-Request": "true"}).content.decode()
    assert "<!doctype" in whole
    assert 'hx-target="#resultats"' in whole
    assert "autofocus" in whole
    assert piece.strip().startswith('<div id="resultats">')
    assert piece.strip() in whole


def test_nobody_is_found_from_another_school(cast: Cast, visit: Visit, at_college: Address) -> None:
    twin = at_college("people").replace(cast.schools["college"].uai, cast.schools["twin"].uai)
    assert found(visit("jumeau_chef"), twin, q="vidal") == ["Vidal Anne", "Vidal Jade"]
    assert found(visit("jumeau_chef"), twin, q="martin") == []
    assert visit("chef").get(twin).status_code == 404


@pytest.mark.parametrize("name", ["lea", "marc", "agent"])
def test_families_and_agents_have_no_directory(visit: Visit, at_college: Address, name: str) -> None:
    assert visit(name).get(at_college("people")).status_code == 404


def test_the_home_page_of_the_staff_has_the_search(visit: Visit, at_college: Address) -> None:
    for name in ("durand", "cpe", "chef", "secretaire"):
        assert f'action="{at_college("people")}"' in visit(name).get("/").content.decode()
    assert at_college("people") not in visit("lea").get("/").content.decode()


def test_a_closed_guardianship_finds_nobody(
    cast: Cast, visit: Visit, at_college: Address, seen_everywhere: Look
) -> None:
    Guardianship.objects.filter(guardian=cast.sofia).update(ends_on=TODAY)
    assert found(visit("cpe"), at_college("people"), q="sofia") == []
    with seen_everywhere():
        Membership.objects.filter(group=cast.groups["CHORALE"]).update(ends_on=TODAY)
    assert found(visit("cpe"), at_college("people"), q="chorale") == []


@pytest.fixture
def with_birth_names(cast: Cast) -> None:
    """Claire Durand was born L’Hœst-Érable; Noé Bœuf bears the name of his birth."""
    Person.objects.filter(pk=cast.durand.pk).update(birth_name="L’HŒST-Érable")
    Person.objects.filter(pk=cast.noe.pk).update(birth_name="Bœuf")


@pytest.mark.parametrize("typed", ["érab", "LHOEST erable", "hoest claire", "l hœst"])
@pytest.mark.parametrize("reader", ["chef", "secretaire"])
def test_the_office_finds_by_a_name_of_birth(
    visit: Visit, at_college: Address, with_birth_names: None, reader: str, typed: str
) -> None:
    expected = [] if typed.startswith("LH") else ["Durand Claire"]
    assert found(visit(reader), at_college("people"), q=typed) == expected
    assert found(visit("cpe"), at_college("people"), q=typed) == []
    assert found(visit("petit"), at_college("people"), q=typed) == []


@pytest.mark.parametrize("typed", ["21/09/2012", "21.9.2012", "2012-09-21", "noé 21-09-2012", "4e b 21/09/2012"])
@pytest.mark.parametrize("reader", ["chef", "secretaire"])
def test_the_office_finds_a_pupil_by_her_birth_date(
    visit: Visit, at_college: Address, reader: str, typed: str
) -> None:
    assert found(visit(reader), at_college("people"), q=typed) == ["Bœuf Noé"]
    for other in ("cpe", "durand"):
        assert found(visit(other), at_college("people"), q=typed) == []


@pytest.mark.parametrize("typed", ["31/02/2012", "léa 21/09/2012", "22/09/2012", "11/02/2009", "121/09/2012"])
def test_a_date_that_is_nobody_s_finds_nobody(visit: Visit, at_college: Address, typed: str) -> None:
    assert found(visit("chef"), at_college("people"), q=typed) == []


def test_the_birth_date_of_an_adult_is_not_searched(cast: Cast, visit: Visit, at_college: Address) -> None:
    Person.objects.filter(pk__in=[cast.durand.pk, cast.marc.pk]).update(born_on="1980-05-05")
    assert found(visit("chef"), at_college("people"), q="05/05/1980") == []
