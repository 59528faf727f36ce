"""Damaged exports: each one is read with its anomalies or refused in words, whatever the damage."""

from __future__ import annotations

from pathlib import Path

import pytest

from preau.exchange.siecle.agricultural import read_agricultural_roll
from preau.exchange.siecle.export import open_export
from preau.exchange.siecle.parse import read_contents
from preau.exchange.siecle.records import Contents, GuardianRecord, GuardianshipRecord, IgnoredPupil, PupilRecord
from preau.exchange.siecle.tests.feed import (
    CORPUS,
    TODAY,
    UAI,
    address,
    guardians_file,
    person,
    pupil,
    pupils_file,
    structures,
    tie,
    write,
    write_archive,
)
from preau.exchange.siecle.tests.test_agricultural import HEADERS, LEA
from preau.exchange.tabular.records import Anomaly
from preau.exchange.tabular.tests.mutations import MUTATIONS, mutated
from preau.kernel.refusals import NotPossible

PUPILS = pupils_file(
    pupil("1", CODE_REGIME="24", ADRESSE_ID="7", DATE_SORTIE="01/07/2027")
    + pupil("2", "070832328JB", CODE_SEXE="2"),
    structures("1", "3 A") + structures("2", "3 A", "G:LATIN"),
    ADRESSES=address("7", LIGNE1_ADRESSE="1 rue de l’École".replace("’", "'"), CODE_POSTAL="31000"),
)
GUARDIANS = guardians_file(
    person("10", ADRESSE_ID="7") + person("11", MEL="ali@exemple.fr", TEL_PORTABLE="+33612345678"),
    tie("1", "10", NIVEAU_RESPONSABILITE="1", CODE_PARENTE="10")
    + tie("1", "11", RESP_LEGAL="2", CODE_PARENTE="1"),
    ADRESSES=address("7", LIGNE1_ADRESSE="1 rue du Bac"),
)


def outcome(path: Path, uai: str = UAI) -> Contents | str:
    try:
        return read_contents(open_export(path, uai), TODAY)
    except NotPossible as refused:
        return refused.message


def check(found: Contents | str, names: set[str]) -> None:
    """Records and anomalies with their file and line; or a refusal that names the file."""
    if isinstance(found, str):
        assert any(f"« {name} »" in found for name in names), found
        return
    told: tuple[PupilRecord | IgnoredPupil | GuardianRecord | GuardianshipRecord | Anomaly, ...] = (
        *found.pupils,
        *found.ignored,
        *found.guardians,
        *found.guardianships,
        *found.anomalies,
    )
    for place in (one.place for one in told):
        assert place.file in names
        assert place.line >= 1
    assert all(anomaly.reason for anomaly in found.anomalies)
    assert len({pupil.ine for pupil in found.pupils}) == len(found.pupils)


@pytest.mark.parametrize("content", [PUPILS, GUARDIANS], ids=["pupils", "guardians"])
def test_no_damage_to_an_export_goes_untold(tmp_path: Path, content: str) -> None:
    for damaged in mutated(content.encode("iso-8859-15"), 8 * len(MUTATIONS)):
        check(outcome(write(tmp_path, damaged)), {"Eleves.xml"})


def test_no_damage_to_an_archive_goes_untold(tmp_path: Path) -> None:
    whole = write_archive(tmp_path, {"Eleves.xml": PUPILS, "Responsables.xml": GUARDIANS}, "tout.zip").read_bytes()
    for damaged in mutated(whole, 4 * len(MUTATIONS)):
        found = outcome(write(tmp_path, damaged, "export.zip"))
        if isinstance(found, str):
            assert "« " in found


def test_no_damage_to_the_roll_of_an_agricultural_school_goes_untold() -> None:
    content = "\n".join((HEADERS, LEA, LEA.replace("4581234567F", "4581234567G"))).encode("iso-8859-15")
    for damaged in mutated(content, 4 * len(MUTATIONS)):
        try:
            found: Contents | str = read_agricultural_roll(damaged, "élèves.csv", UAI)
        except NotPossible as refused:
            found = refused.message
        check(found, {"élèves.csv"})


@pytest.mark.skipif(
    not CORPUS.is_dir(), reason="le corpus partagé (../shared/corpus/siecle) n’est pas à côté du projet"
)
def test_no_damage_to_the_corpus_goes_untold(tmp_path: Path) -> None:
    for source in sorted(CORPUS.glob("pix-*.xml")):
        for damaged in mutated(source.read_bytes(), 2 * len(MUTATIONS)):
            check(outcome(write(tmp_path, damaged), "123ABC"), {"Eleves.xml"})
