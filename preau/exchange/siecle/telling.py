"""The French sentences of what stops a reading."""

from __future__ import annotations

import re

from lxml import etree

from preau.kernel.refusals import NotPossible

_CROSSED = re.compile(r"Opening and ending tag mismatch: (\S+) line (\d+) and (\S+)")
REDO = "Rien n’a été importé : refaites l’export dans SIECLE."


def syntax_refusal(name: str, error: etree.XMLSyntaxError, first_line: int) -> NotPossible:
    """A syntax error of the parser, in words a school understands. The parser counts lines as the file does."""
    where = f"Le fichier « {name} », ligne {error.lineno or first_line}"
    message = error.msg or ""
    if entity := re.search(r"Entity '([^']*)' not defined", message):
        return NotPossible(f"{where} : l’entité « &{entity[1][:40]}; » n’est pas connue. {REDO}")
    if "Premature end" in message or "no element found" in message or "not closed" in message:
        return NotPossible(f"{where} : le fichier est tronqué, il s’arrête au milieu. {REDO}")
    if crossed := _CROSSED.match(message):
        return NotPossible(
            f"{where} : la balise {crossed[1][:60]}, ouverte ligne {crossed[2]}, est fermée par "
            f"{crossed[3][:60]}. {REDO}"
        )
    return NotPossible(f"{where} : le fichier n’est pas du XML bien formé. {REDO}")
