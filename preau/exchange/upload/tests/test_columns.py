"""Columns are remembered from one table to the next with the same headers; empty tables are given to fill in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from preau.directory.models import School
from preau.exchange.tabular.headers import signature_of
from preau.exchange.tabular.mapping import propose_mapping
from preau.exchange.tabular.records import Kind
from preau.exchange.tabular.table import read_table
from preau.exchange.tabular.templates import HEADERS
from preau.exchange.upload.choices import Choices, kind_of
from preau.exchange.upload.effects import effect_of
from preau.exchange.upload.jobs import forget_old_imports
from preau.exchange.upload.models import KeptColumns
from preau.exchange.upload.recognise import Given, recognise
from preau.exchange.upload.tests.test_wizard import page, started
from preau.exchange.upload.web.kinds import TEMPLATES
from preau.kernel import clock
from tests.cast import NOW, Cast

Visit = Callable[[str], Client]
Everywhere = Callable[[], AbstractContextManager[None]]
ODD = "Qui;Petit nom;Né;Où\nAlibert;Eva;14/02/2013;4e B\n"
MEANINGS = ["NAME.LINE.1", "FIRST_NAME.LINE.1", "BORN_ON.LINE.1", "DIVISIONS.LINE.1"]
AGAIN = "qui ;PETIT NOM*;Ne;Ou\nAlibert;Luc;15/03/2014;4e B\n"


def applied(client: Client, text: str, columns: list[str]) -> None:
    """An import whose columns were answered by hand, done."""
    at = started(client, ("liste.csv", text))
    client.post(f"{at}correspondances/", {"table": "eleves", "colonne": columns})
    assert client.post(f"{at}effet/", {"appliquer": "1"})["Location"] == f"{at}rapport/"


def test_the_same_headers_mean_what_they_meant_last_time(visit: Visit, seen_everywhere: Everywhere) -> None:
    secretary = visit("secretaire")
    applied(secretary, ODD, MEANINGS)
    at = started(secretary, ("autre.csv", AGAIN))
    shown = page(secretary, f"{at}correspondances/")
    assert "Comme la dernière fois" in shown
    assert "reprises de l’import du mardi 24 novembre 2026" in shown
    assert "ALIBERT Luc" in page(secretary, f"{at}effet/")


def test_what_was_remembered_is_changed_then_remembered_anew(visit: Visit, seen_everywhere: Everywhere) -> None:
    secretary = visit("secretaire")
    applied(secretary, ODD, MEANINGS)
    at = started(secretary, ("autre.csv", AGAIN))
    changed = [*MEANINGS[:3], ""]
    secretary.post(f"{at}correspondances/", {"table": "eleves", "colonne": changed})
    assert "Comme la dernière fois" not in page(secretary, f"{at}correspondances/")
    secretary.post(f"{at}effet/", {"appliquer": "1"})
    with seen_everywhere():
        assert KeptColumns.objects.get(signature=signature_of(("Qui", "Petit nom", "Né", "Où"))).columns == changed


def test_nothing_is_remembered_of_an_import_given_up(visit: Visit, seen_everywhere: Everywhere) -> None:
    secretary = visit("secretaire")
    at = started(secretary, ("liste.csv", ODD))
    secretary.post(f"{at}correspondances/", {"table": "eleves", "colonne": MEANINGS})
    secretary.post(f"{at}abandonner/")
    with seen_everywhere():
        assert not KeptColumns.objects.exists()


def test_other_headers_and_another_school_start_afresh(visit: Visit) -> None:
    applied(visit("secretaire"), ODD, MEANINGS)
    at = started(visit("secretaire"), ("autre.csv", ODD.replace("Où", "Salle")))
    assert "Comme la dernière fois" not in page(visit("secretaire"), f"{at}correspondances/")
    client = visit("jumeau_chef")
    theirs = client.post("/0340002B/imports/nouveau/", {"fichiers": [SimpleUploadedFile("l.csv", ODD.encode())]})[
        "Location"
    ]
    assert "Comme la dernière fois" not in page(client, theirs)


def test_columns_of_two_years_ago_are_forgotten(visit: Visit, seen_everywhere: Everywhere, cast: Cast) -> None:
    applied(visit("secretaire"), ODD, MEANINGS)
    with clock.at(NOW + timedelta(days=729)):
        forget_old_imports()
    with seen_everywhere():
        assert KeptColumns.objects.count() == 1
    with clock.at(NOW + timedelta(days=731)):
        forget_old_imports()
    with seen_everywhere():
        assert not KeptColumns.objects.exists()


@pytest.mark.parametrize("kind", HEADERS)
def test_every_column_of_an_empty_table_is_understood(visit: Visit, college: School, kind: Kind) -> None:
    response = visit("secretaire").get(f"/0310001A/imports/modeles/{kind}.csv")
    assert response["Content-Disposition"] == f'attachment; filename="modele-{kind}.csv"'
    table = read_table(response.content, "modele.csv")
    assert kind_of(table, "") is kind
    mapping = propose_mapping(table, kind)
    assert mapping.unused == ()
    assert mapping.missing == ()
    assert len({column.target for column in mapping.columns}) == len(mapping.columns)
    given = [Given("modele.csv", response.content)]
    assert effect_of(college, recognise(given), given, Choices()).is_nothing


def test_the_first_step_gives_an_empty_table_of_each_kind(visit: Visit) -> None:
    shown = visit("secretaire").get("/0310001A/imports/nouveau/").content.decode()
    for kind in HEADERS:
        assert f"/0310001A/imports/modeles/{kind}.csv" in shown
    assert TEMPLATES.keys() == HEADERS.keys()


@pytest.mark.parametrize("kind", ["agents", "eleves2", "ELEVES"])
def test_there_is_no_empty_table_of_another_kind(visit: Visit, kind: str) -> None:
    assert visit("secretaire").get(f"/0310001A/imports/modeles/{kind}.csv").status_code == 404
