"""An export of SIECLE → everything it says. Pure: no database, no network, nothing written to disk.

    export = open_export(path, school.uai)
    contents = read_contents(export, today)

Whatever makes a file unusable raises `NotPossible` (file, line, what to do) and nothing of it is kept. What is
only odd comes in without its odd part, and `contents.anomalies` tells where and why.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from preau.exchange.siecle.export import Export, ExportFile
from preau.exchange.siecle.guardians import read_guardians
from preau.exchange.siecle.nomenclatures import read_nomenclatures, read_school, read_structures
from preau.exchange.siecle.notes import ReadingNotes
from preau.exchange.siecle.pupils import read_pupils
from preau.exchange.siecle.records import Contents, ExportKind


def read_contents(export: Export, today: date) -> Contents:
    """The records of every file of an export, as they are on `today`."""
    notes = ReadingNotes(list(export.anomalies), len(export.anomalies))
    said: dict[str, Any] = {}
    for file in export.files:
        said |= _read(file, today, notes)
    return Contents(
        uai=export.uai,
        year=export.year,
        kinds=frozenset(file.kind for file in export.files),
        anomalies=tuple(notes.anomalies),
        anomaly_count=notes.count,
        unknown_elements=dict(notes.unknown_elements),
        **said,
    )


def _read(file: ExportFile, today: date, notes: ReadingNotes) -> dict[str, Any]:
    """The fields of `Contents` that one file fills."""
    match file.kind:
        case ExportKind.PUPILS:
            pupils = read_pupils(file, today, notes)
            return {"pupils": pupils.pupils, "ignored": pupils.ignored}
        case ExportKind.GUARDIANS:
            read = read_guardians(file, notes)
            return {"guardians": read.guardians, "guardianships": read.guardianships}
        case ExportKind.NOMENCLATURES:
            known = read_nomenclatures(file, notes)
            return {
                "mefs": tuple(known.mefs),
                "subjects": tuple(known.subjects),
                "programmes": tuple(known.programmes),
                "compulsory_options": tuple(known.compulsory_options),
                "election_modalities": tuple(known.election_modalities),
            }
        case ExportKind.STRUCTURES:
            return {"structures": read_structures(file, notes)}
        case ExportKind.SCHOOL:
            return {"school": read_school(file, notes)}
