"""What a column of a table may mean, as a list to choose from."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.exchange.tabular.records import Field, Kind, Target, Whose
from preau.exchange.upload.choices import target_word

_IDENTITY = (
    Field.NAME, Field.FIRST_NAME, Field.USAGE_NAME, Field.BIRTH_NAME, Field.OTHER_FIRST_NAMES, Field.TITLE,
    Field.BORN_ON, Field.EMAIL, Field.MOBILE, Field.PHONE, Field.WORK_PHONE, Field.ADDRESS, Field.POSTAL_CODE,
    Field.TOWN, Field.COUNTRY, Field.EXTERNAL_ID,
)  # fmt: skip
_OF_LINE = {
    Kind.PUPILS: (
        *_IDENTITY, Field.INE, Field.SIECLE_ID, Field.DIVISIONS, Field.GROUPS, Field.MEF, Field.LEVEL,
        Field.REGIME, Field.STATUS, Field.ENTERED_ON, Field.LEFT_ON,
    ),
    Kind.GUARDIANS: _IDENTITY,
    Kind.TEACHERS: (*_IDENTITY, Field.FUNCTION, Field.SUBJECTS, Field.DIVISIONS),
    Kind.STAFF: (*_IDENTITY, Field.FUNCTION),
    Kind.GUESTS: (*_IDENTITY, Field.FUNCTION, Field.VALID_FROM, Field.VALID_UNTIL),
}  # fmt: skip
_BOND = (
    Field.KINSHIP, Field.RESPONSIBILITY, Field.PAYS_FEES, Field.RECEIVES_AIDS, Field.PRIORITY,
)  # fmt: skip
_CHILD = (
    Field.NAME, Field.FIRST_NAME, Field.BORN_ON, Field.INE, Field.EXTERNAL_ID, Field.DIVISIONS, *_BOND,
)  # fmt: skip
_MOST = 4
Options = tuple[tuple[str, str], ...]


def column_options() -> Options:
    """Outside any group: the column that nobody reads."""
    return (("", _("(ne pas lire cette colonne)")),)


def column_groups(kind: Kind) -> tuple[tuple[str, Options], ...]:
    """By whom a column speaks of."""
    lines = (_("La personne de la ligne"), _options(_OF_LINE[kind], Whose.LINE, 1))
    if kind is Kind.PUPILS:
        guardian = (*_IDENTITY, *_BOND)
        return (lines, *(
            (_("Responsable %(n)s") % {"n": rank}, _options(guardian, Whose.GUARDIAN, rank))
            for rank in range(1, 3)
        ))  # fmt: skip
    if kind is Kind.GUARDIANS:
        bond = tuple((target_word(Target(field)), str(field).capitalize()) for field in _BOND)
        return ((lines[0], (*lines[1], *bond)), *(
            (_("Enfant %(n)s") % {"n": rank}, _options(_CHILD, Whose.CHILD, rank)) for rank in range(1, _MOST + 1)
        ))  # fmt: skip
    return (lines,)


def _options(fields: tuple[Field, ...], whose: Whose, rank: int) -> Options:
    return tuple((target_word(Target(field, whose, rank)), _capital(field)) for field in fields)


def _capital(field: Field) -> str:
    return str(field)[:1].upper() + str(field)[1:]
