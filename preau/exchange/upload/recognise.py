"""What was uploaded, by its content alone: names and types that browsers announce decide nothing."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from preau.exchange.upload.models import SchoolImport
from preau.exchange.upload.rules import LARGEST, MOST_FILES
from preau.kernel.refusals import NotPossible
from preau.kernel.words import folded

Sort = SchoolImport.Sort
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ROOT = re.compile(rb"<([A-Za-z_][\w.:-]*)")
_LOOKED_AT = 1 << 16
_XML = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<")
_UDT_FILE = re.compile(r"(?:^|[/\\])udcal_\d\d", re.IGNORECASE)
_UDT_COLUMNS = ("jour", "heure", "div", "matiere", "professeur")
_STS_ROOTS = frozenset({"STS_EDT", "EDT_STS"})
_ELSEWHERE = {
    "ficAlimMENESR": "une livraison de l’annuaire fédérateur : elle entre par la Région, pas par l’établissement",
    "IMPORT_ELEVES": "un fichier destiné à SIECLE, et non un export de SIECLE",
    "lsun-bilans": "un fichier du livret scolaire unique",
}


@dataclass(frozen=True, slots=True)
class Given:
    """A file as it was uploaded; `name` is what messages call it."""

    name: str
    content: bytes


def recognise(files: Sequence[Given]) -> SchoolImport.Sort:
    """What these files are, together. Raises `NotPossible` for none, too many, or some of several sorts."""
    if not files:
        raise NotPossible("Choisissez au moins un fichier.")
    if len(files) > MOST_FILES:
        raise NotPossible(f"Choisissez au plus {MOST_FILES} fichiers, tous du même export.")
    if sum(len(file.content) for file in files) > LARGEST:
        raise NotPossible(too_large())
    sorts = {_sort_of(file): file for file in files}
    if len(sorts) > 1:
        (one, first), (other, second), *_ = sorts.items()
        raise NotPossible(
            f"Ces fichiers ne vont pas ensemble : « {first.name} » est de {one.label}, « {second.name} » de "
            f"{other.label}. Faites un import pour chacun."
        )
    sort = next(iter(sorts))
    if len(files) > 1 and sort not in {Sort.SIECLE, Sort.STS}:
        raise NotPossible(f"Un import de {sort.label} prend un seul fichier. Choisissez-en un.")
    return sort


def too_large() -> str:
    """Said when what is given is more than a school's files can be."""
    return (
        f"Ces fichiers dépassent {LARGEST >> 20} Mo, ce qui n’est pas plausible pour un établissement. Déposez "
        "les exports tels quels, dans leurs archives .zip."
    )


def _sort_of(file: Given) -> SchoolImport.Sort:
    start = file.content[:_LOOKED_AT]
    if not start.strip():
        raise NotPossible(f"Le fichier « {file.name} » est vide. Refaites l’export.")
    if start.startswith(_ZIP):
        return _sort_of_archive(file)
    if _XML.match(start):
        return _sort_of_xml(file, start)
    first_line = folded(start.split(b"\n", 1)[0][:2000].decode("iso-8859-15"))
    return Sort.UDT if first_line.startswith(" ".join(_UDT_COLUMNS)) else Sort.CSV


def _sort_of_archive(file: Given) -> SchoolImport.Sort:
    """A workbook is an archive too. A broken one is left to the reader of SIECLE, which says what is wrong."""
    try:
        with zipfile.ZipFile(BytesIO(file.content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, EOFError, OSError):
        return Sort.SIECLE
    if "[Content_Types].xml" in names or "mimetype" in names:
        return Sort.CSV
    return Sort.UDT if any(_UDT_FILE.search(name) for name in names) else Sort.SIECLE


def _sort_of_xml(file: Given, start: bytes) -> SchoolImport.Sort:
    found = _ROOT.search(start)
    root = found[1].decode("ascii", "replace") if found else ""
    if root in _STS_ROOTS:
        return Sort.STS
    if root.startswith("BEE_"):
        return Sort.SIECLE
    if root in _ELSEWHERE:
        raise NotPossible(f"Le fichier « {file.name} » est {_ELSEWHERE[root]}. Choisissez un autre fichier.")
    # The partner export of EDT has no fixed root: its reader says what it is not.
    return Sort.EDT
