"""The file is written as it goes, read back cautiously, and its lengths are those of the rooms that write."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest

from preau.bulletins import rules
from preau.exchange.lsu.averages import average_text, on_twenty
from preau.exchange.lsu.check import check
from preau.exchange.lsu.limits import limits_of
from preau.exchange.lsu.read import read_livret
from preau.exchange.lsu.records import Pupil
from preau.exchange.lsu.tests.college import college, period_report
from preau.exchange.lsu.versions import LATEST, VERSIONS, version_named
from preau.exchange.lsu.write import write_xml, xml_bytes
from preau.kernel.refusals import NotPossible


class Pieces(BytesIO):
    """Remembers the largest piece it was given at once."""

    largest = 0

    def write(self, content: bytes) -> int:  # type: ignore[override]
        self.largest = max(self.largest, len(content))
        return super().write(content)


def test_a_large_school_is_written_piece_by_piece() -> None:
    base = college()
    pupils = tuple(Pupil(f"E_{rank}", str(rank), "6A", "MARTIN", "Tom") for rank in range(1, 301))
    reports = tuple(period_report(pupil.key) for pupil in pupils)
    out = Pieces()
    write_xml(check(replace(base, pupils=pupils, period_reports=reports, cycle_reports=()), LATEST), out)
    assert len(out.getvalue()) > 500_000
    assert out.largest < 50_000


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("12.5", "12.50"), ("12,5", "12.50"), ("18/20", "18.00"), ("7.5/10", "15.00"), ("10/30", "6.67"),
        ("0", "0.00"), ("20", "20.00"), ("20.5", ""), ("12/0", ""), ("A+", ""), ("", ""), ("-1", ""), ("٣", ""),
    ],
)  # fmt: skip
def test_an_average_is_put_on_twenty(written: str, read: str) -> None:
    assert on_twenty(written) == read


@pytest.mark.parametrize(
    ("value", "scale", "text"),
    [("12.50", 20, "12.5"), ("10", 20, "10"), ("18.333", 30, "18.33/30"), ("0", 20, "0"), ("100", 100, "100/100")],
)
def test_an_average_is_written_short(value: str, scale: int, text: str) -> None:
    assert average_text(Decimal(value), scale) == text
    assert len(text) <= 8


def test_what_rooms_let_people_write_can_go_out() -> None:
    last, first = limits_of(LATEST), limits_of(VERSIONS[0])
    assert first["acquis/appreciation"].longest >= rules.APPRECIATION_LENGTH
    assert last["acquis/appreciation"].longest >= rules.LONGEST_APPRECIATION
    assert first["element-programme/libelle"].longest >= rules.ELEMENT_LENGTH
    assert first["acquis-conseils"].longest >= rules.SYNTHESIS_LENGTH
    assert first["bilan-cycle/synthese"].longest >= rules.CYCLE_SYNTHESIS_LENGTH


def test_a_file_names_the_schema_of_the_ministry() -> None:
    written = xml_bytes(check(college(), version_named("7.0"))).decode()
    assert written.startswith("<?xml version='1.0' encoding='utf-8'?>")
    assert 'xmlns="urn:fr:edu:scolarite:lsun:bilans:import"' in written
    assert 'schemaLocation="urn:fr:edu:scolarite:lsun:bilans:import import-bilan-complet.xsd"' in written
    assert written.count("xmlns=") == 1


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda text: text.replace(b"lsun-bilans", b"autre"), "n’est pas un fichier du livret scolaire"),
        (lambda text: text[:-40], "ce n’est pas du XML bien formé"),
        (lambda text: text.replace(b'indice="1"', b'indice="un"'), "«\u202fun\u202f» ne convient pas pour indice"),
        (lambda text: text.replace(b'indice="1"', b""), "ne convient pas pour indice"),
        (lambda text: text.replace(b"2026-12-03", b"03/12/2026"), "ne convient pas pour date-conseil-classe"),
        (lambda text: text.replace(b"?>", b"?><!DOCTYPE x>", 1), "DOCTYPE"),
        (lambda text: b"", "est vide"),
    ],
    ids=["another format", "truncated", "a word for a number", "no number", "a French date", "DOCTYPE", "empty"],
)
def test_what_is_no_file_of_the_lsu_is_refused(spoil: object, told: str) -> None:
    assert callable(spoil)
    written = spoil(xml_bytes(check(college(), LATEST)))
    with pytest.raises(NotPossible) as refused:
        read_livret(written, "livret.xml")
    assert "«\u202flivret.xml\u202f»" in refused.value.message or "« livret.xml »" in refused.value.message
    assert told in refused.value.message
