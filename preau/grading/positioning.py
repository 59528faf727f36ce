"""The positioning of a pupil in a subject, 1 to 4, from her average (rule B2.10, capability C89). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

#: The lowest and the highest level.
LOWEST, HIGHEST = 1, 4


def positioning_of(average: Decimal | None, begins: Sequence[Decimal]) -> int | None:
    """The level of this average, as it is written: 1, and one more for each of the averages that `begins` gives
    (where levels 2, 3 and 4 begin) that it reaches. None without an average.

    It is the written average that counts: who reads 12,0 is at the level that begins at 12.
    """
    if average is None:
        return None
    return LOWEST + sum(1 for begin in begins if average >= begin)
