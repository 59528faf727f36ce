"""From the catalogues of the repository to what gettext reads (`.mo`), without any tool of the system."""

from __future__ import annotations

import os
import struct
from pathlib import Path

from preau.foundation.languages.catalogue import Catalogue, read, written
from preau.foundation.languages.offered import LANGUAGES

SOURCES = Path(__file__).parent / "sentences"
_MAGIC, _HEAD_BYTES = 0x950412DE, 28


def compile_all(folder: Path) -> None:
    """`folder/<code>/LC_MESSAGES/django.mo` for each language, when its catalogue is not the one compiled last.
    Two processes that start together both write the same file, whole.
    """
    for language in LANGUAGES:
        source = SOURCES / f"{language.code}.po"
        if not source.exists():
            continue
        made = folder / language.code / "LC_MESSAGES" / "django.mo"
        changed_at = source.stat().st_mtime_ns
        if made.exists() and made.stat().st_mtime_ns == changed_at:
            continue
        made.parent.mkdir(parents=True, exist_ok=True)
        new = made.with_name(f"django.{os.getpid()}.mo")
        new.write_bytes(compiled(read(source.read_text())))
        os.utime(new, ns=(changed_at, changed_at))
        new.replace(made)


def compiled(catalogue: Catalogue) -> bytes:
    """The bytes of a `.mo` file (GNU gettext manual, « The Format of GNU MO Files »): a sentence that is not
    translated is left out, and stays French.
    """
    head = "".join(f"{name}: {value}\n" for name, value in catalogue.head.items())
    said = {"": head}
    for entry in catalogue.entries.values():
        if entry.is_translated:
            key = f"{entry.french}\0{entry.plural}" if entry.plural else entry.french
            said[key] = "\0".join(entry.said)
    pairs = sorted((key.encode(), text.encode()) for key, text in said.items())
    count = len(pairs)
    keys: list[tuple[int, int]] = []
    texts: list[tuple[int, int]] = []
    body = b""
    start = _HEAD_BYTES + count * 16
    for side, table in ((0, keys), (1, texts)):
        for pair in pairs:
            table.append((len(pair[side]), start + len(body)))
            body += pair[side] + b"\0"
    numbers = [number for table in (keys, texts) for entry in table for number in entry]
    first, second = _HEAD_BYTES, _HEAD_BYTES + count * 8
    return (
        struct.pack("<7I", _MAGIC, 0, count, first, second, 0, 0)
        + struct.pack(f"<{len(numbers)}I", *numbers)
        + body
    )


__all__ = ["SOURCES", "compile_all", "compiled", "read", "written"]
