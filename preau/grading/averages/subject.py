"""The average of a subject that has parts (« sous-matières »: oral, written…), rule B2.6."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from preau.grading.averages.average import SCALE, average
from preau.grading.averages.given import Average, Given

#: The part of the marks that are in no sub-subject.
NO_PART = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-subject: what it weighs in its subject, and the weight added to its best mark."""

    key: int
    coefficient: Decimal = Decimal(1)
    best_bonus: Decimal = Decimal(0)


class PartAverage(NamedTuple):
    """The average of a part, and what it weighs."""

    part: Part
    average: Average


class SubjectAverage(NamedTuple):
    """The average of a subject and that of each of its parts. `is_misconfigured`: parts have marks but weigh
    nothing together; the teacher is told, the value is None.
    """

    value: Fraction | None
    parts: tuple[PartAverage, ...]
    is_misconfigured: bool = False


def subject_average(
    given: Mapping[int, Sequence[Given]],
    parts: Sequence[Part] = (),
    *,
    scale: Decimal = SCALE,
    best_bonus: Decimal = Decimal(0),
) -> SubjectAverage:
    """The average of the parts that have one, weighted by their coefficients; of the marks alone without parts.

    `given` holds the marks by the key of their part. Marks of no part (`NO_PART`), which a subject keeps from
    before it had parts, are one more part of coefficient 1; `best_bonus` is theirs.
    """
    loose = given.get(NO_PART, ())
    known = list(parts)
    if loose or not known:
        known.append(Part(NO_PART, Decimal(1), best_bonus))
    each = tuple(
        PartAverage(part, average(given.get(part.key, ()), scale=scale, best_bonus=part.best_bonus))
        for part in known
    )
    there = [(Fraction(one.part.coefficient), one.average.value) for one in each if one.average.value is not None]
    if not there:
        return SubjectAverage(None, each)
    if len(there) == 1 and there[0][0] > 0:
        return SubjectAverage(there[0][1], each)
    weight = sum((coefficient for coefficient, _ in there), Fraction(0))
    if weight <= 0:
        return SubjectAverage(None, each, is_misconfigured=True)
    return SubjectAverage(sum((c * value for c, value in there), Fraction(0)) / weight, each)
