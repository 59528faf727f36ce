"""Which pairs of STSweb files lie at some paths: a `sts_emp` and an `emp_sts` of the same school."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from preau.exchange.sts.reading import Source, read_source
from preau.exchange.sts.records import Root
from preau.kernel.refusals import NotPossible

#: What a folder is searched for; a file given by itself may have any name.
_NAMED = re.compile(r"(sts_emp|emp_sts).*\.xml", re.IGNORECASE)
_UAI_IN_NAME = re.compile(r"(?<![0-9A-Za-z])[0-9]{7}[A-Z](?![0-9A-Za-z])")
_CALLED = {Root.REFERENCE: "sts_emp", Root.TIMETABLE: "emp_sts"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Both files of a school, their heads read."""

    uai: str
    reference: Source
    timetable: Source


def discover(paths: Iterable[Path]) -> tuple[Pair, ...]:
    """The pairs, in the order of UAI. Only the heads of files are read. Raises `NotPossible`."""
    found: defaultdict[str, dict[Root, Source]] = defaultdict(dict)
    for path, name in _files(paths):
        source = read_source(path, name)
        _check_name(source)
        before = found[source.uai].setdefault(source.root, source)
        if before is not source:
            raise NotPossible(
                f"Deux fichiers {_CALLED[source.root]} viennent de l’établissement {source.uai} : "
                f"« {before.name} » et « {source.name} ». Gardez le bon, puis recommencez."
            )
    if not found:
        raise NotPossible(
            "Aucun fichier STSweb n’a été trouvé : les noms attendus commencent par sts_emp ou emp_sts et "
            "finissent par .xml."
        )
    return tuple(_pair(uai, found[uai]) for uai in sorted(found))


def _files(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Each file once, with the name that messages give it: its folder is told when the name is not enough."""
    seen: set[Path] = set()
    for path in paths:
        if path.is_dir():
            files = sorted(child for child in path.rglob("*") if _NAMED.fullmatch(child.name) and child.is_file())
        elif path.is_file():
            files = [path]
        else:
            raise NotPossible(f"« {path} » n’existe pas : indiquez des fichiers STSweb, ou leur dossier.")
        for file in files:
            if file.resolve() in seen:
                continue
            seen.add(file.resolve())
            is_clear = not path.is_dir() or _UAI_IN_NAME.search(file.name)
            yield file, file.name if is_clear else str(file.relative_to(path))


def _check_name(source: Source) -> None:
    named = _UAI_IN_NAME.search(source.path.stem)
    if named and named[0] != source.uai:
        raise NotPossible(
            f"Le fichier « {source.name} » porte dans son nom l’établissement {named[0]}, mais il vient de "
            f"l’établissement {source.uai}. Rien n’a été importé : vérifiez l’export."
        )


def _pair(uai: str, sources: dict[Root, Source]) -> Pair:
    missing = next((root for root in Root if root not in sources), None)
    if missing is not None:
        alone = next(iter(sources.values()))
        raise NotPossible(
            f"Il manque le fichier {_CALLED[missing]} de l’établissement {uai} : seul « {alone.name} » a été "
            "trouvé. Les noms viennent de sts_emp et les cours d’emp_sts : donnez les deux."
        )
    return Pair(uai, sources[Root.REFERENCE], sources[Root.TIMETABLE])
