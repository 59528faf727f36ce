"""From bytes to a tree of elements, with care: bounded, no DTD, no entity, no network.

Every element knows its line, however long the file (libxml2 loses count after 65,535).

The files of timetable software are those of one school: they are read whole. They carry no DOCTYPE; one that does
is refused, so that no entity can be defined. Encoding: ISO-8859-15 or windows-1252 as they announce, or UTF-8; a
file that announces the former and is wholly valid UTF-8 is read as such (software of the field does this).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NoReturn
from xml.parsers import expat

from preau.kernel.refusals import NotPossible

#: A school's largest file weighs some 10 MB, and has a hundred thousand elements.
LARGEST = 32 << 20
MOST_ELEMENTS = 400_000
DEEPEST = 40
LONGEST_TEXT = 400
REDO = "Rien n’a été importé : demandez un nouvel export."
_UTF8_NAMES = frozenset({"", "utf-8", "utf8", "us-ascii", "ascii"})
_LATIN_NAMES = {
    "iso-8859-15": "iso-8859-15",
    "latin-9": "iso-8859-15",
    "iso-8859-1": "iso-8859-1",
    "latin1": "iso-8859-1",
    "windows-1252": "cp1252",
}
_DECLARATION = re.compile(rb"\A\s*<\?xml\s([^>]*?)\?>")
_ENCODING = re.compile(rb"""\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_CUT_SHORT = frozenset(
    {
        expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
        expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
        expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
    }
)


class Node:
    """An element: its name without prefix, its attributes, what is inside, and the line of its opening tag."""

    __slots__ = ("_attributes", "_text", "children", "line", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], line: int) -> None:
        self.tag = tag.rpartition(":")[2]
        self.line = line
        self.children: list[Node] = []
        self._attributes = attributes
        self._text: list[str] = []

    @property
    def text(self) -> str:
        """The text directly inside, without the blanks around it."""
        return "".join(self._text).strip()

    def get(self, name: str) -> str:
        """An attribute, stripped; '' when absent. Longer than any real one: cut."""
        return self._attributes.get(name, "").strip()[:LONGEST_TEXT]

    def text_of(self, *tags: str) -> str:
        """The text of the first child so named that has one; '' when none has. Longer than any real one: cut."""
        texts = (child.text for child in self.children if child.tag in tags)
        return next((text[:LONGEST_TEXT] for text in texts if text), "")

    def every(self, tag: str) -> Iterator[Node]:
        """The elements so named, wherever they stand, in the order of the file."""
        return (node for node in self.walk() if node.tag == tag)

    def walk(self) -> Iterator[Node]:
        """This element and all those inside, in the order of the file."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def add_text(self, text: str) -> None:
        self._text.append(text)


def read_tree(content: bytes, name: str) -> Node:
    """The root of a file, called `name` in messages. Raises `NotPossible` with the line where it is broken."""
    return _Builder(name).build(_in_utf8(content, name))


def refuse_size(content: bytes, name: str) -> None:
    """Raises `NotPossible` for a file with nothing in it, or with too much."""
    if not content.strip():
        raise NotPossible(f"Le fichier « {name} » est vide. Demandez un nouvel export.")
    if len(content) > LARGEST:
        raise NotPossible(
            f"Le fichier « {name} » dépasse {LARGEST >> 20} Mo, ce qui n’est pas plausible pour un établissement."
        )


class _Builder:
    """The events of one parsing, made a tree."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._count = 0
        self._open: list[Node] = []
        self._root: Node | None = None
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def build(self, text: bytes) -> Node:
        try:
            self._parser.Parse(text, True)
        except expat.ExpatError as error:
            raise NotPossible(self._told(error)) from error
        # Expat refuses a document without an element.
        assert self._root is not None
        return self._root

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        node = Node(tag, attributes, self._parser.CurrentLineNumber)
        self._count += 1
        if self._count > MOST_ELEMENTS:
            self._refuse(node.line, f"plus de {MOST_ELEMENTS} éléments, ce qui n’est pas plausible")
        if len(self._open) >= DEEPEST:
            self._refuse(node.line, f"plus de {DEEPEST} éléments sont emboîtés, ce qui n’est pas plausible")
        if self._open:
            self._open[-1].children.append(node)
        else:
            self._root = node
        self._open.append(node)

    def _end(self, _tag: str) -> None:
        self._open.pop()

    def _characters(self, text: str) -> None:
        if self._open:
            self._open[-1].add_text(text)

    def _refuse(self, line: int, what: str) -> NoReturn:
        raise NotPossible(f"Le fichier « {self._name} », ligne {line} : {what}. {REDO}")

    def _told(self, error: expat.ExpatError) -> str:
        where = f"Le fichier « {self._name} », ligne {error.lineno or 1}"
        if error.code in _CUT_SHORT:
            return f"{where} : le fichier est tronqué, il s’arrête au milieu. {REDO}"
        return f"{where} : le fichier n’est pas du XML bien formé ({expat.ErrorString(error.code)}). {REDO}"


def _in_utf8(content: bytes, name: str) -> bytes:
    """The same text in UTF-8, with as many lines, without its declaration."""
    refuse_size(content, name)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in content:
        raise _refused_encoding(name, "UTF-16 ou UTF-32")
    if found := _DOCTYPE.search(content):
        line = content.count(b"\n", 0, found.start()) + 1
        raise NotPossible(
            f"Le fichier « {name} », ligne {line} : une déclaration DOCTYPE, ce qu’aucun logiciel d’emploi du "
            "temps n’écrit. Par prudence le fichier est refusé : demandez un nouvel export."
        )
    bare = content.removeprefix(codecs.BOM_UTF8)
    declaration = _DECLARATION.match(bare)
    encoding = _ENCODING.search(declaration[1]) if declaration else None
    declared = encoding[1].decode("ascii").lower() if encoding else ""
    # The declaration would contradict what follows; its line stays.
    body = b"\n" * declaration[0].count(b"\n") + bare[declaration.end() :] if declaration else bare
    wrong_at = _first_wrong_byte(body)
    if wrong_at is None:
        return body
    if declared in _LATIN_NAMES:
        return body.decode(_LATIN_NAMES[declared], "replace").encode()
    if declared not in _UTF8_NAMES:
        raise _refused_encoding(name, f"« {declared} »")
    line = body.count(b"\n", 0, wrong_at) + 1
    raise NotPossible(
        f"Le fichier « {name} », ligne {line} : le texte n’est pas en UTF-8 alors que le fichier s’annonce ainsi "
        "(il est sans doute en ISO-8859-15). Rien n’a été importé : faites corriger la première ligne, ou "
        "demandez un nouvel export."
    )


def _first_wrong_byte(body: bytes) -> int | None:
    """Where this stops to be UTF-8; None when it all is."""
    try:
        body.decode()
    except UnicodeDecodeError as error:
        return error.start
    return None


def _refused_encoding(name: str, encoding: str) -> NotPossible:
    return NotPossible(
        f"Le fichier « {name} », ligne 1 : l’encodage {encoding} n’est pas prévu. Les encodages acceptés sont "
        "ISO-8859-15 et UTF-8 : demandez un nouvel export."
    )
