"""What lies in a folder of deliveries: which files, of which category, day and source (formats §1.1).

A folder holds files directly, or in folders below it, two levels at most: one per source (`016-TOULOUSE`,
`011-MONTPELLIER`, `098-AGRICOLE`), one per night, or both. The files of one day and one kind (full, or delta: the
word is in their names) are **one delivery**, of one or several sources. Deliveries come in the order of their
days, the full one of a day before its delta; a file whose name tells no day is of today.

The **source** of a file, which qualifies every key it holds, is: the three digits that start the name of its
folder, or of one above; else `codeAcademieExport` of its header; else `000`. Two folders of one source may share
out categories of a delivery; they may not both hold the same one, for their keys would meet.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path

from preau.exchange.aaf.prolog import read_prolog
from preau.exchange.aaf.records import Category
from preau.kernel.refusals import NotPossible

UNKNOWN_SOURCE = "000"
_FILE = re.compile(r"(?P<before>.*)_(?P<category>[A-Za-z]+)_(?P<number>\d{4})\.xml", re.IGNORECASE)
_DATE = re.compile(r"_(\d{8})$")
_SOURCE = re.compile(r"(\d{3})(?!\d)")
#: The order in which a delivery is read: what others refer to comes first.
_ORDER = list(Category)
_CATEGORIES = {str(category).lower(): category for category in Category}


#: Folders below the one that is given: a night, and in it a source.
_DEEPEST = 2
#: What sorts after every day: a file that tells none is of today.
_TODAY = "99999999"
_CHUNK = 1 << 20


class DeliveryKind(StrEnum):
    """Everybody, or what changed since the delivery before; a full one of a day comes before its delta."""

    FULL = "complet"
    DELTA = "delta"


@dataclass(frozen=True, slots=True)
class DeliveryFile:
    """One file; `name` is what messages call it: with its folder when the delivery has several."""

    path: Path
    name: str
    kind: DeliveryKind
    source: str
    category: Category
    number: int
    day: str
    size: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery, its files in reading order."""

    kind: DeliveryKind
    files: tuple[DeliveryFile, ...]

    @property
    def is_delta(self) -> bool:
        return self.kind is DeliveryKind.DELTA

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(sorted({file.source for file in self.files}))

    @property
    def size(self) -> int:
        """In bytes."""
        return sum(file.size for file in self.files)

    def categories_of(self, source: str) -> frozenset[Category]:
        """What this source delivers: people of a category it does not deliver are left as they are."""
        return frozenset(file.category for file in self.files if file.source == source)

    def label(self) -> str:
        """`complet du 20260901, sources 011 et 016`."""
        days = ", ".join(sorted({file.day for file in self.files if file.day})) or "jour inconnu"
        return (
            f"{self.kind} du {days}, {'sources' if len(self.sources) > 1 else 'source'} {', '.join(self.sources)}"
        )

    def of(self, source: str) -> tuple[DeliveryFile, ...]:
        """The files of one source."""
        return tuple(file for file in self.files if file.source == source)

    def without(self, sources: frozenset[str]) -> Delivery:
        """The same delivery, less those sources."""
        return Delivery(self.kind, tuple(file for file in self.files if file.source not in sources))

    def fingerprint(self, source: str) -> str:
        """Of the names and bytes of a source's files: the same delivery twice has the same."""
        found = blake2b(digest_size=16)
        for file in self.of(source):
            found.update(f"{file.category} {file.number} {file.size}\n".encode())
            with file.path.open("rb") as stream:
                while chunk := stream.read(_CHUNK):
                    found.update(chunk)
        return found.hexdigest()


