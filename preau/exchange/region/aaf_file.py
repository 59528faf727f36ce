"""AAF files as bytes: entries, headers, and files cut when they are full (formats §1.1 and §1.2)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self
from xml.sax.saxutils import escape

from preau.exchange.region.calendar import DELIVERED_ON

Attributes = list[tuple[str, str | Sequence[str]]]

DTD = "ficAlimMENESR.dtd"
#: The structure of every AAF file, delivered beside them (formats §1.2).
DTD_TEXT = """<?xml version="1.0" encoding="UTF-8"?>
<!ELEMENT ficAlimMENESR (addRequest | modifyRequest | deleteRequest)*>
<!ELEMENT addRequest (operationalAttributes, identifier, attributes)>
<!ELEMENT modifyRequest (operationalAttributes, identifier, modifications)>
<!ELEMENT deleteRequest (operationalAttributes, identifier)>
<!ELEMENT operationalAttributes (attr)>
<!ELEMENT identifier (id)>
<!ELEMENT attributes (attr+)>
<!ELEMENT modifications (modification+)>
<!ELEMENT attr (value+)>
<!ELEMENT modification (value+)>
<!ELEMENT id (#PCDATA)>
<!ELEMENT value (#PCDATA)>
<!ATTLIST attr name CDATA #REQUIRED>
<!ATTLIST modification name CDATA #REQUIRED operation CDATA #FIXED "replace">
"""
#: Category of a file → what its entries say they are.
_OPERATIONAL = {
    "EtabEducNat": ("categorieStructure", "EtabEducNat"),
    "MatiereEducNat": ("categorieMatiere", "MatEducNat"),
    "MefEducNat": ("categorieMef", "MefEducNat"),
    "Eleve": ("categoriePersonne", "Eleve"),
    "PersRelEleve": ("categoriePersonne", "PersRelEleve"),
    "PersEducNat": ("categoriePersonne", "PersEducNat"),
}


def entry(category: str, key: str, attributes: Attributes) -> str:
    """One addRequest, one attribute a line, as deliveries have them."""
    lines = [f"<addRequest>\n{heading(category, key)}<attributes>\n"]
    lines += [f'<attr name="{attribute}">{values_of(given)}</attr>\n' for attribute, given in attributes]
    lines.append("</attributes>\n</addRequest>\n")
    return "".join(lines)


def heading(category: str, key: str) -> str:
    """What every request begins with: the category and the identifier."""
    kind, name = _OPERATIONAL[category]
    return (
        f'<operationalAttributes><attr name="{kind}"><value>{name}</value></attr>'
        f"</operationalAttributes>\n<identifier><id>{key}</id></identifier>\n"
    )


def values_of(given: str | Sequence[str]) -> str:
    """The values of an attribute; nothing is written `<value/>`."""
    if not given:
        return "<value/>"
    if isinstance(given, str):
        return f"<value>{_escaped(given)}</value>"
    return "".join([f"<value>{_escaped(value)}</value>" for value in given])


def _escaped(value: str) -> str:
    """Almost no value holds a character that XML minds: looking is cheaper than replacing."""
    return escape(value) if "&" in value or "<" in value or ">" in value else value


class SplitFile:
    """The files of one category: `…_Eleve_0000.xml`, then `_0001` once `most` entries are written."""

    def __init__(self, folder: Path, category: str, academie: str, most: int) -> None:
        self._folder = folder
        self._category = category
        self._academie = academie
        self._most = most
        self._number = -1
        self._entries = most
        self._text: list[str] = []

    def write(self, key: str, attributes: Attributes) -> None:
        """Add an entry."""
        if self._entries == self._most:
            self._next()
        self._entries += 1
        self._text.append(entry(self._category, key, attributes))
        if len(self._text) == _FLUSHED_EVERY:
            self._flush()

    def close(self) -> None:
        """End the last file; a category without entries still has its file."""
        if self._number < 0:
            self._next()
        self._text.append(_END)
        self._flush()

    def _next(self) -> None:
        if self._number >= 0:
            self._text.append(_END)
            self._flush()
        self._number += 1
        self._entries = 0
        self._text.append(
            f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE ficAlimMENESR SYSTEM "{DTD}">\n<ficAlimMENESR>\n'
            f'<!-- versionAF="AAF-VE2607" -->\n<!-- versionSDET="Annexe 4bis version 6.4" -->\n'
            f'<!-- codeAcademieExport="{int(self._academie)}" -->\n<!-- degre="2D" -->\n'
            f'<!-- dateGenerationExport="{DELIVERED_ON:%d/%m/%Y}" -->\n'
        )

    def _flush(self) -> None:
        name = f"ENT_Complet_{DELIVERED_ON:%Y%m%d}_{self._category}_{self._number:04d}.xml"
        with (self._folder / name).open("ab") as stream:
            stream.write("".join(self._text).encode())
        self._text.clear()


_FLUSHED_EVERY = 500
_END = "</ficAlimMENESR>\n"


class Delivery:
    """The six categories of one source, in its folder."""

    def __init__(self, folder: Path, academie: str, *, most_pupils: int) -> None:
        folder.mkdir(parents=True)
        (folder / DTD).write_text(DTD_TEXT)
        self._files = {
            category: SplitFile(folder, category, academie, most_pupils if category == "Eleve" else _MOST)
            for category in _OPERATIONAL
        }

    def write(self, category: str, key: str, attributes: Attributes) -> None:
        """Add an entry to the files of this category."""
        self._files[category].write(key, attributes)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            for file in self._files.values():
                file.close()


_MOST = 10_000
