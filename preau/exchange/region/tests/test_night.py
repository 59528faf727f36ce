"""A night of the imaginary region: a delta that repeats itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from preau.exchange.aaf.delivery import DeliveryKind, discover
from preau.exchange.aaf.notes import ReadingNotes
from preau.exchange.aaf.parse import read_told
from preau.exchange.aaf.stream import Request
from preau.exchange.region.generate import generate
from preau.exchange.region.night import write_night
from preau.kernel.refusals import NotPossible


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("region") / "region"
    generate(folder, schools=2, seed=7)
    return folder


def test_the_same_words_write_the_same_bytes(region: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_night(tmp_path / name, of=region, percent=5, seed=1)
    one, two = ({p.relative_to(tmp_path / n): p.read_bytes() for p in (tmp_path / n).rglob("*.xml")} for n in "ab")
    assert one == two


def test_it_is_a_delta_of_every_kind_of_change(region: Path, tmp_path: Path) -> None:
    night = write_night(tmp_path / "nuit", of=region, percent=10, seed=1)
    (delivery,) = discover(tmp_path / "nuit")
    assert delivery.kind is DeliveryKind.DELTA
    told = [one.request for file in delivery.files for one in read_told(file, ReadingNotes())]
    counts = (told.count(Request.ADD), told.count(Request.MODIFY), told.count(Request.DELETE))
    assert counts == (night.added, night.modified, night.deleted)
    assert min(counts) > 0


@pytest.mark.parametrize("percent", [0, -1, 21])
def test_a_share_out_of_bounds_is_refused(region: Path, tmp_path: Path, percent: float) -> None:
    with pytest.raises(NotPossible, match="--percent"):
        write_night(tmp_path / "nuit", of=region, percent=percent, seed=1)


def test_what_is_no_region_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotPossible, match="n’est pas une région imaginaire"):
        write_night(tmp_path / "nuit", of=tmp_path, percent=1, seed=1)
