"""Photos for tests: real images, drawn here byte by byte, and the archive that a school sends."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib


def png(width: int = 60, height: int = 80, shade: int = 90, *, more: bytes = b"") -> bytes:
    """A grey face on a lighter ground; `more`: chunks put before the end."""
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            is_face = ((x - width / 2) / (width / 4)) ** 2 + ((y - height / 2.4) / (height / 4.2)) ** 2 < 1
            is_body = y > height * 0.72 and abs(x - width / 2) < width * 0.38
            rows.append(shade if is_face or is_body else min(255, shade + 110))
    drawn = zlib.compress(bytes(rows), 9)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", drawn) + more + chunk(b"IEND", b"")
    )  # fmt: skip


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG, with its check."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def archive(files: dict[str, bytes]) -> bytes:
    """A zip archive of these files by path."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for path, content in files.items():
            written.writestr(path, content)
    return out.getvalue()
