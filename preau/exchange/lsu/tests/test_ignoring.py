"""« Ignorer cet élève »: nothing of them goes out, and what blocked because of them blocks no more."""

from __future__ import annotations

from preau.exchange.lsu.check import check
from preau.exchange.lsu.ignoring import Ignored, without
from preau.exchange.lsu.tests.college import college, period_report, with_first
from preau.exchange.lsu.versions import LATEST
from preau.exchange.lsu.write import xml_bytes


def test_nothing_of_an_ignored_pupil_goes_out() -> None:
    livret = with_first(college(), advice="")
    assert not check(livret, LATEST).is_ready
    checked = check(livret, LATEST, [Ignored("E_LEA")])
    assert checked.is_ready
    written = xml_bytes(checked).decode()
    assert "E_LEA" not in written
    assert 'eleve-ref="E_TOM"' in written


def test_a_pupil_ignored_for_a_term_keeps_the_others() -> None:
    livret = college()
    two_terms = without(livret, [])
    assert two_terms is livret
    kept = without(livret, [Ignored("E_LEA", "P_1")])
    assert [one.key for one in kept.pupils] == ["E_LEA", "E_TOM"]
    assert [one.pupil for one in kept.period_reports] == ["E_TOM"]
    assert [one.pupil for one in kept.cycle_reports] == ["E_LEA"]


def test_a_pupil_of_whom_no_report_is_left_goes_too() -> None:
    kept = without(college(), [Ignored("E_TOM", "P_1")])
    assert [one.key for one in kept.pupils] == ["E_LEA"]
    assert [one.pupil for one in kept.period_reports] == [period_report("E_LEA").pupil]


def test_to_ignore_everybody_leaves_nothing_to_send() -> None:
    checked = check(college(), LATEST, [Ignored("E_LEA"), Ignored("E_TOM")])
    assert [one.sentence for one in checked.blocking] == ["Fichier\u202f: il n’y a aucun élève à envoyer."]
