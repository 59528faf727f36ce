"""`preau import aaf`, as it is typed: what it prints, and its exit codes."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest
from django.db import connection

from preau.cli import command, exit_codes
from preau.cli.verb import Needs
from preau.exchange.aaf.records import Category
from preau.exchange.aaf.tests.college import UAI, bring, college, everything, many, pupil, pupils_of
from preau.exchange.aaf.tests.feed import file_name
from preau.kernel.words import THIN
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _typed_as_the_owner(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The verb runs in the transaction of the test, as the owner: its surroundings stand already."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")

    def surroundings(needs: Needs) -> AbstractContextManager[None]:
        assert needs is Needs.OWNER
        return nullcontext()

    monkeypatch.setattr(command, "surroundings", surroundings)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A collège of 53 pupils that came in."""
    bring(many(college(), 50), tmp_path)
    return tmp_path / "016-TOULOUSE"


def preau(*words: str | Path) -> int:
    return command.main(["import", "aaf", *map(str, words)])


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.replace(THIN, " ")


ARRIVALS = (
    "3 élèves arrivent, 3 personnels arrivent, 3 responsabilités ouvertes, 2 services ouverts, "
    "1 professeur principal nommé, 4 classes ou groupes ouverts"
)


def test_without_apply_the_plan_is_printed_and_nothing_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything()
    assert preau(college().write(tmp_path / "016-TOULOUSE")) == exit_codes.DONE
    assert everything() == before
    assert printed(capsys).splitlines() == [
        "Livraison de l’annuaire fédérateur : 6 fichiers.",
        "  Source 016, du mardi 1er septembre 2026.",
        "  Lu : 1 établissement, 3 élèves, 4 responsables, 3 personnels, 2 matières, 1 MEF.",
        "  Laissés de côté, comme il est d’usage : 1 responsable d’aucun élève.",
        "",
        "Ce qui change :",
        f"  {UAI} Collège Paul Riquet : nouvel établissement, {ARRIVALS}",
        "      élèves qui arrivent : Léa MARTIN, Noé BŒUF, Tom ROUX",
        "      personnels qui arrivent : Claire DURAND, Maëlle COSTA, Paul LACAZE",
        "  Nomenclatures : 2 matières et 1 MEF à ajouter ou à corriger.",
        f"En tout, dans 1 établissement : {ARRIVALS}.",
        "",
        "Établissements absents de la livraison de leur source, laissés tels quels :",
        "  0310001A Collège Jean-Jaurès",
        "",
        "Compte des fiches : 14 lues = 13 appliquées + 0 gardées telles quelles + 1 listées.",
        "",
        "Essai à blanc : rien n’a changé. Pour appliquer ce plan, relancez avec --apply.",
    ]


def test_with_apply_it_is_applied(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert preau(college().write(tmp_path / "016-TOULOUSE"), "--apply") == exit_codes.DONE
    assert pupils_of() == {"Léa", "Noé", "Tom"}
    assert "Appliqué : " in printed(capsys)


def test_the_same_delivery_again_says_that_there_is_nothing_to_change(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything()
    assert preau(folder, "--apply") == exit_codes.DONE
    assert "Rien à changer : la base dit déjà ce que dit la livraison." in printed(capsys)
    assert everything() == before


@pytest.mark.parametrize("words", [(), ("--apply",)], ids=["plan", "apply"])
def test_a_destructive_plan_names_the_schools_and_the_figures_and_waits(
    folder: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    many(college(), 40).write(folder)
    before = everything()
    assert preau(folder, *words) == exit_codes.TO_CONFIRM
    told = printed(capsys)
    assert "Cette livraison retirerait plus de 5 % des personnes d’un établissement :" in told
    assert f"  {UAI} Collège Paul Riquet : 10 élèves sur 53" in told
    assert "Rien n’a changé." in told
    assert "--confirm" in told
    assert everything() == before


def test_a_destructive_plan_that_is_confirmed_goes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    many(college(), 40).write(folder)
    assert preau(folder, "--apply", "--confirm") == exit_codes.DONE
    assert len(pupils_of()) == 43
    assert "      élèves qui partent : Élève40 NOMBREUX" in printed(capsys)


def test_a_malformed_file_is_refused_with_a_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / file_name(Category.PUPIL)).write_text("<ficAlimMENESR><addRequest>")
    assert preau(folder, "--apply") == exit_codes.REFUSED
    assert "Rien n’a été importé" in capsys.readouterr().err


def test_a_folder_that_is_not_one_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert preau(tmp_path / "absent") == exit_codes.REFUSED
    assert "n’est pas un dossier" in capsys.readouterr().err


def test_anomalies_are_listed_the_first_ones_then_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    feed = college()
    feed.pupils |= {str(100 + n): pupil("SANS", f"Classe{n}", ENTEleveClasses=[]) for n in range(8)}
    preau(feed.write(tmp_path))
    lines = printed(capsys).splitlines()
    assert "8 anomalies :" in lines
    assert f"  {file_name(Category.PUPIL)}, ligne 20 : élève sans classe" in lines
    assert sum("élève sans classe" in line for line in lines) == 6
    assert "  … et 3 de plus : élève sans classe" in lines


def test_the_old_generation_and_unknown_attributes_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    feed = college()
    feed.pupils["1"]["ENTElevePersRelEleve"] = ["12$1$1$1$1$0", "11$2$0$2$1$0"]
    feed.pupils["1"]["ENTEleveCantine"] = "O"
    feed.write(tmp_path)
    assert preau(tmp_path) == exit_codes.DONE
    told = printed(capsys)
    assert "codes de l’ancienne génération (2 : second représentant légal)" in told
    assert "Attributs inconnus, ignorés : ENTEleveCantine (Eleve, 1 fois)." in told


def test_what_a_file_wrote_never_commands_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    feed = college()
    feed.pupils["4"] = pupil("PIRATE", "\x9b2JZoé")
    preau(feed.write(tmp_path))
    told = printed(capsys)
    assert "\x9b" not in told
    assert "PIRATE" in told
