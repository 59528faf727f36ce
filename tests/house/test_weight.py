"""What a phone fetches before it shows a page: bounds on the skin and the scripts, compressed as they travel."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

ROOT = Path(__file__).resolve().parents[2]
OURS = sorted((ROOT / "preau").rglob("static/**/*.*"))


def weight_of(*contents: bytes) -> int:
    return sum(len(gzip.compress(content)) for content in contents)


def test_the_skin_weighs_15_kilobytes_at_most() -> None:
    assert weight_of(*(path.read_bytes() for path in OURS if path.suffix == ".css")) <= 15_000


def test_the_scripts_weigh_50_kilobytes_at_most_with_htmx() -> None:
    htmx = finders.find("django_htmx/htmx-2.min.js")
    assert isinstance(htmx, str)
    scripts = [path.read_bytes() for path in OURS if path.suffix == ".js"]
    assert weight_of(Path(htmx).read_bytes(), *scripts) <= 50_000


@pytest.mark.parametrize("path", [one for one in OURS if one.suffix != ".png"], ids=lambda path: path.name)
def test_no_file_brings_anything_from_elsewhere(path: Path) -> None:
    """No font, no script, no image from another machine; the names of XML vocabularies are not fetched."""
    words = path.read_text().replace("http://www.w3.org/2000/svg", "")
    assert "http://" not in words
    assert "https://" not in words
