"""A file of the LSU read back as it was written, whatever its version: its texts as they are, nothing repaired."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, cast

from lxml import etree

from preau.exchange.lsu.list_shapes import HEADER, LISTS
from preau.exchange.lsu.records import Header, Livret
from preau.exchange.lsu.reports import EvaluationStatus
from preau.exchange.lsu.shapes import Attribute, Content, Kind, Leaf, Many, Shape
from preau.exchange.lsu.versions import NAMESPACE
from preau.exchange.xml_caution import CAREFUL, in_utf8, line_of, refuse_size
from preau.kernel.refusals import NotPossible

LARGEST = 256 << 20
_TRUE = frozenset({"1", "true"})


def read_livret(content: bytes, name: str) -> Livret:
    """The records of a file; what it does not say is empty, what is unknown is not kept.

    Errors: `NotPossible` for what is no file of the LSU, is malformed, or holds a date or a number that is none.
    """
    refuse_size(content, name, largest=LARGEST)
    text = in_utf8(content, name, unlike="un livret scolaire n’a jamais")
    try:
        root = etree.fromstring(text, etree.XMLParser(**CAREFUL))
    except etree.XMLSyntaxError as error:
        raise NotPossible(
            f"Le fichier «\u202f{name}\u202f», ligne {error.lineno}\u202f: ce n’est pas du XML bien formé."
        ) from error
    head, lists = root.find(_name("entete")), root.find(_name("donnees"))
    if root.tag != _name("lsun-bilans") or head is None or lists is None:
        raise NotPossible(f"Le fichier «\u202f{name}\u202f» n’est pas un fichier du livret scolaire unique.")
    reader = _Reader(name)
    values = {part.field: reader.read_many(part, lists) for part in LISTS}
    return Livret(header=cast("Header", reader.read(HEADER, head)), **cast("Any", values))


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


class _Reader:
    """Reads records by their shapes from one file."""

    def __init__(self, name: str) -> None:
        self._file = name

    def read(self, shape: Shape, element: etree._Element) -> object:
        values: dict[str, object] = {}
        for attribute in shape.attributes:
            value = self._value(attribute, element)
            if values.get(attribute.field) is None:
                values[attribute.field] = value
        for part in shape.parts:
            if isinstance(part, Content):
                values[part.field] = element.text or ""
            elif isinstance(part, Leaf):
                values[part.field] = element.findtext(_name(part.tag)) or ""
            elif isinstance(part, Many):
                values[part.field] = self.read_many(part, element)
            else:
                child = element.find(_name(part.shape.tag))
                values[part.field] = None if child is None else self.read(part.shape, child)
        return shape.record(**values)

    def read_many(self, part: Many, element: etree._Element) -> tuple[object, ...]:
        holder = element.find(_name(part.wrapper)) if part.wrapper else element
        if holder is None:
            return ()
        return tuple(self.read(part.shape, child) for child in holder.iterchildren(_name(part.shape.tag)))

    def _value(self, attribute: Attribute, element: etree._Element) -> object:
        text = element.get(attribute.name)
        if attribute.kind is Kind.TEXT:
            return text or ""
        if attribute.kind is Kind.KEYS:
            return tuple((text or "").split())
        if text is None and attribute.kind is not Kind.REQUIRED_INTEGER:
            return None
        try:
            return _READERS[attribute.kind]((text or "").strip())
        except ValueError as error:
            where = f"Le fichier «\u202f{self._file}\u202f», ligne {line_of(element)}"
            wrong = f"«\u202f{(text or '')[:40]}\u202f»"
            raise NotPossible(f"{where}\u202f: {wrong} ne convient pas pour {attribute.name}.") from error


def _flag(text: str) -> bool:
    return text in _TRUE


def _not_graded(text: str) -> EvaluationStatus | None:
    return EvaluationStatus.NOT_GRADED if text in _TRUE else None


def _status(text: str) -> EvaluationStatus:
    return EvaluationStatus(int(text))


_READERS: dict[Kind, Callable[[str], object]] = {
    Kind.INTEGER: int,
    Kind.REQUIRED_INTEGER: int,
    Kind.DAY: date.fromisoformat,
    Kind.MOMENT: datetime.fromisoformat,
    Kind.FLAG: _flag,
    Kind.STATUS: _status,
    Kind.NOT_GRADED: _not_graded,
}
