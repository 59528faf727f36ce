"""The images of people and schools: drawn again at the size Préau shows (ADR 0012, `foundation/files/images.py`).
Pure.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass

from preau.directory.models import Portrait
from preau.directory.rules import (
    LARGEST_LOGO,
    LARGEST_PAPER,
    LARGEST_PORTRAIT,
    LOGO_BOX,
    PAPER_BOX,
    PORTRAIT_BOX,
)
from preau.foundation.files.images import Unusable, decoded, flat, jpeg, too_large

__all__ = ["Image", "Unusable", "image_of", "logo_of", "paper_of"]

_QUALITIES = (85, 75, 60, 45, 30, 15)


@dataclass(frozen=True, slots=True)
class Image:
    """A whole image of ours, `width` by `height` pixels. `digest` names this very content."""

    kind: Portrait.Kind
    content: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()[:16]


def image_of(content: bytes) -> Image:
    """The photo in these bytes, upright, at most 300 by 400 pixels, a JPEG of at most `LARGEST_PORTRAIT` bytes;
    `Unusable` when it is none, not whole, or larger than a camera makes.
    """
    return _photo(content, PORTRAIT_BOX, LARGEST_PORTRAIT)


def paper_of(content: bytes) -> Image:
    """The photo of a paper in these bytes, upright, at most a sheet at 200 points per inch, a JPEG of at most
    `LARGEST_PAPER` bytes; `Unusable` likewise.
    """
    return _photo(content, PAPER_BOX, LARGEST_PAPER)


def _photo(content: bytes, box: tuple[int, int], most: int) -> Image:
    drawing = flat(decoded(content, box))
    written = (jpeg(drawing, quality) for quality in _QUALITIES)
    kept = next((one for one in written if len(one) <= most), None)
    if kept is None:
        raise too_large()
    return Image(Portrait.Kind.JPEG, kept, *drawing.size)


def logo_of(content: bytes) -> Image:
    """The logo in these bytes, at most 480 by 160 pixels, a PNG of at most `LARGEST_LOGO` bytes that keeps what is
    transparent; `Unusable` likewise.
    """
    drawing = decoded(content, LOGO_BOX).convert("RGBA")
    while True:
        out = io.BytesIO()
        drawing.save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST_LOGO:
            return Image(Portrait.Kind.PNG, out.getvalue(), *drawing.size)
        drawing.thumbnail((drawing.width * 3 // 4, drawing.height * 3 // 4))
