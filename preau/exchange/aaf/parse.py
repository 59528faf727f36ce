"""Bytes of a delivery → frozen records. Pure: no database, no network, memory bounded by one entry.

    notes = ReadingNotes()
    for file in discover(folder)[0].files:
        for record in read_records(file, notes): ...

A file that is not what it says raises `NotPossible` (French sentence, file, line, what to do). An entry that
is
only odd comes in without its odd part, and `notes` tells where and why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from preau.exchange.aaf.delivery import DeliveryFile, DeliveryKind
from preau.exchange.aaf.notes import ReadingNotes
from preau.exchange.aaf.persons import pupil, relative
from preau.exchange.aaf.prolog import read_prolog
from preau.exchange.aaf.reading import Attributes
from preau.exchange.aaf.records import Category, MefRecord, Place, Record, SubjectRecord
from preau.exchange.aaf.staff import staff
from preau.exchange.aaf.stream import Entry, Request, read_entries
from preau.exchange.aaf.structures import structure
from preau.exchange.aaf.vocabulary import KEY_ATTRIBUTE, KNOWN_ATTRIBUTES, OPERATIONAL
from preau.kernel.refusals import NotPossible

#: A key or a code longer than this is no key: it is an attack or an accident.
LONGEST_KEY = 64


@dataclass(frozen=True, slots=True)
class Told:
    """An entry under its key: what it asks, and its attributes as they are written."""

    request: Request
    key: str
    place: Place
    attributes: dict[str, list[str]]


def read_records(file: DeliveryFile, notes: ReadingNotes) -> Iterator[Record]:
    """The records of one full file, in its order. Refusals may come after records: apply nothing before the
    end.
    """
    for told in read_told(file, notes):
        record = build_record(file.category, told.key, told.place, told.attributes, notes)
        if record is not None:
            yield record


def read_told(file: DeliveryFile, notes: ReadingNotes) -> Iterator[Told]:
    """The entries of one file that have a usable key."""
    prolog = read_prolog(file.path, file.name)
    notes.evidence_of(file.source).see_header(prolog.versions)
    if prolog.remark:
        notes.tell(Place(file.source, file.name, 1), prolog.remark)
    known = KNOWN_ATTRIBUTES[file.category]
    for entry in read_entries(file.path, file.name, prolog, is_delta=file.kind is DeliveryKind.DELTA):
        notes.entries += 1
        _check_category(entry, file)
        for name in entry.attributes.keys() - known:
            notes.unknown_attributes[file.category, name] += 1
        place = Place(file.source, file.name, entry.line)
        key = _key(entry, file.category, place, notes)
        if key:
            yield Told(entry.request, key, place, entry.attributes)
        else:
            notes.unusable += 1


def build_record(
    category: Category, key: str, place: Place, attributes: dict[str, list[str]], notes: ReadingNotes
) -> Record | None:
    """What an entry means; None, told in `notes`, when it means nothing."""
    record = _BUILDERS[category](Attributes(key, place, attributes, notes))
    if record is not None:
        notes.records[place.source, category] += 1
    return record


def _check_category(entry: Entry, file: DeliveryFile) -> None:
    if (entry.kind, entry.category) == OPERATIONAL[file.category]:
        return
    where = f"Le fichier « {file.name} », ligne {entry.line}"
    if (entry.kind, entry.category) in OPERATIONAL.values():
        raise NotPossible(
            f"{where} : une entrée de catégorie {entry.category} se trouve dans un fichier {file.category}. "
            f"Rien n’a "
            "été importé : demandez une nouvelle livraison complète."
        )
    raise NotPossible(
        f"{where} : la catégorie « {entry.kind} = {entry.category} » est inconnue. Les catégories connues "
        f"sont "
        "EtabEducNat, MatEducNat, MefEducNat, Eleve, PersRelEleve et PersEducNat. Rien n’a été importé."
    )


def _key(entry: Entry, category: Category, place: Place, notes: ReadingNotes) -> str:
    """The identifier; '' when the entry has no usable one and is left out."""
    repeated = entry.attributes.get(KEY_ATTRIBUTE[category])
    key = entry.identifier or (repeated[0] if repeated else "")
    if not key:
        notes.tell(place, "entrée sans identifiant : laissée de côté", is_left_out=True)
    elif len(key) > LONGEST_KEY:
        notes.tell(
            place, f"identifiant de plus de {LONGEST_KEY} caractères : entrée laissée de côté", is_left_out=True
        )
        return ""
    elif repeated and repeated[0] != key:
        notes.tell(
            place,
            f"l’identifiant {key} diffère de {KEY_ATTRIBUTE[category]} "
            f"({repeated[0][:40]}) : le premier est gardé",
        )
    return key


def _subject(attributes: Attributes) -> SubjectRecord:
    return SubjectRecord(
        attributes.place,
        attributes.key,
        attributes.text("ENTLibelleMatiere") or attributes.key,
        attributes.text("ENTMatiereRattach"),
    )


def _mef(attributes: Attributes) -> MefRecord:
    return MefRecord(
        attributes.place,
        attributes.key,
        attributes.text("ENTLibelleMef") or attributes.key,
        attributes.text("ENTMEFRattach"),
        attributes.text("ENTMEFSTAT11"),
        attributes.text("ENTNivFormation"),
        attributes.text("ENTFiliere"),
    )


_BUILDERS: dict[Category, Callable[[Attributes], Record | None]] = {
    Category.STRUCTURE: structure,
    Category.SUBJECT: _subject,
    Category.MEF: _mef,
    Category.PUPIL: pupil,
    Category.RELATIVE: relative,
    Category.STAFF: staff,
}
