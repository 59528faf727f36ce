"""A checked file, in XML: written as it goes, so that the memory does not grow with the school."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any, BinaryIO

from lxml import etree

from preau.exchange.lsu.check import Checked
from preau.exchange.lsu.list_shapes import HEADER, LISTS
from preau.exchange.lsu.shapes import Attribute, Content, Kind, Leaf, Many, Shape
from preau.exchange.lsu.versions import NAMESPACE, SCHEMA_LOCATION, Version
from preau.kernel import clock
from preau.kernel.refusals import NotPossible

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NEW_LINE = "\n"


def write_xml(checked: Checked, out: BinaryIO) -> None:
    """Write the whole file. Raises `NotPossible`, before the first byte, when something blocks it."""
    refuse_blocked(checked)
    livret, version = checked.livret, checked.version
    attributes = {f"{{{_XSI}}}schemaLocation": SCHEMA_LOCATION, "schemaVersion": version.number}
    with etree.xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        writer = _Writer(file, version)
        with file.element(_name("lsun-bilans"), attributes, nsmap={None: NAMESPACE, "xsi": _XSI}):
            writer.write(HEADER, livret.header)
            with file.element(_name("donnees")):
                for part in LISTS:
                    writer.write_many(part, getattr(livret, part.field))


def xml_bytes(checked: Checked) -> bytes:
    """The whole file in memory, for a small one."""
    out = BytesIO()
    write_xml(checked, out)
    return out.getvalue()


def refuse_blocked(checked: Checked) -> None:
    """Raises `NotPossible` with the count and the first of what blocks."""
    blocking = checked.blocking
    if not blocking:
        return
    count = "une erreur est" if len(blocking) == 1 else f"{len(blocking)} erreurs sont"
    raise NotPossible(
        f"Le fichier du livret scolaire n’a pas été écrit\u202f: {count} à corriger. La première\u202f: "
        f"{blocking[0].sentence} Corrigez, ou ignorez les élèves concernés."
    )


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


class _Writer:
    """Writes records by their shapes into one open file."""

    def __init__(self, file: Any, version: Version) -> None:
        self._file = file
        self._version = version

    def write(self, shape: Shape, record: object) -> None:
        file = self._file
        file.write(_NEW_LINE)
        with file.element(_name(shape.tag), self._attributes(shape, record)):
            for part in shape.parts:
                value = getattr(record, part.field)
                if isinstance(part, Content):
                    file.write(value)
                elif isinstance(part, Leaf):
                    self._write_leaf(part.tag, value)
                elif isinstance(part, Many):
                    self.write_many(part, value)
                elif value is not None:
                    self.write(part.shape, value)

    def write_many(self, part: Many, records: tuple[object, ...]) -> None:
        """An empty container is not valid: without records nothing is written."""
        if not records:
            return
        if not part.wrapper:
            for record in records:
                self.write(part.shape, record)
            return
        self._file.write(_NEW_LINE)
        with self._file.element(_name(part.wrapper)):
            for record in records:
                self.write(part.shape, record)

    def _write_leaf(self, tag: str, text: str) -> None:
        if text:
            self._file.write(_NEW_LINE)
            with self._file.element(_name(tag)):
                self._file.write(text)

    def _attributes(self, shape: Shape, record: object) -> dict[str, str]:
        written = {}
        for one in shape.attributes:
            if one.only is None or self._version.has(one.only):
                text = _text_of(one, getattr(record, one.field))
                if text:
                    written[one.name] = text
        return written


def _text_of(attribute: Attribute, value: Any) -> str:
    """'' for what is not written."""
    if value is None:
        return ""
    if attribute.kind is Kind.KEYS:
        return " ".join(value)
    if attribute.kind is Kind.FLAG:
        return "true" if value else "false"
    if attribute.kind is Kind.NOT_GRADED:
        return "true"
    if isinstance(value, datetime):
        wall = clock.local(value) if value.tzinfo else value
        return wall.replace(tzinfo=None).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(int(value)) if isinstance(value, int) else str(value)
