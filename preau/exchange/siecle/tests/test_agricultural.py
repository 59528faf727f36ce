"""The CSV roll of agricultural schools."""

from __future__ import annotations

import pytest

from preau.exchange.siecle.agricultural import read_agricultural_roll
from preau.exchange.siecle.records import Contents, ExportKind, Reason
from preau.kernel.refusals import NotPossible

HEADERS = (
    "Identifiant unique*;Premier prénom*;Deuxième prénom;Troisième prénom;Nom de famille*;Nom d'usage;Code sexe*;"
    "Date de naissance (jj/mm/aaaa)*;Code commune naissance**;Libellé commune naissance**;"
    "Code département naissance*;Code pays naissance*;Statut*;Code MEF*;Division*"
)
LEA = "4581234567F;Léa;;;DUPONT;;F;01/01/2010;31555;;31;99100;ST;24720003;1PRO"


def roll(*lines: str, headers: str = HEADERS) -> Contents:
    return read_agricultural_roll("\n".join((headers, *lines)).encode("iso-8859-15"), "élèves.csv", "0310001A")


def test_the_roll_has_the_shape_of_an_export() -> None:
    contents = roll(LEA)
    assert (contents.uai, contents.year) == ("0310001A", None)
    assert contents.kinds == {ExportKind.PUPILS}
    assert (contents.pupils[0].identity.title, contents.pupils[0].sex) == ("Mme", "F")
    assert contents.anomalies == ()


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("4581234567F", "", Reason.NO_INE),
        ("4581234567F", "458", Reason.NO_INE),
        ("1PRO", "", Reason.NO_STRUCTURE),
        ("1PRO", "Inactifs", Reason.INACTIVE),
        ("Léa", "", Reason.NO_NAME),
    ],
)
def test_who_is_ignored_and_why(before: str, after: str, reason: Reason) -> None:
    contents = roll(LEA.replace(before, after))
    assert contents.pupils == ()
    assert [(one.reason, one.place.line) for one in contents.ignored] == [(reason, 2)]


@pytest.mark.parametrize(
    ("before", "after", "column", "reason"),
    [
        ("01/01/2010", "31/02/2010", "Date de naissance (jj/mm/aaaa)*", "n’est pas une date"),
        ("01/01/2010", "", "Date de naissance (jj/mm/aaaa)", "doit être remplie"),
        (";F;", ";X;", "Code sexe", "n’est pas un code de sexe"),
        (";ST;", ";;", "Statut", "doit être remplie"),
        ("31555", "", "", "commune de naissance"),
    ],
)
def test_what_is_told(before: str, after: str, column: str, reason: str) -> None:
    contents = roll(LEA.replace(before, after))
    assert len(contents.pupils) == 1
    assert [(one.column, one.place.line) for one in contents.anomalies] == [(column, 2)]
    assert reason in contents.anomalies[0].reason


def test_columns_that_are_not_there_are_named() -> None:
    with pytest.raises(NotPossible) as refused:
        roll(LEA, headers=HEADERS.replace("Code MEF*", "Formation").replace("Division*", "Groupe"))
    assert "« Code MEF », « Division »" in refused.value.message
    assert "« élèves.csv »" in refused.value.message


def test_an_ine_twice_is_refused() -> None:
    with pytest.raises(NotPossible) as refused:
        roll(LEA, LEA.replace("Léa", "Tom"))
    assert "lignes 2 et 3" in refused.value.message
