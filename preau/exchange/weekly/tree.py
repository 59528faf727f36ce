"""From bytes to a tree of elements, with care: bounded, no DTD, no entity, no network.

Every element knows its line, however long the file (libxml2 loses count after 65,535).

The files of timetable software are those of one school: they are read whole. They carry no DOCTYPE; one that does
is refused, so that no entity can be defined. Encoding: ISO-8859-15 or windows-1252 as they announce, or UTF-8; a
file that announces the former and is wholly valid UTF-8 is read as such (software of the field does this).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn
from xml.parsers import expat

from preau.exchange import xml_caution
from preau.exchange.xml_caution import in_utf8
from preau.kernel.refusals import NotPossible

#: A school's largest file weighs some 10 MB, and has a hundred thousand elements.
LARGEST = 32 << 20
MOST_ELEMENTS = 400_000
DEEPEST = 40
LONGEST_TEXT = 400
REDO = "Rien n’a été importé : demandez un nouvel export."
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
    refuse_size(content, name)
    return _Builder(name).build(in_utf8(content, name, unlike="aucun logiciel d’emploi du temps n’écrit"))


def refuse_size(content: bytes, name: str) -> None:
    """Raises `NotPossible` for a file with nothing in it, or with too much."""
    xml_caution.refuse_size(content, name, largest=LARGEST)


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
