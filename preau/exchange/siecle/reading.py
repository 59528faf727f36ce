"""One entry of an export, and the cautious ways to take its values: each oddity is told, none is fatal."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from lxml import etree

from preau.exchange.aaf.fields import date_of, family_name, given_name
from preau.exchange.aaf.records import Identity
from preau.exchange.places import Place
from preau.exchange.siecle.notes import ReadingNotes
from preau.exchange.siecle.vocabulary import ELEMENTS, TITLE_OF_SEX
from preau.exchange.tabular.fields import boolean_of, email_of, phone_of, title_of
from preau.exchange.xml_caution import line_of
from preau.kernel.words import number

T = TypeVar("T")

LONGEST_TEXT = 400
_FOREVER = "31/12/9999"


@dataclass(frozen=True, slots=True)
class Address:
    """An entry of ADRESSES, joined: lines, postal code and town, country when it is not France."""

    key: str
    text: str


class Entry:
    """The attributes and the children (never the descendants) of one element."""

    __slots__ = ("_element", "_notes", "_texts", "name", "place")

    def __init__(self, element: etree._Element, file: str, notes: ReadingNotes) -> None:
        self._element = element
        self._notes = notes
        self.name = str(element.tag)
        self.place = Place(file, line_of(element))
        # Backwards, so that of two children of one name the first is kept.
        self._texts = {str(child.tag): child.text for child in element.iterchildren(reversed=True)}
        known = ELEMENTS.get(self.name)
        if known is not None and not known.issuperset(self._texts):
            self._see_unknown(known)

    def tell(self, reason: str, element: str = "", *, is_left_out: bool = False) -> None:
        self._notes.tell(self.place, reason, element, is_left_out=is_left_out)

    def children(self, tag: str) -> Iterator[Entry]:
        """The children of that name, as entries."""
        for child in self._element.iterchildren(tag):
            yield Entry(child, self.place.file, self._notes)

    def key(self, name: str) -> str:
        """An identifier, from the attribute or from the child of that name; '' when there is none."""
        attribute = self._element.get(name)
        return self._kept(name, attribute.strip()) if attribute else self.text(name)

    def has(self, *names: str) -> bool:
        """True when one of these children is there, be it empty."""
        return any(name in self._texts for name in names)

    def text(self, *names: str) -> str:
        """The first value of these children (old names last); '' when there is none."""
        for name in names:
            text = self._texts.get(name)
            if text and (value := self._kept(name, text.strip())):
                return value
        return ""

    def erasable(self, *names: str) -> str | None:
        """The first value; '' when a child is there and all are empty; None when none is there."""
        return self.text(*names) or ("" if self.has(*names) else None)

    def understood(self, read: Callable[[str], T | None], expected: str, *names: str) -> T | None:
        """The first value as `read` understands it; what it does not is told and left out."""
        text = self.text(*names)
        value = read(text) if text else None
        if text and value is None:
            self.tell(f"« {text[:40]} » {expected} : ignoré", names[0])
        return value

    def day(self, name: str) -> date | None:
        """A dd/MM/yyyy date; the one that means « never » is none."""
        if self.text(name) == _FOREVER:
            return None
        return self.understood(date_of, "n’est pas une date du calendrier (jj/mm/aaaa)", name)

    def boolean(self, *names: str) -> bool | None:
        """`1`, `true`, `O`… of the first of these children that says something."""
        return self.understood(boolean_of, "n’est ni oui ni non", *names)

    def integer(self, name: str) -> int | None:
        return self.understood(_integer, "n’est pas un nombre", name)

    def identity(self, sex: str = "") -> Identity | None:
        """Civil status and contacts, without the address; None when the person has no name (not told).

        The title is that of the sex when none is written.
        """
        usage, birth = self.text("NOM_USAGE"), self.text("NOM_DE_FAMILLE", "NOM")
        first = self.text("PRENOM")
        if not (usage or birth) or not first:
            return None
        shown = given_name(first)
        others = (given_name(name) for tag in ("PRENOM2", "PRENOM3") if (name := self.text(tag)))
        return Identity(
            title=self.understood(title_of, "n’est pas une civilité", "LC_CIVILITE", "LL_CIVILITE")
            or TITLE_OF_SEX.get(sex),
            last_name=family_name(usage or birth),
            birth_name=family_name(birth) or None,
            first_name=shown,
            other_first_names=" ".join(name for name in dict.fromkeys(others) if name != shown) or None,
            born_on=self.day("DATE_NAISS"),
            email=self.understood(email_of, "n’est pas une adresse de courriel", "MEL"),
            mobile=self._phone("TEL_PORTABLE"),
            phone=self._phone("TEL_PERSONNEL", "TEL_DOMICILE", "TEL_PROFESSIONNEL") or None,
            address=None,
        )

    def address(self) -> Address:
        """This entry of ADRESSES."""
        abroad = self.text("COMMUNE_ETRANGERE")
        town = f"{self.text('CODE_POSTAL')} {self.text('LIBELLE_POSTAL')}".strip()
        country = self.text("LL_PAYS")
        lines = (
            *(self.text(f"LIGNE{rank}_ADRESSE") for rank in range(1, 5)),
            self.text("BOITE_POSTALE"),
            abroad or town,
            country if country.upper() != "FRANCE" else "",
        )
        return Address(self.key("ADRESSE_ID"), "\n".join(line for line in lines if line))

    def _phone(self, *names: str) -> str | None:
        """A number of zeros only is how sources write « none »."""
        if not self.text(*names):
            return self.erasable(*names)
        phone = self.understood(phone_of, "n’est pas un numéro de téléphone", *names)
        return "" if phone and not phone.strip("+ 0.-") else phone

    def _see_unknown(self, known: frozenset[str]) -> None:
        for child in self._element:
            name = str(child.tag)
            if name not in known and self._notes.see_unknown(self.name, name):
                place = Place(self.place.file, line_of(child))
                self._notes.tell(
                    place, f"l’élément {name[:60]} de {self.name} n’est pas connu : ignoré", name[:60]
                )

    def _kept(self, name: str, value: str) -> str:
        """A value fit to be kept: not too long to be true, nothing invisible in it."""
        if len(value) <= LONGEST_TEXT and value.isprintable():
            return value
        if len(value) > LONGEST_TEXT:
            self.tell(f"valeur de {number(len(value))} caractères, ce qui n’est pas plausible : ignorée", name)
            return ""
        return "".join(" " if c.isspace() else c for c in value if c.isspace() or unicodedata.category(c) != "Cc")


def _integer(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None
