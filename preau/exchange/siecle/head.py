"""The first bytes of an export: what file it is, and whose. Nothing else of it is read at this point.

Root `BEE_ELEVES` (or `BEE_EPHC_ELEVES`…), then PARAMETRES with the UAI and the school year. The exports carry no
DOCTYPE; a file that does is refused, so that no entity can be defined.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from preau.exchange.siecle.records import ExportKind
from preau.exchange.siecle.telling import syntax_refusal
from preau.exchange.xml_caution import CAREFUL, LATIN_NAMES, UTF8_NAMES, encoding_in
from preau.kernel.refusals import NotPossible

#: PARAMETRES stands in the first lines.
LONGEST_HEAD = 1 << 16
#: SIECLE writes ISO-8859-15, whatever Latin name it announces.
_LATIN_NAMES = frozenset(LATIN_NAMES) | {"latin9", "cp1252"}
_DECLARATION = re.compile(rb"\s*<\?xml\s([^>]*?)\?>")
_BEFORE_ROOT = re.compile(rb"(?:\s+|<!--.*?-->|<\?(?!xml[\s?]).*?\?>)", re.DOTALL)
_ELEMENT = re.compile(rb"<([A-Za-z_][\w.:-]*)")
_ROOT = re.compile(r"BEE_(?:EPHC_)?(ELEVE|RESPONSABLE|NOMENCLATURE|STRUCTURE|COMMUN)S?")
_KINDS = {kind.removesuffix("S"): kind for kind in ExportKind}
_YEAR = re.compile(r"(20\d\d|19\d\d)")
_OTHER_FILES = {
    "STS_EDT": "un fichier de STSweb (sts_emp)",
    "EDT_STS": "un fichier d’emploi du temps (emp_sts)",
    "ficAlimMENESR": "un fichier de l’annuaire fédérateur",
    "IMPORT_ELEVES": "un fichier destiné à SIECLE, et non un export de SIECLE",
    "lsun-bilans": "un fichier du livret scolaire unique",
}


@dataclass(frozen=True, slots=True)
class Head:
    """`body_at` is the offset of the root and `lines` the line breaks before it; `declared` an encoding name.

    `kind` is None for an export of SIECLE that is none of ours (BEE_GEOGRAPHIQUE…); `year` is the first of the
    two, None when the file does not tell.
    """

    kind: ExportKind | None
    root: str
    version: str
    uai: str
    year: int | None
    declared: str
    body_at: int
    lines: int


def read_head(start: bytes, name: str) -> Head:
    """Judge the first `LONGEST_HEAD` bytes of a file, called `name`. Raises `NotPossible`."""
    if not start.strip():
        raise NotPossible(f"Le fichier « {name} » est vide. Refaites l’export dans SIECLE.")
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in start[:64]:
        raise _refused_encoding(name, "UTF-16 ou UTF-32")
    bom = len(codecs.BOM_UTF8) if start.startswith(codecs.BOM_UTF8) else 0
    declaration = _DECLARATION.match(start, bom)
    declared = encoding_in(declaration[1]) if declaration and not bom else ""
    if declared not in UTF8_NAMES | _LATIN_NAMES:
        raise _refused_encoding(name, f"« {declared} »")
    body_at = _root_at(start, declaration.end() if declaration else bom, name)
    lines = start.count(b"\n", 0, body_at)
    codec = "utf-8" if declared in UTF8_NAMES else "iso-8859-15"
    body = start[body_at:].decode(codec, "replace")
    root, version, uai, year = _parameters(body, lines, name)
    if not root.startswith("BEE_"):
        what = _OTHER_FILES.get(root, f"un fichier dont la racine est « {root[:60]} »")
        raise NotPossible(
            f"Le fichier « {name} » est {what}, et non un export de SIECLE (élèves, responsables, nomenclatures, "
            "structures ou communs). Choisissez un autre fichier."
        )
    found = _ROOT.fullmatch(root)
    return Head(_KINDS[found[1]] if found else None, root, version, uai, year, declared, body_at, lines)


def is_utf8_name(declared: str) -> bool:
    """True when a declared encoding is UTF-8, or when none is declared."""
    return declared in UTF8_NAMES


def _root_at(start: bytes, at: int, name: str) -> int:
    """The offset of the root element: only blanks, comments and instructions may stand before it."""
    while found := _BEFORE_ROOT.match(start, at):
        at = found.end()
    if _ELEMENT.match(start, at):
        return at
    line = start.count(b"\n", 0, at) + 1
    if start[at : at + 9].upper() == b"<!DOCTYPE":
        raise NotPossible(
            f"Le fichier « {name} », ligne {line} : il contient une déclaration DOCTYPE, ce qu’aucun export de "
            "SIECLE ne fait. Par prudence il est refusé : refaites l’export dans SIECLE."
        )
    raise NotPossible(
        f"Le fichier « {name} », ligne {line} : ce n’est pas un fichier XML. Choisissez un export de SIECLE, "
        "tel quel ou dans son archive .zip."
    )


def _parameters(body: str, lines: int, name: str) -> tuple[str, str, str, int | None]:
    """Root, VERSION, UAI and first year, from PARAMETRES alone; the UAI is '' when it is not there."""
    parser = etree.XMLPullParser(events=("start", "end"), **CAREFUL)
    root = None
    try:
        parser.feed(b"\n" * lines)
        # Tag by tag: nothing after PARAMETRES may be looked at, not even to find it broken.
        for piece in _up_to_each_tag(body):
            parser.feed(piece.encode())
            for event, element in parser.read_events():
                if element is None or isinstance(element, tuple):
                    continue
                root = element if root is None else root
                if event == "end" and element.tag == "PARAMETRES" and element.getparent() is root:
                    year = _YEAR.fullmatch(_text(element, "ANNEE_SCOLAIRE"))
                    return (
                        str(root.tag),
                        root.get("VERSION", ""),
                        _text(element, "UAJ").upper(),
                        int(year[1]) if year else None,
                    )
                if event == "start" and element.tag == "DONNEES" and element.getparent() is root:
                    break
    except etree.XMLSyntaxError as error:
        raise syntax_refusal(name, error, lines + 1) from error
    return ("" if root is None else str(root.tag)), "", "", None


def _up_to_each_tag(body: str) -> Iterator[str]:
    """`<a><b>x` → `<a>`, `<b>`."""
    at = 0
    while end := body.find(">", at) + 1:
        yield body[at:end]
        at = end


def _text(element: etree._Element, tag: str) -> str:
    return (element.findtext(tag) or "").strip()


def _refused_encoding(name: str, encoding: str) -> NotPossible:
    return NotPossible(
        f"Le fichier « {name} », ligne 1 : l’encodage {encoding} n’est pas prévu. Les encodages acceptés sont "
        "ISO-8859-15 et UTF-8 : refaites l’export dans SIECLE."
    )
