"""An export of SIECLE as it is uploaded: one .xml, or a .zip of one or several. Whose it is comes before all.

Archives are read member by member, in memory, nothing is written to disk: names of members are only names. They
are refused when they are encrypted, too numerous, or would swell beyond reason (total size, ratio).
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from preau.exchange.places import Place
from preau.exchange.siecle.head import LONGEST_HEAD, Head, read_head
from preau.exchange.siecle.records import ExportKind
from preau.exchange.tabular.records import (
    Anomaly,
)
from preau.kernel.refusals import NotPossible

#: Bytes, once decompressed, of all the files of an export. The largest school writes some 40 MB.
LARGEST = 512 << 20
MOST_FILES = 20
#: XML of this kind shrinks 10 to 40 times. Below `_TOO_SMALL_TO_HARM` the ratio is of no matter.
_MOST_SWELLING = 200
_TOO_SMALL_TO_HARM = 4 << 20
_ENCRYPTED = 0x1
_ARCHIVE = (b"PK\x03\x04", b"PK\x05\x06")
#: What computers add to archives.
_ADDED = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|\._)")
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError,
    struct.error, OSError,
)  # fmt: skip
_LONGEST_NAME = 80


class GuardedStream:
    """A stream whose damage is told in French: an archive may turn out to be broken while it is read."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self._stream = stream
        self._name = name

    def read(self, size: int) -> bytes:
        """The next bytes, at most `size`. Raises `NotPossible`."""
        try:
            return self._stream.read(size)
        except _UNREADABLE as error:
            raise _damaged(self._name) from error


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One file of an export: `member` is its name in the archive at `path`, None when it is `path` itself."""

    path: Path
    member: str | None
    name: str
    kind: ExportKind
    head: Head

    def opened(self) -> AbstractContextManager[GuardedStream]:
        """The bytes, from the start."""
        return _opened(self.path, self.member, self.name)


@dataclass(frozen=True, slots=True)
class Export:
    """What was uploaded, accepted: the files of one school and one year, in the order of `ExportKind`.

    `anomalies` tell the members of the archive that nobody reads.
    """

    uai: str
    year: int | None
    files: tuple[ExportFile, ...]
    anomalies: tuple[Anomaly, ...] = ()

    def file(self, kind: ExportKind) -> ExportFile | None:
        """The file of that kind, when the export has one."""
        return next((file for file in self.files if file.kind is kind), None)


def open_export(path: Path, expected_uai: str, name: str = "") -> Export:
    """Open what was uploaded (called `name` in messages) for the school `expected_uai`.

    Only the first lines of each file are read. Raises `NotPossible` when one is of another school, of another
    year than the others, of a kind that another one already is, or is no export of SIECLE.
    """
    name = _shown(name or path.name)
    files: list[ExportFile] = []
    anomalies: list[Anomaly] = []
    for member in _members(path, name):
        shown = _shown(Path(member).name) if member else name
        with _opened(path, member, shown) as stream:
            head = read_head(stream.read(LONGEST_HEAD), shown)
        if head.kind is None:
            anomalies.append(Anomaly(Place(shown, 1), f"le fichier {head.root[:60]} ne sert pas ici : ignoré"))
            continue
        _check_school(head, shown, expected_uai)
        files.append(ExportFile(path, member, shown, head.kind, head))
    if not files:
        raise NotPossible(
            f"Le fichier « {name} » ne contient aucun export utile : il faut les élèves, les responsables, la "
            "nomenclature, les structures ou les communs. Refaites l’export dans SIECLE."
        )
    _check_together(files, name)
    files.sort(key=lambda file: list(ExportKind).index(file.kind))
    return Export(expected_uai.upper(), files[0].head.year, tuple(files), tuple(anomalies))


def _members(path: Path, name: str) -> list[str | None]:
    """The files to read: those of the archive, or the file itself (None)."""
    try:
        with path.open("rb") as stream:
            is_archive = stream.read(4) in _ARCHIVE
        size = path.stat().st_size
    except OSError as error:
        raise NotPossible(f"Le fichier « {name} » ne peut pas être lu ({error.strerror}).") from error
    if not is_archive:
        _check_size(size, name)
        return [None]
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not (info.is_dir() or _ADDED.search(info.filename))]
    except _UNREADABLE as error:
        raise _damaged(name) from error
    if len(infos) > MOST_FILES:
        raise NotPossible(
            f"L’archive « {name} » contient {len(infos)} fichiers, plus que SIECLE n’en exporte. Déposez "
            "seulement les exports."
        )
    _check_size(sum(info.file_size for info in infos), name)
    for info in infos:
        _check_member(info, name)
    return [info.filename for info in infos if info.filename.lower().endswith(".xml")]


def _check_member(info: zipfile.ZipInfo, name: str) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise NotPossible(
            f"L’archive « {name} » est protégée par un mot de passe. Décompressez-la et déposez les fichiers .xml."
        )
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise NotPossible(
            f"L’archive « {name} » n’est pas un .zip ordinaire. Décompressez-la et déposez les fichiers .xml."
        )
    swells = info.file_size > _MOST_SWELLING * max(info.compress_size, 1)
    if swells and info.file_size > _TOO_SMALL_TO_HARM:
        raise NotPossible(
            f"L’archive « {name} » gonfle de façon anormale (« {_shown(Path(info.filename).name)} » deviendrait "
            f"{info.file_size // max(info.compress_size, 1)} fois plus grand). Par prudence elle est refusée : "
            "refaites l’export dans SIECLE."
        )


def _check_size(size: int, name: str) -> None:
    if size > LARGEST:
        raise NotPossible(
            f"Le fichier « {name} » pèse plus de {LARGEST >> 20} Mo une fois ouvert, ce qui n’est pas plausible "
            "pour un établissement. Refaites l’export dans SIECLE."
        )


def _check_school(head: Head, name: str, expected_uai: str) -> None:
    if not head.uai:
        raise NotPossible(
            f"Le fichier « {name} » ne dit pas de quel établissement il vient (PARAMETRES/UAJ) : il est tronqué "
            "ou ce n’est pas un export complet. Refaites l’export dans SIECLE."
        )
    if head.uai != expected_uai.upper():
        raise NotPossible(
            f"Le fichier « {name} » est celui de l’établissement {head.uai[:20]}, et non de {expected_uai}. Rien "
            f"n’a été lu : choisissez l’export de {expected_uai}."
        )


def _check_together(files: list[ExportFile], name: str) -> None:
    """One file of each kind, all of one year."""
    by_kind: dict[ExportKind, ExportFile] = {}
    for file in files:
        other = by_kind.setdefault(file.kind, file)
        if other is not file:
            raise NotPossible(
                f"L’archive « {name} » contient deux fichiers de même nature, « {other.name} » et "
                f"« {file.name} » : gardez-en un seul (avec les adresses de préférence)."
            )
    years = {file.head.year: file for file in files if file.head.year is not None}
    if len(years) > 1:
        (one, first), (other_year, second), *_ = years.items()
        raise NotPossible(
            f"L’archive « {name} » mélange deux années scolaires : {one} dans « {first.name} », {other_year} dans "
            f"« {second.name} ». Refaites les exports de la même année."
        )


@contextmanager
def _opened(path: Path, member: str | None, name: str) -> Iterator[GuardedStream]:
    with ExitStack() as stack:
        try:
            if member is None:
                stream: IO[bytes] = stack.enter_context(path.open("rb"))
            else:
                archive = stack.enter_context(zipfile.ZipFile(path))
                stream = stack.enter_context(archive.open(member))
        except _UNREADABLE as error:
            raise _damaged(name) from error
        yield GuardedStream(stream, name)


def _damaged(name: str) -> NotPossible:
    return NotPossible(
        f"Le fichier « {name} » est abîmé : il ne se lit pas jusqu’au bout. Refaites l’export dans SIECLE, ou "
        "décompressez l’archive et déposez le fichier .xml."
    )


def _shown(name: str) -> str:
    """A name fit for a message: printable and short."""
    return "".join(c for c in name if c.isprintable())[:_LONGEST_NAME] or "sans nom"
