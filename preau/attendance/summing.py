"""Parts that name nobody (rule B11: five pupils at least). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

#: A number stands for so many pupils at least.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class PartSum:
    """The numbers of a part, and who is in it. `is_rest`: several small parts put together."""

    label: str
    pupils: frozenset[int]
    half_days: Fraction = Fraction()
    unjustified: Fraction = Fraction()
    minutes: Fraction = Fraction()
    lessons: int = 0
    late: int = 0
    is_rest: bool = False


def safe_parts(parts: Iterable[PartSum]) -> tuple[PartSum, ...]:
    """The same numbers in parts of five pupils at least: the smaller ones are put together in one, with the
    smallest of the others as long as that one is too small; nothing when all of them are.

    What is put together is not published otherwise, nor any total: no smaller part follows by subtraction.
    """
    known = list(parts)
    small = [part for part in known if len(part.pupils) < FEWEST]
    large = sorted((part for part in known if len(part.pupils) >= FEWEST), key=lambda part: len(part.pupils))
    if not small:
        return tuple(known)
    rest = _together(small)
    while len(rest.pupils) < FEWEST and large:
        rest = _together([rest, large.pop(0)])
    if len(rest.pupils) < FEWEST:
        return ()
    kept = set(map(id, large))
    return (*(part for part in known if id(part) in kept), rest)


def _together(parts: Iterable[PartSum]) -> PartSum:
    several = list(parts)
    return PartSum(
        "",
        frozenset().union(*(part.pupils for part in several)),
        sum((part.half_days for part in several), Fraction()),
        sum((part.unjustified for part in several), Fraction()),
        sum((part.minutes for part in several), Fraction()),
        sum(part.lessons for part in several),
        sum(part.late for part in several),
        is_rest=True,
    )
