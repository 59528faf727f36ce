"""What an image really is, by its content, and the same image without what a camera wrote beside it. Pure.

A photo of a pupil must not tell where and when it was taken, nor carry anything after its end. The pixels are left
as they are; a file that is not whole, or of another kind, is refused (JPEG: ITU T.81 annex B; PNG: RFC 2083).
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

from preau.directory.models import Portrait
from preau.directory.rules import LARGEST_PORTRAIT, WIDEST_PORTRAIT

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_END_OF_IMAGE, _START_OF_SCAN, _COMMENT = 0xD9, 0xDA, 0xFE
#: JFIF and Adobe segments say how to read the colours; the others (EXIF, XMP, IPTC…) speak of something else.
_APPLICATIONS, _NEEDED_APPLICATIONS = range(0xE0, 0xF0), {0xE0, 0xEE}
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
#: Inside a scan: an escaped 0xFF, restart marks.
_INSIDE = {0x00, *range(0xD0, 0xD8)}
_NEEDED_CHUNKS = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD"}


class Unusable(Exception):
    """This file cannot be a photo here; `args[0]` says why, in French, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Image:
    """A whole image. `digest` names this very content."""

    kind: Portrait.Kind
    content: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()[:16]


def image_of(content: bytes) -> Image:
    """The image in these bytes, bare; `Unusable` when it is none, not whole, too wide or too heavy."""
    try:
        if content.startswith(_JPEG):
            kind, (bare, width, height) = Portrait.Kind.JPEG, _bare_jpeg(content)
        elif content.startswith(_PNG):
            kind, (bare, width, height) = Portrait.Kind.PNG, _bare_png(content)
        else:
            raise Unusable(_("ce n’est ni une image JPEG ni une image PNG"))
    except (IndexError, ValueError):
        raise Unusable(_("l’image est incomplète ou abîmée")) from None
    if not (0 < width <= WIDEST_PORTRAIT and 0 < height <= WIDEST_PORTRAIT):
        raise Unusable(
            _("l’image a %(width)d × %(height)d pixels, %(most)d au plus de chaque côté")
            % {"width": width, "height": height, "most": WIDEST_PORTRAIT}
        )
    if len(bare) > LARGEST_PORTRAIT:
        raise Unusable(
            _("l’image pèse %(size)d ko, %(most)d ko au plus\u202f: réduisez-la à 300 × 400 pixels")
            % {"size": -(-len(bare) // 1000), "most": LARGEST_PORTRAIT // 1000}
        )
    return Image(kind, bare)


def _bare_jpeg(content: bytes) -> tuple[bytes, int, int]:
    """The segments that draw the image, up to its end; its width and height in pixels."""
    kept, at, size = [content[:2]], 2, (0, 0)
    while True:
        start = at
        if content[at] != 0xFF:
            raise ValueError
        while content[at] == 0xFF:
            at += 1
        marker = content[at]
        if marker == _END_OF_IMAGE:
            kept.append(b"\xff\xd9")
            return b"".join(kept), *size
        length = int.from_bytes(content[at + 1 : at + 3], "big")
        end = at + 1 + length
        if length < 2 or end >= len(content):
            raise ValueError
        if marker in _FRAMES:
            size = (
                int.from_bytes(content[at + 6 : at + 8], "big"),
                int.from_bytes(content[at + 4 : at + 6], "big"),
            )
        if marker == _START_OF_SCAN:
            end = _end_of_scan(content, end)
        if marker != _COMMENT and (marker not in _APPLICATIONS or marker in _NEEDED_APPLICATIONS):
            kept.append(content[start:end])
        at = end


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker begins."""
    while True:
        at = content.index(b"\xff", at)
        if content[at + 1] not in _INSIDE and content[at + 1] != 0xFF:
            return at
        at += 1 if content[at + 1] == 0xFF else 2


def _bare_png(content: bytes) -> tuple[bytes, int, int]:
    """The chunks that draw the image, up to its end; its width and height in pixels."""
    kept, at = [_PNG], len(_PNG)
    if content[at + 4 : at + 8] != b"IHDR":
        raise ValueError
    size = (int.from_bytes(content[at + 8 : at + 12], "big"), int.from_bytes(content[at + 12 : at + 16], "big"))
    while True:
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        chunk = content[at:end]
        if end > len(content) or int.from_bytes(chunk[-4:], "big") != zlib.crc32(chunk[4:-4]):
            raise ValueError
        if chunk[4:8] in _NEEDED_CHUNKS:
            kept.append(chunk)
        if chunk[4:8] == b"IEND":
            return b"".join(kept), *size
        at = end
