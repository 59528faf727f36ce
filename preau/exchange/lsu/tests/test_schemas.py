"""The schemas are the operator's: without them it is said, with them they judge."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from preau.exchange.lsu.check import check
from preau.exchange.lsu.schemas import Outcome, judge
from preau.exchange.lsu.tests.college import CORPUS, college, needs_corpus, unchecked, with_first
from preau.exchange.lsu.versions import LATEST, version_named
from preau.exchange.lsu.write import xml_bytes


def test_without_a_folder_it_is_said() -> None:
    verdict = judge(BytesIO(xml_bytes(check(college(), LATEST))), LATEST, "")
    assert verdict.outcome is Outcome.NOT_ASKED
    assert "PREAU_LSU_SCHEMAS" in verdict.sentence


def test_a_folder_without_the_schema_is_said(tmp_path: Path) -> None:
    verdict = judge(BytesIO(b""), LATEST, str(tmp_path))
    assert verdict.outcome is Outcome.NOT_ASKED
    assert LATEST.schema in verdict.sentence


def test_a_file_that_is_no_schema_is_said(tmp_path: Path) -> None:
    (tmp_path / LATEST.schema).write_text("<rien/>")
    assert judge(BytesIO(b""), LATEST, str(tmp_path)).outcome is Outcome.NOT_ASKED


@needs_corpus
def test_a_valid_file_is_judged_valid() -> None:
    verdict = judge(BytesIO(xml_bytes(check(college(), LATEST))), LATEST, str(CORPUS))
    assert (verdict.outcome, verdict.sentence) == (
        Outcome.VALID,
        "Le fichier est conforme au schéma 10.0 du ministère.",
    )


@needs_corpus
def test_a_file_that_is_not_is_refused_with_its_line() -> None:
    version = version_named("7.0")
    spoilt = unchecked(with_first(college(), advice=""), version)
    verdict = judge(BytesIO(spoilt), version, str(CORPUS))
    assert verdict.outcome is Outcome.INVALID
    assert "ligne " in verdict.sentence


@needs_corpus
def test_a_fault_after_the_first_report_is_seen_too() -> None:
    version = version_named("7.0")
    livret = check(college(), version).livret
    twice = unchecked(with_first(livret, pupil="E_TOM"), version)
    assert judge(BytesIO(twice), version, str(CORPUS)).outcome is Outcome.INVALID
