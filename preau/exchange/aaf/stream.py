"""From bytes to entries, in bounded memory: streaming, and the structure of the DTD checked as it goes
(formats §1.2).

The DTD itself is never loaded: its thirteen rules are checked here, so that each breach has its sentence.
An entry is forgotten as soon as it is handed over; an entry longer than `_LONGEST_ENTRY` is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NoReturn

from lxml import etree

from preau.exchange.aaf.prolog import ROOT, Prolog
from preau.exchange.xml_caution import line_of
from preau.kernel.refusals import NotPossible

_CHUNK = 1 << 16
_LONGEST_ENTRY = 8 << 20


class Request(StrEnum):
    """What an entry asks. A modification replaces all the values of the attributes that it names (§1.6)."""

    ADD = "addRequest"
    MODIFY = "modifyRequest"
    DELETE = "deleteRequest"


_PARTS = {
    Request.ADD: ["operationalAttributes", "identifier", "attributes"],
    Request.MODIFY: ["operationalAttributes", "identifier", "modifications"],
    Request.DELETE: ["operationalAttributes", "identifier"],
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: what it says it is (`categoriePersonne`, `Eleve`), its id, its attributes, its line.

    Values are stripped; an attribute with only empty values is there with an empty list. A deletion has none.
    """

    request: Request
    kind: str
    category: str
    identifier: str
    attributes: dict[str, list[str]]
    line: int


def read_entries(path: Path, name: str, prolog: Prolog, *, is_delta: bool = False) -> Iterator[Entry]:
    """The entries of a file, one by one. Raises `NotPossible` naming `name` and the line, perhaps after
    entries. Only a delta modifies and deletes.
    """
    parser = etree.XMLPullParser(
        events=("end",),
        tag=(*Request, ROOT),
        resolve_entities="internal",  # type: ignore[arg-type]  # the stubs know lxml 4 only
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_pis=True,
        remove_comments=True,
    )
    reading = _Reading(name, is_delta=is_delta)
    try:
        parser.feed(prolog.replacement())
        with path.open("rb") as stream:
            stream.seek(prolog.body_at)
            fed_since_entry = 0
            while chunk := stream.read(_CHUNK):
                parser.feed(chunk if prolog.codec == "utf-8" else chunk.decode(prolog.codec, "replace").encode())
                fed_since_entry += len(chunk)
                for element in _ended(parser):
                    fed_since_entry = 0
                    yield from reading.entries_of(element)
                if fed_since_entry > _LONGEST_ENTRY:
                    reading.refuse(None, "une entrée dépasse 8 Mo, ce qui n’est pas plausible")
        parser.close()
        for element in _ended(parser):
            yield from reading.entries_of(element)
    except etree.XMLSyntaxError as error:
        raise NotPossible(_told(name, error, prolog)) from error


