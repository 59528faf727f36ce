"""The zip of an export, opened with care: its files by their base name in lower case, each within bounds.

Nothing is written anywhere. A file is never read beyond its bound, whatever the zip announces.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from io import BytesIO

from preau.exchange.weekly.tree import REDO
from preau.kernel.refusals import NotPossible

#: A school's export weighs one or two MB zipped, some forty files, ten times that once open.
LARGEST_ZIP = 32 << 20
LARGEST_FILE = 16 << 20
LARGEST_WHOLE = 64 << 20
MOST_FILES = 1_000
_WANTED = re.compile(r"udcal_[0-9]{2}(_[0-9]{1,2})?\.xml|semaines\.xml")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 1
#: What the zipfile module raises on broken archives.
_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
)


def is_zip(content: bytes) -> bool:
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def open_archive(content: bytes, name: str) -> dict[str, tuple[str, bytes]]:
    """The files of an export: what messages call each, and its bytes. Raises `NotPossible`."""
    if not content.strip():
        raise NotPossible(f"Le fichier « {name} » est vide. Demandez un nouvel export.")
    if len(content) > LARGEST_ZIP:
        raise _too_much(name, LARGEST_ZIP)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _files(archive, name)
    except _BROKEN as error:
        raise NotPossible(
            f"Le fichier « {name} » n’est pas une archive zip lisible : il est abîmé ou tronqué. {REDO}"
        ) from error


def _files(archive: zipfile.ZipFile, name: str) -> dict[str, tuple[str, bytes]]:
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise NotPossible(
            f"L’archive « {name} » contient plus de {MOST_FILES} fichiers, ce n’est pas un export d’UDT."
        )
    files: dict[str, tuple[str, bytes]] = {}
    room = LARGEST_WHOLE
    for entry in entries:
        base = re.split(r"[/\\]", entry.filename)[-1]
        if not _WANTED.fullmatch(base.lower()):
            continue
        shown = f"{name}/{base}"
        if base.lower() in files:
            raise NotPossible(f"L’archive « {name} » contient deux fois le fichier « {base} ». {REDO}")
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _METHODS:
            raise NotPossible(
                f"Le fichier « {shown} » est protégé par un mot de passe, ou comprimé d’une façon inhabituelle. "
                f"Refaites l’archive sans mot de passe. {REDO}"
            )
        with archive.open(entry) as stream:
            content = stream.read(min(LARGEST_FILE, room) + 1)
        if len(content) > min(LARGEST_FILE, room):
            raise _too_much(shown, min(LARGEST_FILE, room))
        room -= len(content)
        files[base.lower()] = shown, content
    return files


def _too_much(name: str, bound: int) -> NotPossible:
    return NotPossible(
        f"Le fichier « {name} » dépasse {max(1, bound >> 20)} Mo : ce n’est pas plausible pour un établissement."
    )
