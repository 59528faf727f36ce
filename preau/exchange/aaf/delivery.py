"""What lies in a delivery folder: which files, of which category, from which source (formats §1.1).

A folder holds files directly, or one sub-folder per source (`016-TOULOUSE`, `011-MONTPELLIER`,
`098-AGRICOLE`).
The **source** of a file, which qualifies every key it holds, is: the three digits that start its folder's
name;
else `codeAcademieExport` of its header; else `000`. Two folders of one source may share out categories; they
may
not both hold the same one, for their keys would meet.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class DeliveryFile:
    """One file; `name` is what messages call it: with its folder when the delivery has several."""

    path: Path
    name: str
    source: str
    category: Category
    number: int
    day: str
    size: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """A full delivery, its files in reading order."""

    files: tuple[DeliveryFile, ...]

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


def discover(folder: Path) -> Delivery:
    """The full delivery in `folder`. Raises `NotPossible` when it is none, or not one we can take."""
    if not folder.is_dir():
        raise NotPossible(
            f"« {folder} » n’est pas un dossier. Indiquez le dossier où la livraison de l’annuaire "
            f"fédérateur a été "
            "décompressée."
        )
    files: list[DeliveryFile] = []
    for place in (folder, *sorted(child for child in folder.iterdir() if child.is_dir())):
        files += _files_of(place, folder)
    if not files:
        raise NotPossible(
            f"Le dossier « {folder.name} » ne contient aucun fichier de l’annuaire fédérateur (par exemple "
            "…_Complet_20260901_Eleve_0000.xml), ni directement ni dans un sous-dossier par académie."
        )
    _check(files)
    files.sort(key=lambda file: (_ORDER.index(file.category), file.source, file.number, file.name))
    return Delivery(tuple(files))


def _files_of(place: Path, root: Path) -> list[DeliveryFile]:
    found = []
    for path in sorted(place.iterdir()):
        if path.suffix.lower() != ".xml" or not path.is_file():
            continue
        name = str(path.relative_to(root))
        shape = _FILE.fullmatch(path.name)
        category = _CATEGORIES.get(shape["category"].lower()) if shape else None
        if shape is None or category is None:
            raise NotPossible(
                f"Le fichier « {name} » n’est d’aucune catégorie connue : son nom doit finir par "
                f"_EtabEducNat_0000.xml, "
                "_MatiereEducNat_, _MefEducNat_, _Eleve_, _PersRelEleve_ ou _PersEducNat_. Retirez-le de la "
                "livraison "
                "ou corrigez son nom."
            )
        if "delta" in shape["before"].lower():
            raise NotPossible(
                f"Le fichier « {name} » est une livraison delta, qui n’est pas encore prise en charge. "
                f"Fournissez une "
                "livraison complète."
            )
        day = _DATE.search(shape["before"])
        found.append(
            DeliveryFile(
                path,
                name,
                _source_of(place, path, name),
                category,
                int(shape["number"]),
                day[1] if day else "",
                path.stat().st_size,
            )
        )
    return found


def _source_of(place: Path, path: Path, name: str) -> str:
    named = _SOURCE.match(place.name)
    if named:
        return named[1]
    code = read_prolog(path, name).versions.get("codeAcademieExport", "")
    return code.zfill(3) if code.isascii() and code.isdigit() and len(code) <= 3 else UNKNOWN_SOURCE


def _check(files: list[DeliveryFile]) -> None:
    """One delivery per source and category, whole, in one place."""
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
        if len({file.day for file in group}) > 1:
            raise NotPossible(
                f"Les fichiers {category} de la source {source} portent plusieurs dates : gardez une seule "
                f"livraison "
                "dans le dossier."
            )
        numbers = sorted(file.number for file in group)
        if numbers != list(range(len(numbers))):
            missing = next(n for n in range(len(numbers) + 1) if n not in numbers)
            raise NotPossible(
                f"La livraison est incomplète : il manque le fichier {category}_{missing:04d}.xml de la "
                f"source {source}. "
                "Rien n’a été importé : demandez une nouvelle livraison complète."
            )