class _Reading:
    """The checks of one file."""

    def __init__(self, name: str, *, is_delta: bool) -> None:
        self._name = name
        self._is_delta = is_delta

    def refuse(self, element: etree._Element | None, what: str) -> NoReturn:
        line = f", ligne {line_of(element)}" if element is not None else ""
        raise NotPossible(
            f"Le fichier « {self._name} »{line} : {what}. La livraison n’est pas conforme à l’annexe 4 bis "
            f"du SDET : "
            "rien n’a été importé, demandez une nouvelle livraison complète."
        )

    def entries_of(self, element: etree._Element) -> Iterator[Entry]:
        """The entry of an ended element, then free the memory of it and of what precedes it."""
        parent = element.getparent()
        if element.tag == ROOT:
            if parent is not None:
                self.refuse(element, f"un élément {ROOT} se trouve à l’intérieur d’un autre")
            self._check_between(element, element)
            for last in element:
                self._check_gone(last)
            return
        if parent is None or parent.tag != ROOT or parent.getparent() is not None:
            self.refuse(element, f"un élément {element.tag} se trouve ailleurs que sous la racine")
        self._check_between(parent, element)
        if element.tag != Request.ADD and not self._is_delta:
            self.refuse(
                element,
                f"un élément {element.tag} indique une livraison delta, alors que le nom du fichier "
                "annonce une livraison complète",
            )
        yield self._entry(element)
        element.clear(keep_tail=True)  # type: ignore[call-arg]  # same

    def _check_between(self, root: etree._Element, element: etree._Element) -> None:
        """Only entries may stand under the root: the previous ones are removed here."""
        if root.text and not root.text.isspace():
            self.refuse(root, "du texte se trouve entre les entrées")
        before = element.getprevious()
        while before is not None:
            self._check_gone(before)
            root.remove(before)
            before = element.getprevious()

    def _check_gone(self, gone: etree._Element) -> None:
        """What was already handed over is an emptied entry, followed by blanks only."""
        if gone.tag not in _PARTS:
            self.refuse(gone, f"l’élément « {gone.tag} » n’est pas attendu sous la racine")
        if not _is_blank(gone.tail):
            self.refuse(gone, "du texte se trouve entre les entrées")

    def _entry(self, request: etree._Element) -> Entry:
        asked = Request(request.tag)
        parts = list(request)
        if [part.tag for part in parts] != _PARTS[asked]:
            *first, last = _PARTS[asked]
            self.refuse(request, f"une entrée {asked} doit contenir {', '.join(first)} et {last}, dans cet ordre")
        operational, identifier = parts[:2]
        if not _is_blank(request.text) or any(not _is_blank(part.tail) for part in parts):
            self.refuse(request, "du texte se trouve hors des valeurs")
        kind = self._attributes(operational)
        if len(kind) != 1 or len(operational) != 1:
            self.refuse(operational, "operationalAttributes doit contenir exactement un attribut")
        name, values = next(iter(kind.items()))
        if len(identifier) != 1 or identifier[0].tag != "id" or len(identifier[0]):
            self.refuse(identifier, "identifier doit contenir exactement un élément id")
        if not _is_blank(identifier.text) or not _is_blank(identifier[0].tail):
            self.refuse(identifier, "du texte se trouve hors des valeurs")
        told = {Request.ADD: "attr", Request.MODIFY: "modification"}.get(asked)
        return Entry(
            asked,
            name,
            values[0] if values else "",
            (identifier[0].text or "").strip(),
            self._attributes(parts[2], told) if told else {},
            line_of(request),
        )

    def _attributes(self, holder: etree._Element, tag: str = "attr") -> dict[str, list[str]]:
        """The attributes of an element, values stripped, empty ones dropped; one given twice is made one."""
        found: dict[str, list[str]] = {}
        if not _is_blank(holder.text):
            self.refuse(holder, "du texte se trouve hors des valeurs")
        for attr in holder:
            name = attr.get("name")
            if attr.tag != tag or name is None or attr.get("operation", "replace") != "replace":
                self.refuse(attr, f"un élément « {attr.tag} » se trouve à la place d’un {tag} nommé")
            text, tail = attr.text, attr.tail
            if (text and not text.isspace()) or (tail and not tail.isspace()):
                self.refuse(attr, f"du texte se trouve hors des valeurs de « {name} »")
            self._read_values(attr, name, found.setdefault(name, []))
        if not found:
            self.refuse(holder, f"l’élément {holder.tag} est vide")
        return found

    def _read_values(self, attr: etree._Element, name: str, values: list[str]) -> None:
        value = None
        for value in attr:
            if value.tag != "value" or len(value):
                self.refuse(value, f"l’attribut « {name} » contient autre chose que des éléments value")
            text, tail = value.text, value.tail
            if tail and not tail.isspace():
                self.refuse(value, f"du texte se trouve hors des valeurs de « {name} »")
            if text and (stripped := text.strip()):
                values.append(stripped)
        if value is None:
            self.refuse(attr, f"l’attribut « {name} » ne contient aucun élément value")


def _ended(parser: etree.XMLPullParser) -> Iterator[etree._Element]:
    for _event, element in parser.read_events():
        if element is not None and not isinstance(element, tuple):
            yield element


def _is_blank(text: str | None) -> bool:
    return not text or text.isspace()


def _told(name: str, error: etree.XMLSyntaxError, prolog: Prolog) -> str:
    """The French sentence of a syntax error. libxml2 counts lines as the file does (see
    `Prolog.replacement`).
    """
    where = f"Le fichier « {name} », ligne {error.lineno or prolog.lines + 1}"
    message = error.msg or ""
    redo = "Rien n’a été importé : demandez une nouvelle livraison complète."
    if "encoding" in message or "UTF-8" in message:
        return (
            f"{where} : le texte n’est pas en UTF-8 alors que le fichier s’annonce ainsi (il est sans doute "
            f"en "
            "ISO-8859-15). Rien n’a été importé : faites corriger la première ligne du fichier, ou demandez "
            "un "
            "nouvel export."
        )
    if entity := re.search(r"Entity '([^']*)' not defined", message):
        return f"{where} : l’entité « &{entity[1]}; » n’est pas connue. {redo}"
    if "Premature end" in message or "no element found" in message or "not closed" in message:
        return f"{where} : le fichier est tronqué, il s’arrête au milieu d’une entrée. {redo}"
    if "amplification" in message or "entity" in message.lower():
        return f"{where} : le fichier contient des entités dangereuses. {redo}"
    return f"{where} : le fichier n’est pas du XML bien formé ({message}). {redo}"
