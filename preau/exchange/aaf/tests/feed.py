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
    attributes = "".join(
        f'<attr name="{attribute}">{_values(given)}</attr>'
        for attribute, given in {KEY_ATTRIBUTE[category]: key, **values}.items()
    )
    return f"<addRequest>\n{_heading(category, key)}<attributes>{attributes}</attributes>\n</addRequest>\n"


def modify(category: Category, key: str, values: Values) -> str:
    """One modifyRequest."""
    changes = "".join(
        f'<modification name="{attribute}" operation="replace">{_values(given)}</modification>'
        for attribute, given in values.items()
    )
    return (
        f"<modifyRequest>\n{_heading(category, key)}<modifications>{changes}</modifications>\n</modifyRequest>\n"
    )


def delete(category: Category, key: str) -> str:
    """One deleteRequest."""
    return f"<deleteRequest>\n{_heading(category, key)}</deleteRequest>\n"


def _heading(category: Category, key: str) -> str:
    kind, name = OPERATIONAL[category]
    return (
        f'<operationalAttributes><attr name="{kind}"><value>{name}</value></attr>'
        f"</operationalAttributes>\n<identifier><id>{key}</id></identifier>\n"
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
    return [record for file in discover(folder)[0].files for record in read_records(file, notes)], notes


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
        for category, entries in self.entries().items():
            added = (add(category, key, values) for key, values in entries.items())
            write(folder, category, document(*added, header=self.header))
        return folder

    def entries(self) -> dict[Category, dict[str, Values]]:
        """By category."""
        return {
            Category.STRUCTURE: self.structures,
            Category.SUBJECT: self.subjects,
            Category.MEF: self.mefs,
            Category.PUPIL: self.pupils,
            Category.RELATIVE: self.relatives,
            Category.STAFF: self.staff,
        }

    def write_changes_since(self, before: Feed, folder: Path, day: str = "20260902") -> Path:
        """The delta that leads from `before` to this."""
        then = before.entries()
        changes = {
            category: [
                *(_change(category, key, then[category].get(key), values) for key, values in entries.items()),
                *(delete(category, key) for key in then[category] if key not in entries),
            ]
            for category, entries in self.entries().items()
        }
        return write_delta(folder, {category: "".join(told) for category, told in changes.items()}, day)


def _change(category: Category, key: str, before: Values | None, values: Values) -> str:
    if before is None:
        return add(category, key, values)
    replaced = {name: given for name, given in values.items() if before.get(name) != given}
    emptied: Values = {name: [] for name in before if name not in values}
    return modify(category, key, {**replaced, **emptied}) if replaced or emptied else ""


def write_delta(folder: Path, entries: dict[Category, str], day: str = "20260902") -> Path:
    """The files of a delta; a category with nothing to tell has no file."""
    folder.mkdir(parents=True, exist_ok=True)
    for category, told in entries.items():
        if told:
            (folder / f"ENT_Delta_{day}_{category}_0000.xml").write_text(document(told), encoding="utf-8")
    return folder
