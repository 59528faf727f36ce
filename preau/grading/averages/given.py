"""What averages are made of: marks as they were given, and the words for what they do."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

_ZERO = Decimal(0)


class Code(StrEnum):
    """What may stand in place of a mark (rule B2.3). The last two count as zero, the others not at all."""

    ABSENT = "abs"
    EXEMPT = "disp"
    NOT_MARKED = "nn"
    UNFIT = "inap"
    NOT_HANDED_IN = "nr"
    ABSENT_ZERO = "abs0"
    NOT_HANDED_IN_ZERO = "nr0"

    @property
    def is_zero(self) -> bool:
        """True when it counts as a mark of zero."""
        return self in {Code.ABSENT_ZERO, Code.NOT_HANDED_IN_ZERO}


class Counts(StrEnum):
    """When a mark enters the average (rule B2.4)."""

    ALWAYS = "toujours"
    IF_BETTER = "si_mieux"
    BONUS = "bonus"


class Why(StrEnum):
    """What became of a mark in an average."""

    COUNTED = "compte"
    ADDED = "points ajoutés"
    NO_MARK = "sans note"
    NO_WEIGHT = "coefficient nul"
    FORMATIVE = "formative"
    WOULD_LOWER = "ferait baisser"
    UNDER_HALF = "sous la moitié"


class Given(NamedTuple):
    """One mark of one pupil: `value` out of `out_of` (both None for a code alone), its coefficient, whether it is
    brought to the scale of the average (`is_rescaled`) or weighs what it is out of, and when it counts.

    `key` names it to who reads the explanation (the id of its evaluation).
    """

    key: int
    value: Decimal | None
    out_of: Decimal
    coefficient: Decimal = Decimal(1)
    code: Code | None = None
    is_rescaled: bool = False
    is_formative: bool = False
    counts: Counts = Counts.ALWAYS

    @property
    def number(self) -> Decimal | None:
        """The number that counts: the mark, zero for the codes that are one, None otherwise."""
        if self.code is None:
            return self.value
        return _ZERO if self.code.is_zero else None


class Item(NamedTuple):
    """What one mark did to an average, or why it did nothing; whole numbers of `1/unit` on the scale."""

    key: int
    whole_points: int
    whole_weight: int
    unit: int
    why: Why

    @property
    def points(self) -> Fraction:
        """What it added to the sum."""
        return Fraction(self.whole_points, self.unit)

    @property
    def weight(self) -> Fraction:
        """What it added to the divisor."""
        return Fraction(self.whole_weight, self.unit)


class Average(NamedTuple):
    """An average and how it came: `value` is None for « non noté », never zero by lack of marks.

    `best_bonus`: the weight that the best mark was given besides its own.
    """

    value: Fraction | None
    items: tuple[Item, ...] = ()
    best_bonus: Fraction = Fraction(0)
