"""Nomenclature.xml, Structures.xml and Communs.xml (formats §2.1): what is taught, the classes, the year."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from preau.exchange.siecle.export import ExportFile
from preau.exchange.siecle.notes import ReadingNotes
from preau.exchange.siecle.reading import Entry
from preau.exchange.siecle.records import (
    CompulsoryOptionRecord,
    ElectionModalityRecord,
    MefRecord,
    ProgrammeRecord,
    SchoolRecord,
    StructureRecord,
    SubjectRecord,
)
from preau.exchange.siecle.stream import read_entries

T = TypeVar("T")

_HOURS = re.compile(r"(\d{1,2})(?:[.,](\d{1,2}))?")
#: The best label first.
_LABELS = ("LIBELLE_EDITION", "LIBELLE_LONG", "LIBELLE_COURT")


@dataclass(slots=True)
class NomenclaturesRead:
    mefs: list[MefRecord] = field(default_factory=list)
    subjects: list[SubjectRecord] = field(default_factory=list)
    programmes: list[ProgrammeRecord] = field(default_factory=list)
    compulsory_options: list[CompulsoryOptionRecord] = field(default_factory=list)
    election_modalities: list[ElectionModalityRecord] = field(default_factory=list)


def read_nomenclatures(file: ExportFile, notes: ReadingNotes) -> NomenclaturesRead:
    """The formations, the subjects and what ties them. Raises `NotPossible` when the file is broken."""
    read = NomenclaturesRead()
    for section, element in read_entries(file, notes):
        entry = Entry(element, file.name, notes)
        match section:
            case "MEFS":
                read.mefs += _coded(entry, "CODE_MEF", _mef)
            case "MATIERES":
                read.subjects += _coded(entry, "CODE_MATIERE", _subject)
            case "MODALITES_ELECTION":
                read.election_modalities += _coded(entry, "CODE_MODALITE_ELECT", _modality)
            case "PROGRAMMES" if _names_both(entry):
                read.programmes.append(_programme(entry))
            case "OPTIONS_OBLIGATOIRES" if _names_both(entry):
                read.compulsory_options.append(
                    CompulsoryOptionRecord(
                        entry.place,
                        entry.text("CODE_MEF"),
                        entry.text("CODE_MATIERE"),
                        entry.integer("RANG_OPTION"),
                    )
                )
    return read


def read_structures(file: ExportFile, notes: ReadingNotes) -> tuple[StructureRecord, ...]:
    """The divisions and the groups. A code may hold blanks (« 3 A »). Raises `NotPossible`."""
    found: dict[tuple[bool, str], StructureRecord] = {}
    for section, element in read_entries(file, notes):
        entry = Entry(element, file.name, notes)
        code, is_division = entry.key("CODE_STRUCTURE"), section == "DIVISIONS"
        if not code:
            entry.tell("structure sans code : laissée de côté", "CODE_STRUCTURE", is_left_out=True)
        elif (is_division, code) in found:
            entry.tell(f"la structure « {code} » est décrite deux fois : la première est gardée", is_left_out=True)
        else:
            mefs = (
                mef.text("CODE_MEF") for all_of in entry.children("MEFS_APPARTENANCE")
                for mef in all_of.children("MEF_APPARTENANCE")
            )  # fmt: skip
            found[is_division, code] = StructureRecord(
                entry.place,
                code,
                entry.text("LIBELLE_LONG", "LIBELLE_EDITION", "LIBELLE_COURT") or code,
                is_division,
                tuple(dict.fromkeys(mef for mef in mefs if mef)),
                entry.text("CODE_RNE").upper(),
            )
    return tuple(found.values())


def read_school(file: ExportFile, notes: ReadingNotes) -> SchoolRecord:
    """The school and the days of its year. Raises `NotPossible`."""
    entries: dict[str, Entry] = {}
    for section, element in read_entries(file, notes):
        entries.setdefault(section, Entry(element, file.name, notes))
    school, year = entries["UAJ"], entries.get("ANNEE_SCOLAIRE")
    lines = (school.text(f"LIGNE{number}_ADRESSE") for number in range(1, 5))
    names = (school.text(tag) for tag in ("DENOM_PRINC", "DENOM_COMPL"))
    return SchoolRecord(
        place=school.place,
        siecle_id=school.text("ETAB_UAJ_ID"),
        name=" ".join(name for name in names if name),
        street="\n".join(line for line in lines if line) or None,
        postal_code=school.text("CODE_POSTAL") or None,
        commune=school.text("CODE_COMMUNE_INSEE"),
        phone=school.text("TELEPHONE") or None,
        email=school.text("MEL_1", "MEL") or None,
        year_begins_on=year.day("DATE_DEBUT_ELEVE") if year else None,
        year_ends_on=year.day("DATE_FIN_ELEVE") if year else None,
    )


def _coded(entry: Entry, name: str, build: Callable[[Entry, str], T]) -> list[T]:
    """What `build` makes of an entry and its code; nothing (told) when it has no code."""
    code = entry.key(name)
    if not code:
        entry.tell(f"{entry.name} sans {name} : laissé de côté", name, is_left_out=True)
        return []
    return [build(entry, code)]


def _names_both(entry: Entry) -> bool:
    """True when an entry ties a formation to a subject; else it is told and left out."""
    if entry.text("CODE_MEF") and entry.text("CODE_MATIERE"):
        return True
    entry.tell(f"{entry.name} sans MEF ou sans matière : laissé de côté", is_left_out=True)
    return False


def _mef(entry: Entry, code: str) -> MefRecord:
    return MefRecord(
        place=entry.place,
        code=code,
        label=entry.text(*_LABELS) or code,
        formation=entry.text("FORMATION"),
        attached_to=entry.text("MEF_RATTACHEMENT"),
        stat11=entry.text("CODE_MEFSTAT"),
        opens_on=entry.day("DATE_OUVERTURE"),
        closes_on=entry.day("DATE_FERMETURE"),
    )


def _subject(entry: Entry, code: str) -> SubjectRecord:
    return SubjectRecord(
        entry.place,
        code,
        entry.text("CODE_GESTION"),
        entry.text(*_LABELS) or code,
        entry.text("LIBELLE_COURT"),
    )


def _modality(entry: Entry, code: str) -> ElectionModalityRecord:
    return ElectionModalityRecord(entry.place, code.upper(), entry.text("LIBELLE_LONG", "LIBELLE_COURT") or code)


def _programme(entry: Entry) -> ProgrammeRecord:
    return ProgrammeRecord(
        entry.place,
        entry.text("CODE_MEF"),
        entry.text("CODE_MATIERE"),
        entry.text("CODE_MODALITE_ELECT").upper(),
        entry.understood(minutes_of, "n’est pas un nombre d’heures", "HORAIRE"),
    )


def minutes_of(hours: str) -> int | None:
    """`3.50`, `3,5` hours a week → 210 minutes."""
    found = _HOURS.fullmatch(hours)
    if found is None:
        return None
    return round(60 * float(f"{found[1]}.{found[2] or 0}"))
