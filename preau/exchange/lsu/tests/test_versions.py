"""Whatever the school, and whatever goes wrong in it: what goes out is valid, whole, and comes back the same."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preau.exchange.lsu.check import check
from preau.exchange.lsu.limits import LIMITS, limits_of
from preau.exchange.lsu.read import read_livret
from preau.exchange.lsu.tests.college import college, faults, needs_corpus, rich_college
from preau.exchange.lsu.tests.schools import livrets
from preau.exchange.lsu.tests.spoiling import every_spoiling, spoilt
from preau.exchange.lsu.versions import LATEST, VERSIONS, Feature, Version, version_named
from preau.exchange.lsu.write import xml_bytes
from preau.kernel.refusals import NotPossible

every_version = pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
drawn = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@needs_corpus
@every_version
@drawn
@given(hand=st.data())
def test_every_school_is_valid_and_comes_back_the_same(version: Version, hand: Any) -> None:
    livret = hand.draw(livrets(version))
    checked = check(livret, version)
    assert [one.sentence for one in checked.blocking] == []
    written = xml_bytes(checked)
    assert faults(written, version) == []
    assert checked.livret == livret
    assert read_livret(written, "lsu.xml") == livret


@needs_corpus
@every_version
@drawn
@given(hand=st.data())
def test_what_goes_wrong_is_found_or_harmless(version: Version, hand: Any) -> None:
    livret = hand.draw(livrets(version))
    for _ in range(hand.draw(st.integers(1, 3))):
        livret = spoilt(livret, hand.draw)
    checked = check(livret, version)
    if checked.is_ready:
        written = xml_bytes(checked)
        assert faults(written, version) == []
        assert read_livret(written, "lsu.xml") == checked.livret
    else:
        with pytest.raises(NotPossible):
            xml_bytes(checked)


@needs_corpus
def test_each_value_gone_wrong_is_found_or_harmless() -> None:
    base = check(rich_college(), LATEST).livret
    ready = blocked = 0
    for livret in every_spoiling(base):
        checked = check(livret, LATEST)
        if checked.is_ready:
            ready += 1
            assert faults(xml_bytes(checked), LATEST) == []
        else:
            blocked += 1
    assert ready > 100
    assert blocked > 1000


@needs_corpus
@every_version
def test_the_college_goes_out_in_every_version(version: Version) -> None:
    checked = check(college(), version)
    assert checked.findings == ()
    assert faults(xml_bytes(checked), version) == []


def test_versions_are_told_by_their_names() -> None:
    assert version_named("7.0").number == "7.0"
    assert version_named("3.0-2018-01").number == "3.0"
    assert LATEST.name == "10.0"
    with pytest.raises(NotPossible) as refused:
        version_named("12.0")
    assert "10.0" in refused.value.message


@every_version
def test_a_file_knows_lock_and_averages_as_its_version_does(version: Version) -> None:
    written = xml_bytes(check(college(), version)).decode()
    assert f'schemaVersion="{version.number}"' in written
    assert ("date-verrou" in written) is version.has(Feature.LOCK)
    assert ('moyenne-eleve="14/20"' in written) is version.has(Feature.TEXT_AVERAGES)
    assert ('moyenne-eleve="14.00"' in written) is version.has(Feature.EVALUATION_STATUS)


def test_lengths_follow_the_version() -> None:
    appreciations = [limits_of(version)["acquis/appreciation"].longest for version in VERSIONS]
    assert appreciations == [600, 600, 600, 600, 600, 600, 1000]
    divisions = [limits_of(version)["code-structure"].longest for version in VERSIONS]
    assert divisions == [8, 8, 8, 8, 20, 20, 20]
    assert all(limit.source for limit in LIMITS)
