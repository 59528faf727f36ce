"""The caution of every reader of XML: which encodings are taken, and a parser that obeys nothing of a file."""

from __future__ import annotations

import codecs
import re
from typing import Any, cast

from lxml import etree

from preau.kernel.refusals import NotPossible

#: Names under which a file announces UTF-8; none announced means UTF-8 too.
UTF8_NAMES = frozenset({"", "utf-8", "utf8", "us-ascii", "ascii"})
#: Other announced names, and the codec that reads them.
LATIN_NAMES = {
    "iso-8859-15": "iso-8859-15",
    "latin-9": "iso-8859-15",
    "iso-8859-1": "iso-8859-1",
    "latin1": "iso-8859-1",
    "windows-1252": "cp1252",
}
#: For lxml, once the text is in UTF-8.
CAREFUL: dict[str, Any] = {
    # Not False, under which lxml stops at an undefined entity without a word.
    "resolve_entities": "internal",
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,
    "remove_pis": True,
    "remove_comments": True,
    "encoding": "utf-8",
}
_LAST_SHORT_LINE = 65_535
_DECLARATION = re.compile(rb"\A\s*<\?xml\s([^>]*?)\?>")
_ENCODING = re.compile(rb"""\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)


def encoding_in(declaration: bytes) -> str:
    """The encoding named inside `<?xml …?>`, in lower case; '' when none is."""
    found = _ENCODING.search(declaration)
    return found[1].decode("ascii").lower() if found else ""


def line_of(element: etree._Element) -> int:
    """The line of the opening tag. Beyond 65,535 libxml2 gives the end of the first text inside: come back."""
    line = cast("int | None", element.sourceline) or 0
    if line < _LAST_SHORT_LINE:
        return line
    while element.text is None and len(element):
        element = element[0]
    return line - (element.text or "").count("\n")


def refuse_size(content: bytes, name: str, *, largest: int) -> None:
    """Raises `NotPossible` for a school's file with nothing in it, or with more than `largest` bytes."""
    if not content.strip():
        raise NotPossible(f"Le fichier « {name} » est vide. Demandez un nouvel export.")
    if len(content) > largest:
        raise NotPossible(
            f"Le fichier « {name} » dépasse {largest >> 20} Mo, ce qui n’est pas plausible pour un établissement."
        )


def in_utf8(content: bytes, name: str, *, unlike: str) -> bytes:
    """A whole file in UTF-8, with as many lines, without its declaration.

    A file that announces another encoding and is wholly valid UTF-8 is read as such: software of the field does
    this. Errors: `NotPossible` for a DOCTYPE (`unlike` says who never writes one), an encoding that is not taken,
    a text that is not in the encoding it announces.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in content:
        raise refused_encoding(name, "UTF-16 ou UTF-32")
    if found := _DOCTYPE.search(content):
        line = content.count(b"\n", 0, found.start()) + 1
        raise NotPossible(
            f"Le fichier « {name} », ligne {line} : une déclaration DOCTYPE, ce qu’{unlike}. Par prudence le "
            "fichier est refusé : demandez un nouvel export."
        )
    bare = content.removeprefix(codecs.BOM_UTF8)
    declaration = _DECLARATION.match(bare)
    declared = encoding_in(declaration[1]) if declaration else ""
    # The declaration would contradict what follows; its line stays.
    body = b"\n" * declaration[0].count(b"\n") + bare[declaration.end() :] if declaration else bare
    wrong_at = _first_wrong_byte(body)
    if wrong_at is None:
        return body
    if declared in LATIN_NAMES:
        return body.decode(LATIN_NAMES[declared], "replace").encode()
    if declared not in UTF8_NAMES:
        raise refused_encoding(name, f"« {declared} »")
    line = body.count(b"\n", 0, wrong_at) + 1
    raise NotPossible(
        f"Le fichier « {name} », ligne {line} : le texte n’est pas en UTF-8 alors que le fichier s’annonce ainsi "
        "(il est sans doute en ISO-8859-15). Rien n’a été importé : faites corriger la première ligne, ou "
        "demandez un nouvel export."
    )


def refused_encoding(name: str, encoding: str) -> NotPossible:
    """The refusal of an encoding that is not taken."""
    return NotPossible(
        f"Le fichier « {name} », ligne 1 : l’encodage {encoding} n’est pas prévu. Les encodages acceptés sont "
        "ISO-8859-15 et UTF-8 : demandez un nouvel export."
    )


def _first_wrong_byte(body: bytes) -> int | None:
    """Where this stops to be UTF-8; None when it all is."""
    try:
        body.decode()
    except UnicodeDecodeError as error:
        return error.start
    return None
