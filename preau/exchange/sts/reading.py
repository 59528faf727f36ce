"""From bytes to a tree, with care: bounded, no DTD, no entity, no network. And the UAI before anything else.

Both files are small (one school): they are read whole once their head has been accepted. They carry no DOCTYPE;
one that does is refused, so that no entity can be defined. Encoding: ISO-8859-15 as STSweb writes, or UTF-8;
a file that announces the former and is wholly valid UTF-8 is read as such (software of the field does this).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from preau.exchange.sts.records import Root
from preau.exchange.xml_caution import CAREFUL, in_utf8, refuse_size
from preau.kernel.refusals import NotPossible

#: A school's files weigh 1 to 3 MB.
LARGEST = 32 << 20
#: The UAI stands in the first lines.
_HEAD = 1 << 16
_STEP = 1 << 9
_UAI = re.compile(r"[0-9]{7}[A-Z]")


@dataclass(frozen=True, slots=True)
class Source:
    """A file accepted so far: what it is, and whose it is. `name` is what messages call it."""

    path: Path
    name: str
    root: Root
    uai: str


def read_source(path: Path, name: str) -> Source:
    """The root of a file and its UAI; nothing else of it is looked at. Raises `NotPossible`."""
    root, uai = _head(name, _text(name, _bytes(path, name)))
    try:
        kind = Root(root)
    except ValueError:
        raise NotPossible(
            f"Le fichier « {name} » n’est pas un fichier STSweb : sa racine est « {root} » au lieu de "
            f"« {Root.REFERENCE} » (sts_emp) ou « {Root.TIMETABLE} » (emp_sts)."
        ) from None
    if not _UAI.fullmatch(uai):
        raise NotPossible(
            f"Le fichier « {name} » ne dit pas de quel établissement il vient : PARAMETRES/UAJ contient "
            f"« {uai[:20]} » au lieu d’un UAI. Rien n’a été importé : demandez un nouvel export."
        )
    return Source(path, name, kind, uai)


def read_tree(source: Source) -> etree._Element:
    """The root element. Raises `NotPossible` with the line where the file is broken."""
    text = _text(source.name, _bytes(source.path, source.name))
    try:
        return etree.fromstring(text, etree.XMLParser(**CAREFUL))
    except etree.XMLSyntaxError as error:
        raise NotPossible(_told(source.name, error, text)) from error


def text_of(element: etree._Element, path: str) -> str:
    """The text of a descendant, without the blanks and newlines that exports leave around it; '' when absent."""
    return (element.findtext(path) or "").strip()


def attribute(element: etree._Element, name: str) -> str:
    """An attribute, stripped; '' when absent."""
    return (element.get(name) or "").strip()


def _bytes(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise NotPossible(
            f"Le fichier « {name} » ne peut pas être lu ({error.strerror}). Vérifiez les droits du fichier."
        ) from error
    refuse_size(content, name, largest=LARGEST)
    return content


def _text(name: str, content: bytes) -> bytes:
    """The same text in UTF-8, with as many lines."""
    return in_utf8(content, name, unlike="aucun fichier STSweb ne contient")


def _head(name: str, text: bytes) -> tuple[str, str]:
    """The root and the UAI, as soon as they are met: the code of sts_emp's UAJ, the text of emp_sts's."""
    parser = etree.XMLPullParser(events=("start", "end"), **CAREFUL)
    root = ""
    for at in range(0, min(len(text), _HEAD), _STEP):
        broken = _fed(parser, text[at : at + _STEP])
        for event, element in parser.read_events():
            if element is None or isinstance(element, tuple):
                continue
            root = root or str(element.tag)
            if event == "end" and element.tag == "UAJ":
                return root, (attribute(element, "CODE") or (element.text or "").strip()).upper()
        if broken is not None:
            raise NotPossible(_told(name, broken, text)) from broken
    return root, ""


def _fed(parser: etree.XMLPullParser, piece: bytes) -> etree.XMLSyntaxError | None:
    """Feed a piece; the error it met, which what was read before may make unimportant."""
    try:
        parser.feed(piece)
    except etree.XMLSyntaxError as error:
        return error
    return None


def _told(name: str, error: etree.XMLSyntaxError, text: bytes) -> str:
    """The French sentence of a syntax error."""
    where = f"Le fichier « {name} », ligne {error.lineno or 1}"
    message = error.msg or ""
    redo = "Rien n’a été importé : demandez un nouvel export."
    if entity := re.search(r"Entity '([^']*)' not defined", message):
        return f"{where} : l’entité « &{entity[1]}; » n’est pas connue. {redo}"
    written = text.rstrip()
    is_cut = b"<" in written and not written.endswith(tuple(f"</{root}>".encode() for root in Root))
    if is_cut and (error.lineno or 0) > written.count(b"\n"):
        return f"{where} : le fichier est tronqué, il s’arrête au milieu. {redo}"
    return f"{where} : le fichier n’est pas du XML bien formé ({message}). {redo}"
