"""The ministry's sample, read in place: nobody of this project wrote it (formats §9, test 4)."""

from __future__ import annotations

from datetime import date

import pytest

from preau.exchange.lsu.check import check
from preau.exchange.lsu.findings import Gravity
from preau.exchange.lsu.read import read_livret
from preau.exchange.lsu.records import Livret
from preau.exchange.lsu.reports import EvaluationStatus
from preau.exchange.lsu.tests.college import CORPUS, canonical, faults, needs_corpus
from preau.exchange.lsu.versions import LATEST, version_named
from preau.exchange.lsu.write import xml_bytes

pytestmark = needs_corpus
SAMPLE = CORPUS / "gepi-sample-bilan-complet.xml"


@pytest.fixture(scope="module")
def sample() -> Livret:
    return read_livret(SAMPLE.read_bytes(), SAMPLE.name)


def test_all_of_it_is_read(sample: Livret) -> None:
    assert (len(sample.pupils), len(sample.disciplines), len(sample.teachers)) == (3, 11, 12)
    assert (len(sample.period_reports), len(sample.cycle_reports)) == (5, 3)
    assert sample.header.uai == "0382032C"
    first = sample.period_reports[0]
    assert first.council_on == date(2015, 1, 1)
    assert first.subjects[0].pupil_status is EvaluationStatus.NOT_GRADED
    assert first.subjects[0].structure_average == "10/20"
    assert first.digital_skills is not None
    assert first.digital_skills.shared == ("CNC_02",)
    assert first.school_life is not None
    assert (first.school_life.late_arrivals, first.school_life.missed_hours) == (30, 37)
    assert [one.code for one in first.accompaniments] == ["PAP", "PPS", "PPRE", "CTR"]


@pytest.mark.parametrize("name", ["3.0-2021-06", "7.0"])
def test_it_goes_out_as_it_came(sample: Livret, name: str) -> None:
    checked = check(sample, version_named(name))
    assert checked.blocking == ()
    written = xml_bytes(checked)
    assert canonical(written) == canonical(SAMPLE.read_bytes())
    assert read_livret(written, "again.xml") == sample
    assert faults(written, checked.version) == []


def test_in_the_last_version_averages_are_numbers_and_the_contract_stays_behind(sample: Livret) -> None:
    checked = check(sample, LATEST)
    assert checked.blocking == ()
    assert faults(xml_bytes(checked), LATEST) == []
    first = checked.livret.period_reports[0]
    assert [one.pupil_average for one in first.subjects[:2]] == ["", "18.00"]
    assert [one.code for one in first.accompaniments] == ["PAP", "PPS", "PPRE"]
    left_out = [one.sentence for one in checked.findings if one.gravity is Gravity.LEFT_OUT]
    victor = "Grenelle Victor (6EME_4), trimestre 1"
    why = "la version 10.0 du format ne le prévoit pas"
    assert left_out == [f"{victor}\u202f: le contrat de réussite ne part pas, {why}."]


def test_an_older_version_says_why_it_cannot_take_it(sample: Livret) -> None:
    told = [one.sentence for one in check(sample, version_named("3.0-2019-02")).blocking]
    assert told == [
        f"Clerc Aline (6EME_4), trimestre 2, {subject}\u202f: il manque les éléments de programme travaillés."
        for subject in ("Français", "Mathématiques")
    ]
