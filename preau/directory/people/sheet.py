"""The list of a class as an office takes it away; its heads are read back by importers (formats §7.2)."""

from __future__ import annotations

from datetime import date

from preau.directory.people.lists import GroupHead, MemberLine
from preau.directory.spreadsheet import Cell, Sheet

_HEADS = ("Nom", "Prénom", "Date de naissance", "Classe", "Régime", "Entrée", "Sortie")
#: How many of those who answer for a pupil have their columns; the page of the pupil has everybody.
_CONTACTS = 2


def list_of_class(group: GroupHead, lines: tuple[MemberLine, ...], on: date) -> Sheet:
    """One row per pupil. The columns of families are there when the actor reaches them."""
    heads: tuple[str, ...] = _HEADS
    if group.reaches_families:
        heads += tuple(
            f"{head} {n}" for n in range(1, _CONTACTS + 1) for head in ("Responsable", "Téléphone", "Courriel")
        )
    return Sheet(
        name=f"{group.name} {on.isoformat()}",
        heads=heads,
        rows=tuple((*_row(line), *(_contacts(line) if group.reaches_families else ())) for line in lines),
    )


def _row(line: MemberLine) -> tuple[Cell, ...]:
    return (
        line.last_name, line.first_name, line.born_on, line.division, line.regime, line.begins_on, line.ends_on,
    )  # fmt: skip


def _contacts(line: MemberLine) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for n in range(_CONTACTS):
        contact = line.contacts[n] if n < len(line.contacts) else None
        cells += [contact.name, contact.phone, contact.email] if contact else ["", "", ""]
    return tuple(cells)
