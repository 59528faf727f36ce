"""The report of an import, and the list of what is odd, as CSV that a spreadsheet opens as it is."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence

from preau.exchange.upload.effects import Effect
from preau.exchange.upload.people.plan import What

REPORT_HEADER = ("Quoi", "Qui", "Classe", "Détail", "Fichier", "Ligne")
CHECKS_HEADER = ("Fichier", "Ligne", "Champ", "Raison", "Ligne laissée de côté")
#: A spreadsheet would compute what begins so.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def report_rows(effect: Effect) -> Iterator[Sequence[str]]:
    """The account first: read = applied + kept + listed. Then each line: what happened of it, or nothing; at last
    what was odd or left out.
    """
    account = effect.account
    counted = zip(("lu", "appliqué", "gardé tel quel", "listé"), account.numbers, strict=True)
    for label, number in (*counted, *((figure.label, figure.number) for figure in effect.figures)):
        yield "bilan", label, "", str(number), "", ""
    for one in effect.happenings:
        yield one.what.value, one.name, one.division, one.detail, one.file, str(one.line or "")
    for place in effect.kept:
        yield What.UNCHANGED.value, "", "", "", place.file, str(place.line)
    for file, line, column, reason, left_out in check_rows(effect):
        yield ("laissé de côté" if left_out else "à vérifier"), "", column, reason, file, line
    for left in effect.aside:
        yield "laissé de côté", "", "", left.reason, left.place.file, str(left.place.line)


def check_rows(effect: Effect) -> Iterator[Sequence[str]]:
    """File, line, field, reason, and « oui » when the whole line is left out."""
    for one in sorted(
        (*effect.not_taken, *effect.anomalies), key=lambda one: (one.place.file, one.place.line, one.reason)
    ):
        yield one.place.file, str(one.place.line), one.column, one.reason, "oui" if one.is_left_out else ""


def written(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with its mark, semicolons, CRLF: what French spreadsheets open without asking anything."""
    lines = [";".join(_cell(cell) for cell in row) for row in (header, *rows)]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def packed(content: bytes) -> bytes:
    """As it is kept."""
    return zlib.compress(content)


def unpacked(content: bytes | memoryview) -> bytes:
    """As it was."""
    return zlib.decompress(bytes(content)) if content else b""


def _cell(text: str) -> str:
    guarded = f"'{text}" if text.startswith(_FORMULA) else text
    return '"{}"'.format(guarded.replace('"', '""')) if any(c in guarded for c in ';"\r\n') else guarded
