"""The ministry's schemas, when the operator has put them in a folder: they are not ours to distribute.

`check` makes a valid file certain without them; with them the file is also judged by the ministry's own text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from preau.exchange.lsu.versions import Version

SETTING = "PREAU_LSU_SCHEMAS"


class Outcome(Enum):
    """What came of asking the schema."""

    VALID = auto()
    INVALID = auto()
    NOT_ASKED = auto()


@dataclass(frozen=True, slots=True)
class Verdict:
    """`sentence` is for the page that offers the file."""

    outcome: Outcome
    sentence: str


def judge(file: BinaryIO, version: Version, folder: str) -> Verdict:
    """Ask the schema of the version, read from the operator's folder; '' is no folder. Reads `file` once."""
    if not folder:
        return Verdict(
            Outcome.NOT_ASKED,
            "Le fichier a passé tous les contrôles de Préau. Le schéma du ministère n’a pas été consulté\u202f: "
            f"l’exploitant n’a pas réglé {SETTING}.",
        )
    path = Path(folder) / version.schema
    try:
        schema = etree.XMLSchema(etree.parse(path, _parser()))
    except (OSError, etree.XMLSyntaxError, etree.XMLSchemaParseError):
        return Verdict(
            Outcome.NOT_ASKED,
            "Le fichier a passé tous les contrôles de Préau. Le schéma du ministère n’a pas été consulté\u202f: "
            f"«\u202f{version.schema}\u202f» manque au dossier de {SETTING}, ou n’est pas un schéma. Prévenez "
            "l’exploitant.",
        )
    return _ask(file, schema, version)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _ask(file: BinaryIO, schema: etree.XMLSchema, version: Version) -> Verdict:
    """Reads as it goes, and forgets each report once it is judged."""
    try:
        events = etree.iterparse(file, events=("end",), schema=schema, resolve_entities=False, no_network=True)
        for _event, element in events:
            if str(element.tag).rpartition("}")[2] in {"bilan-periodique", "bilan-cycle"}:
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        return Verdict(
            Outcome.INVALID,
            f"Le schéma {version.name} du ministère refuse le fichier, ligne {error.lineno}\u202f: {error.msg}. "
            "Ne l’envoyez pas, et prévenez l’exploitant.",
        )
    return Verdict(Outcome.VALID, f"Le fichier est conforme au schéma {version.name} du ministère.")
