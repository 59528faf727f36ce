"""Read = applied + kept + listed, line by line, whatever the kind of file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from preau.exchange.edt.tests import feed as edt
from preau.exchange.siecle.tests.feed import person, tie
from preau.exchange.sts.tests.feed import Feed
from preau.exchange.udt.tests import feed as udt
from preau.exchange.upload.tests.school_file import guardians, pupils
from preau.exchange.upload.tests.test_wizard import page, started
from tests.cast import Cast

Visit = Callable[[str], Client]
#: For each table: its text, and how many of its lines come in, stay as they are, and are left out.
TABLES = {
    "eleves": (
        """Nom;Prénom;Date de naissance;Classe
Bœuf;Noé;21/09/2012;4e B
Alibert;Eva;14/02/2013;4e B
Alibert;Eva;14/02/2013;5e A
;Sans;01/01/2013;4e B
Trop;de;01/01/2013;4e B;cellules
""",
        (2, 0, 3),
    ),
    "responsables": (
        """Nom*;Prénom*;Courriel;Nom de l'élève;Prénom de l'élève;Classes de l'élève
Martin;Marc;marc@exemple.fr;Martin-Ségala;Léa;4e B
Martin;Marc;marc@exemple.fr;Martin-Ségala;Léa;4e b
Petit;Ana;;Inconnu;Nul;4e B
Seul;Al;;;;
""",
        (1, 0, 3),
    ),
    "enseignants": (
        """Nom;Prénom;Matière;Classe
Alami;Ida;Latin;4e B
Alami;Ida;Grec;5e A
Alami;Ida;;
Durand;Claire;;
Roux;;Latin;4e B
""",
        (3, 1, 1),
    ),
    "personnels": (
        """Nom;Prénom;Fonction
Lopez;Inès;AESH
Durand;Claire;enseignante
Roux;Aline;principale
""",
        (2, 0, 1),
    ),
    "invites": (
        """Nom;Prénom;Courriel;Fonction;Fin du droit
Alami;Ida;ida@exemple.fr;jury;30/06/2027
Sami;Max;;jury;30/06/2027
""",
        (1, 0, 1),
    ),
}


def report(client: Client, at: str, **sent: str) -> list[dict[str, str]]:
    """The import is applied; the rows of its report."""
    assert client.post(f"{at}effet/", {"appliquer": "1", **sent})["Location"] == f"{at}rapport/"
    content = client.get(f"{at}rapport.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content), delimiter=";"))


def account(rows: list[dict[str, str]]) -> tuple[int, int, int, int]:
    """Read, applied, kept, listed, as the report sums them up."""
    told = {row["Qui"]: int(row["Détail"]) for row in rows if row["Quoi"] == "bilan"}
    return told["lu"], told["appliqué"], told["gardé tel quel"], told["listé"]


def lines(rows: list[dict[str, str]]) -> set[tuple[str, int]]:
    """The lines of files of which the report says something."""
    return {(row["Fichier"], int(row["Ligne"])) for row in rows if row["Ligne"]}


@pytest.mark.parametrize("kind", TABLES)
def test_every_line_of_a_table_is_applied_kept_or_listed(visit: Visit, kind: str) -> None:
    text, (applied, kept, listed) = TABLES[kind]
    secretary, read = visit("secretaire"), text.count("\n") - 1
    for expected in ((applied, kept, listed), (0, applied + kept, listed)):
        at = started(secretary, ("t.csv", text))
        secretary.post(f"{at}correspondances/", {"table": kind})
        rows = report(secretary, at)
        assert account(rows) == (read, *expected)
        assert {("t.csv", line) for line in range(2, read + 2)} <= lines(rows)
        assert "Ce que sont devenues les lignes" in page(secretary, f"{at}rapport/")


def test_every_entry_of_siecle_is_applied_kept_or_listed(visit: Visit, cast: Cast) -> None:
    families = guardians("1").replace("</PERSONNES>", person("12", NOM_DE_FAMILLE="SEUL") + "</PERSONNES>")
    families = families.replace("</RESPONSABLES>", tie("1", "10") + tie("1", "77") + "</RESPONSABLES>")
    secretary = visit("secretaire")
    at = started(secretary, ("Eleves.xml", pupils(lea="4e B", noe="4e B", eva="6e C")), ("Resp.xml", families))
    rows = report(secretary, at)
    read, applied, kept, listed = account(rows)
    # Three pupils, three persons; of four ties, the two of Marc and Léa are read as one.
    assert read == 3 + 3 + 3 == applied + kept + listed
    reasons = [row["Détail"] for row in rows if row["Quoi"] == "laissé de côté"]
    assert any("SEUL" in reason and "ne répond d’aucun élève" in reason for reason in reasons)
    assert any("la personne 77 n’est pas dans le fichier" in reason for reason in reasons)
    assert "responsabilité d’un élève qui n’entre pas" in reasons


def test_every_lesson_of_edt_is_applied_kept_or_listed(visit: Visit) -> None:
    usual = {
        "CLASSE": "4e B",
        "MAT_CODE": "MATHS",
        "PROF_NOM": "DURAND",
        "PROF_PRENOM": "CLAIRE",
        "ALTERNANCE": "H",
    }
    nine = {**usual, "H.DEBUT": "09h00"}
    odd = {**usual, "H.DEBUT": "10h00", "CLASSE": "9e Z"}, {**usual, "ALTERNANCE": "XX", "H.DEBUT": "11h00"}
    content = edt.table(usual, nine, *odd)
    secretary = visit("secretaire")
    rows = report(secretary, started(secretary, ("EXP_COURS.xml", content)))
    assert account(rows) == (4, 2, 0, 2)
    named = [row for row in rows if row["Quoi"] == "nouveau cours"]
    assert {(row["Classe"], row["Détail"]) for row in named} == {
        ("4e B", "mardi à 9\u202fh"),
        ("4e B", "mardi à 13\u202fh\u202f30"),
    }
    moved = edt.table(usual, {**usual, "H.DEBUT": "14h00"})
    again = report(secretary, started(secretary, ("EXP_COURS.xml", moved)))
    assert account(again) == (2, 1, 1, 0)
    assert [row["Détail"] for row in again if row["Quoi"] == "cours retiré"] == ["mardi à 9\u202fh"]


def test_every_lesson_of_udt_is_applied_kept_or_listed(visit: Visit) -> None:
    here = {"08": udt.one("div", code="6C", code_gep="4e B", libelle="Quatrième B")}
    secretary = visit("secretaire")
    rows = report(secretary, started(secretary, ("export.zip", udt.export(here))))
    read, applied, kept, listed = account(rows)
    assert read == len(udt.read(udt.export(here)).lessons) == applied
    assert (kept, listed) == (0, 0)


def test_every_lesson_of_stsweb_is_applied_kept_or_listed(visit: Visit, cast: Cast, tmp_path: Path) -> None:
    Feed().write(tmp_path)
    pair = [(path.name, path.read_bytes()) for path in sorted(tmp_path.rglob("*.xml"))]
    secretary = visit("secretaire")
    read, applied, kept, listed = account(report(secretary, started(secretary, *pair)))
    assert read == applied + kept + listed
    assert applied > 0
    assert account(report(secretary, started(secretary, *pair))) == (read, 0, applied, listed)
