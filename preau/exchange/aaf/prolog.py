"""The first bytes of a file: encoding, document type, root, versions. Nothing declared there is ever obeyed.

What precedes the root element is read here and replaced by a prolog of ours before the XML parser starts. So
no
DTD is loaded from anywhere, no entity of the file exists, and the named entities of HTML (`&eacute;`), which
real
deliveries hold, are defined by us.

**Encoding**, in this order (formats §1.1):

1. a UTF-8 byte order mark, `encoding="UTF-8"` or no encoding at all: UTF-8, strictly. A byte that does not
fit
   is a refusal that names the line: guessing would write wrong names in the directory;
2. `encoding="ISO-8859-15"` (or -1, or windows-1252): that encoding, unless every accented letter of the whole
   file is written as UTF-8: then the file is UTF-8 whatever it says (real producers do this), with a remark.
   No French text in ISO-8859-15 is also valid UTF-8;
3. any other encoding is a refusal.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from html.entities import name2codepoint
from pathlib import Path

from preau.exchange.xml_caution import LATIN_NAMES, UTF8_NAMES, encoding_in
from preau.kernel.refusals import NotPossible

ROOT = "ficAlimMENESR"
_LONGEST_PROLOG = 65_536
_CHUNK = 1 << 20
_DECLARATION = re.compile(rb"<\?xml\s([^>]*?)\?>")
_COMMENT = re.compile(rb"<!--(.*?)-->", re.DOTALL)
_INSTRUCTION = re.compile(rb"<\?(?!xml[\s?]).*?\?>", re.DOTALL)
_DOCTYPE = re.compile(
    rb"""<!DOCTYPE\s+([\w.:-]+)(?:\s+(?:SYSTEM|PUBLIC)(?:\s+(?:"[^"<>]*"|'[^'<>]*')){1,2})?\s*>"""
)
_ELEMENT = re.compile(rb"<([A-Za-z_][\w.:-]*)")
_VERSION = re.compile(rb"""(\w+)\s*=\s*["']([^"']{0,200})["']""")
#: The five of XML itself are known to every parser and must not be defined anew.
_ENTITIES = "".join(
    f'<!ENTITY {name} "&#{code};">'
    for name, code in name2codepoint.items()
    if name not in {"amp", "lt", "gt", "quot"}
)


@dataclass(frozen=True, slots=True)
class Prolog:
    """`body_at` is the offset of the root element, `lines` the line breaks before it; `codec` a Python
    codec.
    """

    codec: str
    body_at: int
    lines: int
    versions: dict[str, str]
    remark: str = ""

    def replacement(self) -> bytes:
        """What the parser reads instead of the file's own prolog; line numbers stay those of the file."""
        return f"<!DOCTYPE {ROOT} [{_ENTITIES}]>".encode() + b"\n" * self.lines


def read_prolog(path: Path, name: str) -> Prolog:
    """Read and judge the prolog of `path`, called `name` in messages. Raises `NotPossible`."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_LONGEST_PROLOG)
    except OSError as error:
        raise NotPossible(
            f"Le fichier « {name} » ne peut pas être lu ({error.strerror}). Vérifiez les droits du dossier "
            f"de livraison."
        ) from error
    if not head.strip():
        raise NotPossible(f"Le fichier « {name} » est vide. Demandez une nouvelle livraison complète.")
    bom = len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in head[:64]:
        raise _refused_encoding(name, "UTF-16 ou UTF-32")
    declared = _declared_encoding(head, bom)
    versions: dict[str, str] = {}
    body_at = _root_at(head, bom, name, versions)
    # The versions of old releases stand just after the root.
    for comment in _COMMENT.findall(head[body_at:].partition(b"Request>")[0]):
        versions.update(_versions_in(comment))
    codec, remark = _codec(path, name, "utf-8" if bom else declared)
    return Prolog(codec, body_at, head.count(b"\n", 0, body_at), versions, remark)


def _declared_encoding(head: bytes, start: int) -> str:
    declaration = _DECLARATION.match(head, start)
    return encoding_in(declaration[1]) if declaration else ""


def _root_at(head: bytes, at: int, name: str, versions: dict[str, str]) -> int:
    """Walk over what may stand before the root; returns the offset of the root. Each step consumes bytes."""
    declaration = _DECLARATION.match(head, at)
    at = declaration.end() if declaration else at
    while at < len(head):
        if head[at : at + 1].isspace():
            at += 1
        elif found := _COMMENT.match(head, at):
            versions.update(_versions_in(found[1]))
            at = found.end()
        elif found := _DOCTYPE.match(head, at) or _INSTRUCTION.match(head, at):
            at = found.end()
        elif found := _ELEMENT.match(head, at):
            return _checked_root(found, head, name)
        else:
            raise _refused_prolog(head, at, name)
    raise NotPossible(
        f"Le fichier « {name} » ne contient pas d’élément {ROOT} : il est tronqué, ou ce n’est pas un "
        f"fichier de "
        "l’annuaire fédérateur. Demandez une nouvelle livraison complète."
    )


def _checked_root(found: re.Match[bytes], head: bytes, name: str) -> int:
    root = found[1].decode("ascii", "replace")
    if root != ROOT:
        raise NotPossible(
            f"Le fichier « {name} », ligne {_line(head, found.start())} : l’élément racine est « {root} » "
            f"au lieu de "
            f"« {ROOT} ». Ce n’est pas un fichier de l’annuaire fédérateur : retirez-le de la livraison."
        )
    return found.start()


def _refused_prolog(head: bytes, at: int, name: str) -> NotPossible:
    where = f"Le fichier « {name} », ligne {_line(head, at)}"
    if head.startswith(b"<!DOCTYPE", at):
        return NotPossible(
            f"{where} : la déclaration DOCTYPE contient des définitions (entités ou autres), ce qu’aucune "
            f"livraison "
            "de l’annuaire fédérateur ne fait. Par prudence le fichier est refusé : demandez une nouvelle "
            "livraison."
        )
    return NotPossible(
        f"{where} : le début du fichier n’est pas du XML bien formé. Demandez une nouvelle livraison complète."
    )


def _refused_encoding(name: str, encoding: str) -> NotPossible:
    return NotPossible(
        f"Le fichier « {name} », ligne 1 : l’encodage {encoding} n’est pas prévu. Les encodages acceptés "
        f"sont UTF-8 "
        "et ISO-8859-15 : demandez un nouvel export."
    )


def _versions_in(comment: bytes) -> dict[str, str]:
    return {key.decode(): value.decode("utf-8", "replace") for key, value in _VERSION.findall(comment)}


def _line(head: bytes, at: int) -> int:
    return head.count(b"\n", 0, at) + 1


def _codec(path: Path, name: str, declared: str) -> tuple[str, str]:
    if declared in UTF8_NAMES:
        return "utf-8", ""
    if declared not in LATIN_NAMES:
        raise _refused_encoding(name, f"« {declared} »")
    if _is_utf8_with_accents(path):
        return "utf-8", (
            f"le fichier s’annonce en {declared.upper()} mais il est écrit en UTF-8 : il est lu en UTF-8"
        )
    return LATIN_NAMES[declared], ""


def _is_utf8_with_accents(path: Path) -> bool:
    """True when the whole file is valid UTF-8 and holds at least one byte outside ASCII. Stops at the first
    doubt.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    has_accents = False
    with path.open("rb") as stream:
        try:
            while chunk := stream.read(_CHUNK):
                has_accents = has_accents or not chunk.isascii()
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return has_accents
