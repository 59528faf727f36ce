"""The small grammars inside values: `$` lists, dates, names, addresses. The only place that cuts on `$`."""

from __future__ import annotations

import re
from datetime import date

_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})$")
_PART_OF_NAME = re.compile(r"[^\s\-'’]+")
#: Small words that stay small inside a given name (« Jean de Dieu »).
_PARTICLES = frozenset({"de", "du", "des", "del", "da", "di", "dos", "et", "la", "le"})
_TYPES_IN_FULL = {
    "CLG": "Collège",
    "LYC": "Lycée",
    "LGT": "Lycée",
    "LPO": "Lycée polyvalent",
    "LP": "Lycée professionnel",
    "LPA": "Lycée professionnel agricole",
    "LEGTA": "Lycée agricole",
}
_SHORT_TYPE = re.compile(rf"({'|'.join(_TYPES_IN_FULL)})[ -]+(?=\S)", re.IGNORECASE)
_OLDEST, _LATEST = 1900, 2100


def parts_of(value: str) -> list[str]:
    """`a$ b$$` → `["a", "b", "", ""]`: the parts of a composed value, blanks taken off."""
    return [part.strip() for part in value.split("$")]


def pair_of(value: str) -> tuple[str, str] | None:
    """`structure$code`: both present, else None. A code may hold `$`? No source writes one: the rest is
    ignored.
    """
    parts = parts_of(value)
    return (parts[0], parts[1]) if len(parts) >= 2 and parts[0] and parts[1] else None


def triple_of(value: str) -> tuple[str, str, str] | None:
    """`structure$code$subject`: three present parts, else None."""
    parts = parts_of(value)
    return (parts[0], parts[1], parts[2]) if len(parts) >= 3 and all(parts[:3]) else None


def date_of(text: str) -> date | None:
    """A dd/MM/yyyy date between 1900 and 2100, else None: the caller tells the anomaly."""
    found = _DATE.match(text)
    if found is None:
        return None
    day, month, year = map(int, found.groups())
    if not _OLDEST <= year <= _LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def integer_of(text: str) -> int | None:
    """A small whole number, leading zeros allowed, else None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None


def family_name(text: str) -> str:
    """The official form, in capitals with their accents: `DUPONT-ÉTIENNE`."""
    return " ".join(text.upper().split())


def given_name(text: str) -> str:
    """`MARIE-JOSÉE` and `marie-josée` → `Marie-Josée`; a part already in mixed case is kept (`McKenzie`)."""
    words = " ".join(text.split())
    return _PART_OF_NAME.sub(lambda found: _capitalised(found[0], is_first=found.start() == 0), words)


def _capitalised(part: str, *, is_first: bool) -> str:
    if not is_first and part.lower() in _PARTICLES:
        return part.lower()
    if part.isupper() or part.islower():
        return part[0].upper() + part[1:].lower()
    return part


def street_lines(value: str) -> str:
    """`1 rue de Test$$$` → `1 rue de Test`: the address lines that hold something, one per line."""
    return "\n".join(line for line in parts_of(value) if line)


def structure_name(value: str) -> tuple[str, str | None]:
    """The name shown, and the town when the value tells it.

    New form `CLG$CLG INTEGRATION$PARIS` (type, name, town); old form `CLG-NAME-ac-ACAD`, whose end is
    dropped. The short type in front is written in full, and a name all in capitals is made readable.
    """
    parts = [part for part in parts_of(value) if part]
    raw = parts[1] if len(parts) >= 3 else " ".join(parts[-1:])
    name = re.sub(r"-ac-[^$]*$", "", raw, flags=re.IGNORECASE)
    found = _SHORT_TYPE.match(name)
    if found:
        name = f"{_TYPES_IN_FULL[found[1].upper()]} {name[found.end() :]}"
    words = (given_name(word) if word.isupper() else word for word in name.split())
    shown = " ".join(word.lower() if word.lower() in _PARTICLES and n else word for n, word in enumerate(words))
    return shown, parts[2] if len(parts) >= 3 else None
