"""What a teacher types in a cell, and what it says (capability C81). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from django.utils.translation import gettext as _

from preau.grading.averages.given import Code
from preau.kernel.refusals import NotPossible

#: What is typed for each code: the first is written, the others are understood.
TYPED: dict[Code, tuple[str, ...]] = {
    Code.ABSENT: ("abs", "a", "absent", "absente"),
    Code.EXEMPT: ("disp", "d", "dispensé", "dispensée"),
    Code.NOT_MARKED: ("nn", "n", "n.not", "n.noté"),
    Code.UNFIT: ("inap", "i", "inapte"),
    Code.NOT_HANDED_IN: ("nr", "r", "n.rdu", "n.rendu"),
    Code.ABSENT_ZERO: ("abs0", "a0"),
    Code.NOT_HANDED_IN_ZERO: ("nr0", "r0"),
}
_CODES = {typed: code for code, several in TYPED.items() for typed in several}


@dataclass(frozen=True, slots=True)
class Entry:
    """A number, a code, or neither: the cell is empty."""

    value: Decimal | None = None
    code: Code | None = None

    @property
    def typed(self) -> str:
        """As a cell shows it: « 12,5 », « abs », nothing."""
        if self.code is not None:
            return TYPED[self.code][0]
        return "" if self.value is None else number(self.value)


@lru_cache(maxsize=8192)
def number(value: Decimal) -> str:
    """« 12,5 »: no useless zero, a comma."""
    return f"{value.normalize():f}".replace(".", ",")


@lru_cache(maxsize=8192)
def number_of_hundredths(count: int) -> str:
    """« 12,5 », of 1 250."""
    return number(Decimal(count) / 100)


def read(typed: str, *, out_of: Decimal) -> Entry:
    """What was typed in a cell of an evaluation out of so much.

    Errors: `NotPossible` for neither a number nor a code, more than two decimals, or more than `out_of`.
    """
    said = "".join(typed.split()).lower()
    if not said:
        return Entry()
    code = _CODES.get(said.rstrip("."))
    if code is not None:
        return Entry(code=code)
    value = _number(said)
    if value is None:
        raise NotPossible(
            _("«\u202f%(typed)s\u202f» n’est ni une note ni un code (abs, disp, nn, inap, nr, abs0, nr0).")
            % {"typed": typed.strip()[:20]}
        )
    if value > out_of:
        raise NotPossible(
            _("%(typed)s dépasse le barème\u202f: ce devoir est noté sur %(out_of)s.")
            % {"typed": number(value), "out_of": number(out_of)}
        )
    if value != round(value, 2):
        raise NotPossible(
            _("Deux décimales au plus\u202f: écrivez par exemple %(near)s.") % {"near": _near(value)}
        )
    return Entry(value=value)


def _number(said: str) -> Decimal | None:
    plain = said.replace(",", ".")
    if not plain.replace(".", "", 1).isdecimal() or not plain.isascii() or len(plain) > 12:
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _near(value: Decimal) -> str:
    return number(round(value, 2))