def discover(folder: Path) -> tuple[Delivery, ...]:
    """The deliveries in `folder`, in the order of their days. Raises `NotPossible` when one cannot be taken."""
    if not folder.is_dir():
        raise NotPossible(
            f"« {folder} » n’est pas un dossier. Indiquez le dossier où la livraison de l’annuaire "
            f"fédérateur a été "
            "décompressée."
        )
    files = [file for place in _places(folder) for file in _files_of(place, folder)]
    if not files:
        raise NotPossible(
            f"Le dossier « {folder.name} » ne contient aucun fichier de l’annuaire fédérateur (par exemple "
            "…_Complet_20260901_Eleve_0000.xml), ni directement ni dans un sous-dossier par académie."
        )
    batches: defaultdict[tuple[str, DeliveryKind], list[DeliveryFile]] = defaultdict(list)
    for file in files:
        batches[file.day or _TODAY, file.kind].append(file)
    for batch in batches.values():
        _check(batch)
        batch.sort(key=lambda file: (_ORDER.index(file.category), file.source, file.number, file.name))
    order = list(DeliveryKind)
    return tuple(
        Delivery(kind, tuple(batches[day, kind]))
        for day, kind in sorted(batches, key=lambda batch: (batch[0], order.index(batch[1])))
    )


def _places(folder: Path, depth: int = 0) -> list[Path]:
    """The folder and those below it; of the deepest, only those that hold a file of the federating directory."""
    if depth == _DEEPEST:
        return [folder] if any(map(_category, folder.iterdir())) else []
    below = sorted(child for child in folder.iterdir() if child.is_dir())
    return [folder, *(place for child in below for place in _places(child, depth + 1))]


def _category(path: Path) -> Category | None:
    shape = _FILE.fullmatch(path.name)
    return _CATEGORIES.get(shape["category"].lower()) if shape else None


def _files_of(place: Path, root: Path) -> list[DeliveryFile]:
    found = []
    for path in sorted(place.iterdir()):
        if path.suffix.lower() != ".xml" or not path.is_file():
            continue
        name = str(path.relative_to(root))
        shape = _FILE.fullmatch(path.name)
        category = _category(path)
        if shape is None or category is None:
            raise NotPossible(
                f"Le fichier « {name} » n’est d’aucune catégorie connue : son nom doit finir par "
                f"_EtabEducNat_0000.xml, "
                "_MatiereEducNat_, _MefEducNat_, _Eleve_, _PersRelEleve_ ou _PersEducNat_. Retirez-le de la "
                "livraison "
                "ou corrigez son nom."
            )
        day = _DATE.search(shape["before"])
        found.append(
            DeliveryFile(
                path,
                name,
                DeliveryKind.DELTA if "delta" in shape["before"].lower() else DeliveryKind.FULL,
                _source_of(path, name, root),
                category,
                int(shape["number"]),
                day[1] if day else "",
                path.stat().st_size,
            )
        )
    return found


def _source_of(path: Path, name: str, root: Path) -> str:
    for above in path.relative_to(root).parents:
        if named := _SOURCE.match((root / above).name):
            return named[1]
    code = read_prolog(path, name).versions.get("codeAcademieExport", "")
    return code.zfill(3) if code.isascii() and code.isdigit() and len(code) <= 3 else UNKNOWN_SOURCE


def _check(files: list[DeliveryFile]) -> None:
    """Each source and category whole, in one place."""
    groups: defaultdict[tuple[str, Category], list[DeliveryFile]] = defaultdict(list)
    for file in files:
        groups[file.source, file.category].append(file)
    for (source, category), group in groups.items():
        if len({file.path.parent for file in group}) > 1:
            raise NotPossible(
                f"Deux dossiers contiennent des fichiers {category} sans qu’on puisse distinguer leur "
                f"académie "
                f"(source {source}) : nommez-les par le code de l’académie, par exemple « 016-TOULOUSE »."
            )
        numbers = sorted(file.number for file in group)
        if numbers != list(range(len(numbers))):
            missing = next(n for n in range(len(numbers) + 1) if n not in numbers)
            raise NotPossible(
                f"La livraison est incomplète : il manque le fichier {category}_{missing:04d}.xml de la "
                f"source {source}. "
                "Rien n’a été importé : demandez une nouvelle livraison."
            )
