"""The photos of a school in a zip archive: one folder per class, one file per pupil (capability C8).

The archive comes from somebody's computer: nothing of it is believed. Its directory is measured before it is read,
a file is read up to a bound whatever it announces, and nothing is ever written under a name that it gives.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from preau.directory.photos.image import Image, Unusable, image_of
from preau.directory.rules import LARGEST_ARCHIVE, LARGEST_IMAGE, MOST_PORTRAITS
from preau.kernel.refusals import NotPossible

_END = b"PK\x05\x06"
_END_LENGTH, _LONGEST_COMMENT, _LOCATOR_LENGTH = 22, 65_535, 20
#: In bytes per file: its entry in the directory of the archive, with a long name.
_ENTRY = 1_000
_NOISE = {"thumbs.db", "desktop.ini", ".ds_store"}
_UTF8_NAMES, _ENCRYPTED = 0x800, 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A photo, the folder that holds it (the class) and the name of its file (the pupil)."""

    folder: str
    name: str
    image: Image


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file that is not kept, and why, as the end of a sentence."""

    path: str
    reason: str


def photos_in(archive: BinaryIO) -> Iterator[PhotoFile | Rejected]:
    """Every file of the archive, in its order. `NotPossible` for what is not such an archive."""
    _measure(archive)
    try:
        opened = zipfile.ZipFile(archive)
    except _BROKEN:
        raise NotPossible(_("Cette archive est abîmée\u202f: refaites-la, puis envoyez-la de nouveau.")) from None
    with opened:
        for entry in opened.infolist():
            path = _parts(entry)
            if not entry.is_dir() and path and path[-1].lower() not in _NOISE and "__MACOSX" not in path:
                yield _photo(opened, entry, path)


def _measure(archive: BinaryIO) -> None:
    """Read the end of the archive, which says how much there is to read."""
    size = archive.seek(0, 2)
    if size > LARGEST_ARCHIVE:
        raise NotPossible(
            _("L’archive dépasse %(most)d Mo\u202f: envoyez les classes en plusieurs fois.")
            % {"most": LARGEST_ARCHIVE // 1_000_000}
        )
    archive.seek(max(0, size - _END_LENGTH - _LONGEST_COMMENT - _LOCATOR_LENGTH))
    tail = archive.read()
    archive.seek(0)
    end = tail.rfind(_END)
    if end < 0 or len(tail) < end + _END_LENGTH:
        raise NotPossible(_("Ce fichier n’est pas une archive zip. Choisissez l’archive qui contient les photos."))
    files = int.from_bytes(tail[end + 10 : end + 12], "little")
    directory = int.from_bytes(tail[end + 12 : end + 16], "little")
    is_huge = tail[max(0, end - _LOCATOR_LENGTH) : end].startswith(b"PK\x06\x07")
    if is_huge or files > MOST_PORTRAITS or directory > MOST_PORTRAITS * _ENTRY:
        raise NotPossible(
            _("L’archive contient plus de %(most)d fichiers\u202f: envoyez les classes en plusieurs fois.")
            % {"most": MOST_PORTRAITS}
        )


def _parts(entry: zipfile.ZipInfo) -> list[str]:
    """The folders and the name of a file. Older archives write names in the alphabet of an old computer."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAMES:
        raw = name.encode("cp437", "replace")
        try:
            name = raw.decode()
        except UnicodeDecodeError:
            name = raw.decode("cp850", "replace")
    return [part for part in name.replace("\\", "/").replace("\x00", "").split("/") if part not in {"", ".", ".."}]


def _photo(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, path: list[str]) -> PhotoFile | Rejected:
    shown = "/".join(path[-2:])
    if len(path) < 2:
        return Rejected(shown, _("il n’est dans aucun dossier de classe"))
    if entry.flag_bits & _ENCRYPTED:
        return Rejected(shown, _("il est protégé par un mot de passe"))
    try:
        with opened.open(entry) as file:
            content = file.read(LARGEST_IMAGE + 1)
    except _BROKEN:
        return Rejected(shown, _("l’archive est abîmée à cet endroit"))
    if len(content) > LARGEST_IMAGE:
        return Rejected(shown, _("il pèse plus de %(most)d Mo") % {"most": LARGEST_IMAGE // 1_000_000})
    try:
        return PhotoFile(path[-2], path[-1], image_of(content))
    except Unusable as refusal:
        return Rejected(shown, refusal.args[0])
