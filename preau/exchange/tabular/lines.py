"""The cells that speak of one person on one line, and the cautious ways to take them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from preau.exchange.aaf.fields import family_name, given_name
from preau.exchange.aaf.records import Identity
from preau.exchange.places import Place
from preau.exchange.tabular.fields import (
    boolean_of,
    day_of,
    email_of,
    is_mobile,
    kinship_from,
    level_from,
    phone_of,
    title_of,
)
from preau.exchange.tabular.notes import Notes
from preau.exchange.tabular.records import (
    Bond,
    Column,
    Field,
    Row,
    Whose,
)
from preau.kernel.words import number

T = TypeVar("T")

#: Characters of a value that is kept; longer is an accident.
LONGEST_TEXT = 400
_SEVERAL = re.compile(r"[,;|\n]")
_LETTER = re.compile(r"[^\W\d_]")
#: Digits left of « 09000 » when a spreadsheet has lost its first zero.
_SHORTENED_CODE = 4


class Cells:
    """What the columns `of` one person hold on one row. Each oddity is told; none is fatal."""

    __slots__ = ("_notes", "_of", "_row", "_whose", "place")

    def __init__(
        self, row: Row, of: Mapping[Field, list[Column]], place: Place, notes: Notes, whose: Whose = Whose.LINE
    ) -> None:
        self._row = row
        self._of = of
        self.place = place
        self._notes = notes
        self._whose = whose

    @property
    def is_blank(self) -> bool:
        """True when none of the columns holds anything."""
        return not any(self._row.cells[column.index] for columns in self._of.values() for column in columns)

    def tell(self, reason: str, *fields: Field, is_left_out: bool = False) -> None:
        """Tell the school, naming the column of the first of these fields that has one."""
        headers = [column.header for field in fields for column in self._of.get(field, ())]
        self._notes.tell(self.place, reason, headers[0] if headers else "", is_left_out=is_left_out)

    def texts(self, field: Field) -> list[str]:
        """The values of a field, empty ones left out; one too long to be true is told and left out."""
        found = []
        for column in self._of.get(field, ()):
            text = self._row.cells[column.index]
            if len(text) > LONGEST_TEXT:
                self._notes.tell(
                    self.place,
                    f"la cellule compte {number(len(text))} caractères, ce qui n’est pas plausible : ignorée",
                    column.header,
                )
            elif text:
                found.append(text)
        return found

    def text(self, field: Field) -> str:
        """The first value, '' when there is none."""
        return next(iter(self.texts(field)), "")

    def several(self, field: Field) -> tuple[str, ...]:
        """The distinct values of a field, of all its columns, each of which may hold several."""
        values = (part.strip() for text in self.texts(field) for part in _SEVERAL.split(text))
        return tuple(dict.fromkeys(value for value in values if value))

    def understood(self, field: Field, read: Callable[[str], T | None], expected: str) -> T | None:
        """The value as `read` understands it; what it does not is told and left out."""
        text = self.text(field)
        value = read(text) if text else None
        if text and value is None:
            self.tell(f"« {text[:40]} » {expected} : ignoré", field)
        return value

    def day(self, field: Field) -> date | None:
        return self.understood(field, day_of, "n’est pas une date du calendrier (jj/mm/aaaa)")

    def code(self, field: Field) -> str:
        """An identifier: no blank inside."""
        return "".join(self.text(field).split())

    def ine(self) -> str:
        """Eleven letters and digits, else '' (told)."""
        ine = self.code(Field.INE).upper()
        if ine and not (len(ine) == 11 and ine.isascii() and ine.isalnum()):
            self.tell(f"« {ine[:20]} » n’a pas les 11 caractères d’un INE : ignoré", Field.INE)
            return ""
        return ine

    def names(self) -> tuple[str, str | None, str] | None:
        """Last name shown, birth name, first name; None when one of the two is missing (the line is told)."""
        plain, usage, birth = (self._name(field) for field in (Field.NAME, Field.USAGE_NAME, Field.BIRTH_NAME))
        last, first = usage or plain or birth, self._name(Field.FIRST_NAME)
        is_line = self._whose is Whose.LINE
        then = "ligne laissée de côté" if is_line else f"{self._whose} ignoré"
        if not last:
            fields = (Field.NAME, Field.USAGE_NAME, Field.BIRTH_NAME)
            self.tell(f"le nom manque : {then}", *fields, is_left_out=is_line)
        if not first:
            self.tell(f"le prénom manque : {then}", Field.FIRST_NAME, is_left_out=is_line)
        if not (last and first):
            return None
        born = birth or (plain if usage else "")
        return family_name(last), family_name(born) or None, given_name(first)

    def identity(self) -> Identity | None:
        """Civil status and contacts; None (told) when the person has no name."""
        names = self.names()
        if names is None:
            return None
        last, birth, first = names
        others = (given_name(name) for name in self.texts(Field.OTHER_FIRST_NAMES))
        mobile, phone = self._phones()
        return Identity(
            title=self.understood(Field.TITLE, title_of, "n’est pas une civilité (M. ou Mme)"),
            last_name=last,
            birth_name=birth,
            first_name=first,
            other_first_names=" ".join(name for name in dict.fromkeys(others) if name != first) or None,
            born_on=self.day(Field.BORN_ON),
            email=self.understood(Field.EMAIL, email_of, "n’est pas une adresse de courriel"),
            mobile=mobile,
            phone=phone,
            address=self._address(),
        )

    def bond(self) -> Bond:
        """What the line says of a guardianship."""
        yes_or_no = "n’est ni oui ni non"
        return Bond(
            level=self.understood(Field.RESPONSIBILITY, level_from, "n’est pas un niveau (1, 2 ou 3)"),
            kinship=self.understood(Field.KINSHIP, kinship_from, "n’est pas un lien de parenté connu"),
            pays_fees=self.understood(Field.PAYS_FEES, boolean_of, yes_or_no),
            receives_aids=self.understood(Field.RECEIVES_AIDS, boolean_of, yes_or_no),
            is_contact=self.understood(Field.PRIORITY, boolean_of, yes_or_no),
        )

    def _name(self, field: Field) -> str:
        name = self.text(field)
        if name and not _LETTER.search(name):
            self.tell(f"« {name[:40]} » n’est pas un nom : ignoré", field)
            return ""
        return name

    def _phones(self) -> tuple[str | None, str | None]:
        """Mobile and landline. A home number that is a mobile one is both, when no other mobile is given."""
        mobile, home, work = (self._phone(field) for field in (Field.MOBILE, Field.PHONE, Field.WORK_PHONE))
        if home and mobile is None and is_mobile(home):
            mobile = home
        return mobile, home or work

    def _phone(self, field: Field) -> str | None:
        """A number of zeros only is how sources write « none »."""
        phone = self.understood(field, phone_of, "n’est pas un numéro de téléphone")
        return phone if phone and phone.strip("+ 0.-") else None

    def _address(self) -> str | None:
        """Lines, then postal code and town, then the country when it is another one."""
        code, country = self.text(Field.POSTAL_CODE), self.text(Field.COUNTRY)
        is_abroad = bool(country) and country.upper() != "FRANCE"
        if not is_abroad and code.isascii() and code.isdigit():
            code = f"0{code}" if len(code) == _SHORTENED_CODE else code
        town = f"{code} {self.text(Field.TOWN)}".strip()
        lines = [*self.texts(Field.ADDRESS), town, country if is_abroad else ""]
        return "\n".join(line for line in lines if line) or None
