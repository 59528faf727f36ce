"""The attributes of one entry, and the cautious ways to take them: each oddity is told, none is fatal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from preau.exchange.aaf.fields import date_of, family_name, given_name, pair_of, street_lines
from preau.exchange.aaf.notes import ReadingNotes
from preau.exchange.aaf.records import Identity, InStructure, Place

LONGEST_TEXT = 400
_ADDRESS = ("ENTPersonAdresse", "ENTPersonCodePostal", "ENTPersonVille", "ENTPersonPays")
#: « Mlle » left official forms in 2012.
_TITLES = {"MLLE": "Mme", "MME": "Mme", "M": "M.", "MR": "M."}


class Attributes:
    """One entry: its key, its place, its attributes, and the notes where oddities are told."""

    __slots__ = ("_attributes", "key", "notes", "place")

    def __init__(self, key: str, place: Place, attributes: dict[str, list[str]], notes: ReadingNotes) -> None:
        self.key = key
        self.place = place
        self.notes = notes
        self._attributes = attributes

    def tell(self, reason: str, structure: str = "") -> None:
        self.notes.tell(self.place, reason, structure)

    def values(self, name: str) -> list[str]:
        """Every value of an attribute, empty ones left out."""
        return self._attributes.get(name) or []

    def text(self, name: str) -> str:
        """The first value, '' when there is none; a value too long to be true is told and left out."""
        values = self._attributes.get(name)
        if not values:
            return ""
        if len(values[0]) > LONGEST_TEXT:
            self.tell(f"{name} : valeur de plus de {LONGEST_TEXT} caractères, ignorée")
            return ""
        return values[0]

    def text_or_none(self, name: str) -> str | None:
        """The first value; None when there is none: an empty value erases nothing."""
        return self.text(name) or None

    def erasable(self, *names: str) -> str | None:
        """The first value found among these attributes; '' (erase) when one is present and all are empty."""
        for name in names:
            if text := self.text(name):
                return text
        return "" if any(name in self._attributes for name in names) else None

    def day(self, name: str) -> date | None:
        """A dd/MM/yyyy date; a date that cannot be read is told and left out."""
        text = self.text(name)
        if not text:
            return None
        day = date_of(text)
        if day is None:
            self.tell(f"{name} : « {text[:40]} » n’est pas une date jj/mm/aaaa, ignorée")
        return day

    def pairs(self, name: str) -> tuple[InStructure, ...]:
        """The distinct `structure$code` values of an attribute, in order."""
        return tuple(InStructure(*pair) for pair in self._composed(name, pair_of))

    def _composed(self, name: str, read: type[pair_of]) -> Iterable[tuple[str, str]]:
        raise NotImplementedError
