"""An image as somebody sent it, decoded once and drawn again at the size Préau shows (ADR 0012). Pure.

Nothing of what comes in is kept: what a camera wrote beside the pixels (place, date, device), what hides after the
end of the file, an oversize. Its kind is known by its bytes, its size is bounded before a pixel is decoded, and
whatever the decoder does not like is refused with a reason.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image as Drawings
from PIL import ImageOps

from preau.directory.models import Portrait
from preau.directory.rules import (
    LARGEST_LOGO,
    LARGEST_PAPER,
    LARGEST_PORTRAIT,
    LOGO_BOX,
    MOST_PIXELS,
    PAPER_BOX,
    PORTRAIT_BOX,
)

#: What a decoder raises on a file that is not whole, or that lies; a warning is one in tests.
_BROKEN = (
    OSError, SyntaxError, ValueError, ArithmeticError, LookupError, TypeError, AttributeError, MemoryError,
    RuntimeError, Warning, struct.error, zlib.error,
)  # fmt: skip
_QUALITIES = (85, 75, 60, 45, 30, 15)
_WHITE = (255, 255, 255, 255)


class Unusable(Exception):
    """This file cannot be an image here; `args[0]` says why, in French, as the end of a sentence."""


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
    drawing = _flat(_decoded(content, box))
    written = (_jpeg(drawing, quality) for quality in _QUALITIES)
    kept = next((jpeg for jpeg in written if len(jpeg) <= most), None)
    if kept is None:
        raise _too_large()
    return Image(Portrait.Kind.JPEG, kept, *drawing.size)


def logo_of(content: bytes) -> Image:
    """The logo in these bytes, at most 480 by 160 pixels, a PNG of at most `LARGEST_LOGO` bytes that keeps what is
    transparent; `Unusable` likewise.
    """
    drawing = _decoded(content, LOGO_BOX).convert("RGBA")
    while True:
        out = io.BytesIO()
        drawing.save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST_LOGO:
            return Image(Portrait.Kind.PNG, out.getvalue(), *drawing.size)
        drawing.thumbnail((drawing.width * 3 // 4, drawing.height * 3 // 4))


def _decoded(content: bytes, box: tuple[int, int]) -> Drawings.Image:
    kind = _kind_of(content)
    try:
        return _drawn(content, kind, box)
    except (Drawings.DecompressionBombError, Drawings.DecompressionBombWarning):
        raise _too_large() from None
    except _BROKEN:
        raise Unusable(_("l’image est incomplète ou abîmée")) from None


def _kind_of(content: bytes) -> str:
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    raise Unusable(_("ce n’est ni une image JPEG, ni une image PNG, ni une image WebP"))


def _drawn(content: bytes, kind: str, box: tuple[int, int]) -> Drawings.Image:
    """The head, then the checks, then the pixels. A JPEG is decoded near the size wanted, not at its own."""
    with Drawings.open(io.BytesIO(content), formats=[kind]) as head:
        if head.width * head.height > MOST_PIXELS:
            raise _too_large()
        head.verify()
    with Drawings.open(io.BytesIO(content), formats=[kind]) as opened:
        opened.draft("RGB", (box[1] * 2, box[1] * 2))
        opened.load()
        upright = ImageOps.exif_transpose(opened)
        # A palette or an inverted print would be resized by its numbers, not by its colours.
        drawing = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
        drawing.thumbnail(box, reducing_gap=3)
        return drawing


def _too_large() -> Unusable:
    return Unusable(_("l’image a plus de %(most)d millions de pixels") % {"most": MOST_PIXELS // 1_000_000})


def _flat(drawing: Drawings.Image) -> Drawings.Image:
    """On white, and bare of what the file said besides its pixels."""
    if drawing.mode == "RGB":
        return Drawings.frombytes("RGB", drawing.size, drawing.tobytes())
    ground = Drawings.new("RGBA", drawing.size, _WHITE)
    return Drawings.alpha_composite(ground, drawing).convert("RGB")


def _jpeg(drawing: Drawings.Image, quality: int) -> bytes:
    out = io.BytesIO()
    drawing.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()
