"""An image as somebody sent it, decoded once and drawn again (ADR 0012). Pure.

Nothing of what comes in is kept: what a camera wrote beside the pixels (place, date, device), what hides after the
end of the file, an oversize. Its kind is known by its bytes, its size is bounded before a pixel is decoded, and
whatever the decoder does not like is refused with a reason.
"""

from __future__ import annotations

import io
import struct
import zlib

from django.utils.translation import gettext as _
from PIL import Image as Drawings
from PIL import ImageOps

#: What a decoder raises on a file that is not whole, or that lies; a warning is one in tests.
_BROKEN = (
    OSError, SyntaxError, ValueError, ArithmeticError, LookupError, TypeError, AttributeError, MemoryError,
    RuntimeError, Warning, struct.error, zlib.error,
)  # fmt: skip
_WHITE = (255, 255, 255, 255)
#: What a good camera makes. Beyond, an image of a few bytes would fill the memory of the house.
MOST_PIXELS = 25_000_000


class Unusable(Exception):
    """This file cannot be an image here; `args[0]` says why, in French, as the end of a sentence."""


def kind_of_image(content: bytes) -> str:
    """`JPEG`, `PNG` or `WEBP` by its first bytes; empty for anything else."""
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    return "WEBP" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else ""


def decoded(content: bytes, box: tuple[int, int]) -> Drawings.Image:
    """The drawing in these bytes, upright, no larger than `box`; `Unusable` when it is none, or not whole."""
    kind = kind_of_image(content)
    if not kind:
        raise Unusable(_("ce n’est ni une image JPEG, ni une image PNG, ni une image WebP"))
    try:
        return _drawn(content, kind, box)
    except (Drawings.DecompressionBombError, Drawings.DecompressionBombWarning):
        raise too_large() from None
    except _BROKEN:
        raise Unusable(_("l’image est incomplète ou abîmée")) from None


def _drawn(content: bytes, kind: str, box: tuple[int, int]) -> Drawings.Image:
    """The head, then the checks, then the pixels. A JPEG is decoded near the size wanted, not at its own."""
    with Drawings.open(io.BytesIO(content), formats=[kind]) as head:
        if head.width * head.height > MOST_PIXELS:
            raise too_large()
        head.verify()
    with Drawings.open(io.BytesIO(content), formats=[kind]) as opened:
        opened.draft("RGB", (box[1] * 2, box[1] * 2))
        opened.load()
        upright = ImageOps.exif_transpose(opened)
        # A palette or an inverted print would be resized by its numbers, not by its colours.
        drawing = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
        drawing.thumbnail(box, reducing_gap=3)
        return drawing


def too_large() -> Unusable:
    """Why an image that is too large is refused."""
    return Unusable(_("l’image a plus de %(most)d millions de pixels") % {"most": MOST_PIXELS // 1_000_000})


def flat(drawing: Drawings.Image) -> Drawings.Image:
    """On white, and bare of what the file said besides its pixels."""
    if drawing.mode == "RGB":
        return Drawings.frombytes("RGB", drawing.size, drawing.tobytes())
    ground = Drawings.new("RGBA", drawing.size, _WHITE)
    return Drawings.alpha_composite(ground, drawing).convert("RGB")


def jpeg(drawing: Drawings.Image, quality: int) -> bytes:
    """The bytes of a JPEG."""
    out = io.BytesIO()
    drawing.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def png(drawing: Drawings.Image) -> bytes:
    """The bytes of a PNG, which keeps what is transparent."""
    bare = Drawings.frombytes(drawing.mode, drawing.size, drawing.tobytes())
    out = io.BytesIO()
    bare.save(out, "PNG", optimize=True)
    return out.getvalue()
