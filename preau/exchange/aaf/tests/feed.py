"""Small deliveries written by the tests: `add(...)` entries, `file_of(...)` files, `Feed` a whole
delivery.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from preau.exchange.aaf.delivery import discover
from preau.exchange.aaf.notes import ReadingNotes
from preau.exchange.aaf.parse import read_records
from preau.exchange.aaf.records import Category, Record
from preau.exchange.aaf.vocabulary import KEY_ATTRIBUTE, OPERATIONAL

CORPUS = Path(__file__).resolve().parents[5] / "shared" / "corpus" / "aaf"
PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE ficAlimMENESR SYSTEM "ficAlimMENESR.dtd">\n'
Values = dict[str, str | list[str]]


def add(category: Category, key: str, values: Values) -> str:
    """One addRequest on five lines."""
    kind, name = OPERATIONAL[category]
    attributes = "".join(
        f'<attr name="{attribute}">{_values(given)}</attr>'
        for attribute, given in {KEY_ATTRIBUTE[category]: key, **values}.items()
    )
    return (
        f'<addRequest>\n<operationalAttributes><attr name="{kind}"><value>{name}</value></attr>'
        f"</operationalAttributes>\n<identifier><id>{key}</id></identifier>\n"
        f"<attributes>{attributes}</attributes>\n</addRequest>\n"
    )


def _values(given: str | list[str]) -> str:
    values = [given] if isinstance(given, str) else given
    return "".join(f"<value>{escape(value)}</value>" for value in values) or "<value/>"


def document(*entries: str, header: str = "", prolog: str = PROLOG) -> str:
    """A whole file."""
    return f"{prolog}<ficAlimMENESR>\n{header}{''.join(entries)}</ficAlimMENESR>\n"


def file_name(category: Category, number: int = 0) -> str:
    return f"ENT_Complet_20260901_{category}_{number:04d}.xml"


def write(folder: Path, category: Category, content: str | bytes, number: int = 0) -> Path:
    """Write a file of a delivery, as UTF-8 when given text."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file_name(category, number)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(folder: Path) -> tuple[list[Record], ReadingNotes]:
    """Everything a delivery says."""
    notes = ReadingNotes()
    return [record for file in discover(folder).files for record in read_records(file, notes)], notes


def person(last_name: str, first_name: str, **values: str | list[str]) -> Values:
    return {"sn": last_name, "ENTPersonNomPatro": last_name, "givenName": first_name, **values}


@dataclass
class Feed:
    """The six files of one source; a test changes what it wants and writes it again."""

    structures: dict[str, Values] = field(default_factory=dict)
    subjects: dict[str, Values] = field(default_factory=dict)
    mefs: dict[str, Values] = field(default_factory=dict)
    pupils: dict[str, Values] = field(default_factory=dict)
    relatives: dict[str, Values] = field(default_factory=dict)
    staff: dict[str, Values] = field(default_factory=dict)
    header: str = '<!-- versionSDET="Annexe 4bis version 6.4" -->\n'

    def write(self, folder: Path) -> Path:
        for category, entries in (
            (Category.STRUCTURE, self.structures),
            (Category.SUBJECT, self.subjects),
            (Category.MEF, self.mefs),
            (Category.PUPIL, self.pupils),
            (Category.RELATIVE, self.relatives),
            (Category.STAFF, self.staff),
        ):
            added = (add(category, key, values) for key, values in entries.items())
            write(folder, category, document(*added, header=self.header))
        return folder
