"""The calendar of a school, read by those who work there and by the families."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.test import Client

from preau.directory.models import Holiday, Membership, SchoolSettings, SchoolYear, Term
from tests.cast import Cast
from tests.cast.cards import erase_terms

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
Address = Callable[..., str]


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_staff_read_the_year_its_holidays_and_its_closures(visit: Visit, at_college: Address) -> None:
    html = read(visit("durand"), at_college("calendar"))
    assert "Collège Jean-Jaurès, année 2026-2027" in html
    assert "du samedi 17 octobre au dimanche 1er novembre" in html
    assert "reprise le lundi 2 novembre" in html
    assert "Fête locale" in html
    assert "le vendredi 12 mars" in html
    assert "Foire aux livres" not in html
    assert "cours qui commencent avant 11\u202fh\u202f50" in html
    assert html.index("Armistice de 1918") < html.index("Lundi de Pâques") < html.index("Lundi de Pentecôte")
    assert "Victoire de 1945" not in html  # a Saturday in 2027


def test_staff_read_the_terms_and_which_classes_have_none(visit: Visit, at_college: Address) -> None:
    html = read(visit("durand"), at_college("calendar"))
    assert "1er trimestre" in html
    assert "dimanche 29 novembre" in html
    assert "Sans période\u202f: 5e A." in html


@pytest.mark.parametrize(
    ("person", "offered"), [("chef", True), ("secretaire", True), ("durand", False), ("cpe", False)]
)
def test_only_who_sets_the_calendar_finds_the_doors(
    visit: Visit, at_college: Address, person: str, offered: bool
) -> None:
    html = read(visit(person), at_college("calendar"))
    for name in ("add-closure", "terms", "councils", "settings", "school"):
        assert (at_college(name) in html) is offered
    assert ("Retirer" in html) is offered


def test_a_saturday_school_counts_public_holidays_on_saturdays(
    cast: Cast, visit: Visit, at_college: Address, seen_everywhere: Look
) -> None:
    with seen_everywhere():
        SchoolSettings.objects.create(school=cast.schools["college"], has_saturday_class=True)
    html = read(visit("durand"), at_college("calendar"))
    assert "Victoire de 1945" in html


def test_a_zone_without_holidays_says_so(
    cast: Cast, visit: Visit, at_college: Address, seen_everywhere: Look
) -> None:
    with seen_everywhere():
        SchoolSettings.objects.create(school=cast.schools["college"], zone="A")
    assert "Les vacances de la zone A ne sont pas encore connues." in read(visit("durand"), at_college("calendar"))


def test_a_summer_whose_end_is_not_published_only_begins(visit: Visit, at_college: Address) -> None:
    Holiday.objects.create(
        zone="C", year_label="2026-2027", label="Vacances d’Été", starts_on=date(2027, 7, 3),
        ends_on=date(2027, 8, 31), has_known_end=False,
    )  # fmt: skip
    assert "à partir du samedi 3 juillet" in read(visit("durand"), at_college("calendar"))


def test_another_year_is_one_tab_away(visit: Visit, at_college: Address) -> None:
    SchoolYear.objects.create(label="2027-2028", starts_on=date(2027, 9, 1), ends_on=date(2028, 8, 31))
    chef = visit("chef")
    assert "?annee=2027-2028" in read(chef, at_college("calendar"))
    html = read(chef, f"{at_college('calendar')}?annee=2027-2028")
    assert "Fête locale" not in html
    assert f"{at_college('terms')}?annee=2027-2028" in html
    assert chef.get(f"{at_college('calendar')}?annee=1999-2000").status_code == 404


@pytest.mark.parametrize("person", ["durand", "chef"])
def test_without_any_year_the_page_says_what_is_missing(
    cast: Cast, visit: Visit, at_college: Address, seen_everywhere: Look, person: str
) -> None:
    with seen_everywhere():
        erase_terms()
    SchoolYear.objects.all().delete()
    assert "pas encore connue" in read(visit(person), at_college("calendar"))
    assert "pas encore connue" in read(visit("marc"), "/calendrier/")
    assert visit("chef").get(at_college("terms")).status_code == 409


def test_a_parent_reads_the_schools_of_all_her_children(cast: Cast, visit: Visit) -> None:
    html = read(visit("marc"), "/calendrier/")
    assert html.index("Collège Jean-Jaurès") < html.index("Lycée agricole de Beaulieu")
    assert html.count("Vacances de Noël") == 1
    assert "Périodes de Léa, 4e B" in html
    assert "du lundi 30 novembre au dimanche 7 mars" in html
    assert "Fête locale" in html
    assert "Foire aux livres" not in html


def test_a_pupil_reads_her_own(cast: Cast, visit: Visit) -> None:
    html = read(visit("lea"), "/calendrier/")
    assert "Périodes de la classe, 4e B" in html
    assert "Lycée agricole" not in html


def test_the_terms_are_those_of_the_class_of_today(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    with seen_everywhere():
        Membership.objects.filter(pupil_id=cast.lea.pk).update(ends_on=date(2026, 11, 24))
    assert "Périodes" not in read(visit("lea"), "/calendrier/")


def test_the_deadlines_of_the_staff_are_not_shown_to_families(
    cast: Cast, visit: Visit, at_college: Address, seen_everywhere: Look
) -> None:
    with seen_everywhere():
        Term.objects.filter(number=1).update(end_of_entry_on=date(2026, 11, 25), council_on=date(2026, 11, 27))
    html = read(visit("durand"), at_college("calendar"))
    assert "mercredi 25 novembre" in html
    assert "1er trimestre\u202f: vendredi 27 novembre" in html
    assert "25 novembre" not in read(visit("marc"), "/calendrier/")


@pytest.mark.parametrize(("person", "path"), [("marc", "/calendrier/"), ("durand", "/0310001A/calendrier/")])
def test_the_menu_leads_there(visit: Visit, person: str, path: str) -> None:
    assert f'href="{path}"' in read(visit(person), "/")
