"""The attributes of one entry, and the cautious ways to take them: each oddity is told, none is fatal."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import TypeVar

from preau.exchange.aaf.fields import date_of, family_name, given_name, pair_of, street_lines
from preau.exchange.aaf.notes import ReadingNotes
from preau.exchange.aaf.records import Identity, InStructure, Place

T = TypeVar("T", bound=Hashable)

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

    def tell(self, reason: str, structure: str = "", *, is_left_out: bool = False) -> None:
        self.notes.tell(self.place, reason, structure, is_left_out=is_left_out)

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

    def composed(self, name: str, read: Callable[[str], T | None], shape: str) -> tuple[T, ...]:
        """The distinct values of an attribute as `read` understands them; those it does not are told."""
        found: dict[T, None] = {}
        for value in self.values(name):
            meaning = read(value) if len(value) <= LONGEST_TEXT else None
            if meaning is None:
                self.tell(f"{name} : « {value[:60]} » n’a pas la forme {shape}, ignoré")
            else:
                found[meaning] = None
        return tuple(found)

    def pairs(self, name: str) -> tuple[InStructure, ...]:
        """The distinct `structure$code` values of an attribute."""
        return tuple(InStructure(*pair) for pair in self.composed(name, pair_of, "structure$code"))

    def identity(self, *, phones: tuple[str, ...] = ()) -> Identity | None:
        """Civil status and contacts; None (told) when the entry has no name at all."""
        usage, birth = self.text("sn"), self.text("ENTPersonNomPatro")
        first = self.text("givenName")
        if not (usage or birth) or not first:
            self.tell(
                "personne sans nom ou sans prénom : laissée de côté",
                self.text("ENTPersonStructRattach"),
                is_left_out=True,
            )
            return None
        title = self.text("personalTitle")
        others = [given_name(name) for name in self.values("ENTPersonAutresPrenoms")[:5]]
        shown = given_name(first)
        return Identity(
            title=_TITLES.get(title.rstrip(".").upper(), title) or None,
            last_name=family_name(usage or birth),
            birth_name=family_name(birth) or None,
            first_name=shown,
            other_first_names=" ".join(name for name in dict.fromkeys(others) if name != shown)[:LONGEST_TEXT]
            or None,
            born_on=self.day("ENTPersonDateNaissance"),
            email=self._email(),
            mobile=self._phone(self.erasable("ENTPersonMobileSMS", "mobile")),
            phone=next((found for name in phones if (found := self._phone(self.text(name)))), None),
            address=self._address(),
        )

    def _email(self) -> str | None:
        email = self.text("mail")
        if email and ("@" not in email or any(c.isspace() for c in email)):
            self.tell(f"mail : « {email[:60]} » n’est pas une adresse, ignorée")
            return None
        return email or None

    def _phone(self, number: str | None) -> str | None:
        """A number of zeros only is how sources write « none »."""
        return "" if number and not number.strip("+ 0.") else number

    def _address(self) -> str | None:
        street, postal_code, town, country = (self.erasable(name) for name in _ADDRESS)
        if street is postal_code is town is country is None:
            return None
        abroad = country if country and country.upper() != "FRANCE" else ""
        lines = (street_lines(street or ""), f"{postal_code or ''} {town or ''}".strip(), abroad)
        return "\n".join(line for line in lines if line)
