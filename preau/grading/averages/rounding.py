"""The six roundings of rule B2.5: tenth, half or whole, to the nearest or upwards. Once, at display."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class Rounding(StrEnum):
    """How an average is written."""

    TENTH = "dixieme"
    TENTH_UP = "dixieme_sup"
    HALF = "demi"
    HALF_UP = "demi_sup"
    WHOLE = "entier"
    WHOLE_UP = "entier_sup"


_STEPS = {
    Rounding.TENTH: 10, Rounding.TENTH_UP: 10, Rounding.HALF: 2, Rounding.HALF_UP: 2, Rounding.WHOLE: 1,
    Rounding.WHOLE_UP: 1,
}  # fmt: skip
_UPWARDS = frozenset({Rounding.TENTH_UP, Rounding.HALF_UP, Rounding.WHOLE_UP})


def rounded(value: Fraction, rounding: Rounding) -> Decimal:
    """The average as it is written. At equal distance from two steps the nearest is the higher one: no pupil loses
    a tie.
    """
    steps = _STEPS[rounding]
    whole, parts = value.numerator * steps, value.denominator
    count = -(-whole // parts) if rounding in _UPWARDS else _nearest(whole, parts)
    return Decimal(count) / steps


def hundredths(value: Fraction) -> Decimal:
    """To the hundredth, ties upwards: what national records ask for, and the mean of a class."""
    return hundredths_of(value.numerator, value.denominator)


def hundredths_of(whole: int, parts: int) -> Decimal:
    """`whole / parts` to the hundredth, ties upwards."""
    return Decimal(count_of_hundredths(whole, parts)) / 100


def count_of_hundredths(whole: int, parts: int) -> int:
    """The same, as a number of hundredths."""
    return _nearest(whole * 100, parts)


def _nearest(whole: int, parts: int) -> int:
    """The whole number nearest to `whole / parts`, the higher of two: `floor(x + 1/2)` in whole numbers."""
    return (2 * whole + parts) // (2 * parts)
