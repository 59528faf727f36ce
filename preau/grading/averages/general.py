"""The general average of a term (rule B2.8), from averages that nobody rounded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from preau.grading.averages.average import SCALE
from preau.grading.averages.given import Why


class InGeneral(StrEnum):
    """What a subject does to the general average. `IF_OVER_HALF` (« sup10 ») is unfair to whoever is just under
    half: the screens say so.
    """

    COUNTS = "compte"
    BONUS = "bonus"
    IF_OVER_HALF = "sup10"
    NEVER = "jamais"


@dataclass(frozen=True, slots=True)
class OfSubject:
    """The average of a subject (None: no mark), its coefficient, and what it does to the general average."""

    key: int
    value: Fraction | None
    coefficient: Decimal = Decimal(1)
    mode: InGeneral = InGeneral.COUNTS


@dataclass(frozen=True, slots=True)
class SubjectItem:
    """What a subject did: points and weight, or why not."""

    key: int
    points: Fraction
    weight: Fraction
    why: Why


@dataclass(frozen=True, slots=True)
class GeneralAverage:
    """None when no subject counts; then what each did."""

    value: Fraction | None
    items: tuple[SubjectItem, ...]


def general_average(subjects: Iterable[OfSubject], *, scale: Decimal = SCALE) -> GeneralAverage:
    """Σ coefficient · average / Σ coefficient over the subjects that have a mark and count.

    A bonus adds its points above half times its coefficient, without weight, and never alone; « sup10 » counts as
    any other from half upwards, and not below. Never above the scale.
    """
    half = Fraction(scale) / 2
    items = []
    points = weight = above = Fraction(0)
    for subject in subjects:
        item = _item(subject, half)
        items.append(item)
        if item.why is Why.ADDED:
            above += item.points
        else:
            points, weight = points + item.points, weight + item.weight
    if weight <= 0:
        return GeneralAverage(None, tuple(items))
    return GeneralAverage(min((points + above) / weight, Fraction(scale)), tuple(items))


def _item(subject: OfSubject, half: Fraction) -> SubjectItem:
    zero = Fraction(0)
    coefficient = Fraction(subject.coefficient)
    if subject.value is None:
        return SubjectItem(subject.key, zero, zero, Why.NO_MARK)
    if subject.mode is InGeneral.NEVER or coefficient <= 0:
        return SubjectItem(subject.key, zero, zero, Why.NO_WEIGHT)
    if subject.mode is InGeneral.COUNTS or (subject.mode is InGeneral.IF_OVER_HALF and subject.value >= half):
        return SubjectItem(subject.key, coefficient * subject.value, coefficient, Why.COUNTED)
    if subject.mode is InGeneral.BONUS and subject.value > half:
        return SubjectItem(subject.key, coefficient * (subject.value - half), zero, Why.ADDED)
    return SubjectItem(subject.key, zero, zero, Why.UNDER_HALF)
