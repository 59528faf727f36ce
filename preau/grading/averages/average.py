"""The average of marks (rule B2.2 to B2.4).

On a scale of m (20): a mark n out of d with coefficient c, brought to the scale, adds n·m·c/d points with weight
c; otherwise n·c points with weight c·d/m, so that a test out of 10 weighs half. The average is the sum of points
over the sum of weights, exact: nothing is rounded here. Sums are made of integers, on one unit for all the marks.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from preau.grading.averages.given import Average, Counts, Given, Item, Why

SCALE = Decimal(20)
_NOTHING = Fraction(0)


class _Weighed(NamedTuple):
    """A mark that may count: its points and its weight, in the unit of the sum."""

    mark: Given
    points: int
    weight: int


def average(given: Iterable[Given], *, scale: Decimal = SCALE, best_bonus: Decimal = Decimal(0)) -> Average:
    """The average of these marks, in any order, with what each did to it.

    - A formative mark, a code that is no zero, a coefficient of zero: shown, never counted.
    - « Counts if it raises »: from the highest, as long as each raises what stands so far; the greatest average
      they can make. A bonus adds its points above the half, without weight, up to the scale. Neither makes an
      average alone.
    - `best_bonus` is a weight added to the best ordinary mark, on the scale.
    Numbers have two decimals at most. Errors: `ValueError` for more of them, a denominator or a scale that is not
    positive, a negative coefficient.
    """
    marks = list(given)
    target = _hundredths(scale)
    # Twice: the half of the scale is whole too.
    least = 2 * lcm(*(_out_of(mark) for mark in marks)) * target
    unit = 10_000 * least
    items: dict[int, Item] = {}
    kept: dict[Counts, list[_Weighed]] = {counts: [] for counts in Counts}
    for mark in marks:
        left_out = _left_out(mark)
        if left_out is None:
            kept[mark.counts].append(_weigh(mark, target, least))
        else:
            items[mark.key] = Item(mark.key, 0, 0, unit, left_out)
    total = _Total(best_bonus, unit)
    for one in kept[Counts.ALWAYS]:
        items[one.mark.key] = total.add(one)
    total.weigh_the_best(kept[Counts.ALWAYS])
    for one in sorted(kept[Counts.IF_BETTER], key=_from_the_highest):
        items[one.mark.key] = total.add(one) if total.is_raised_by(one) else total.leave(one, Why.WOULD_LOWER)
    for one in kept[Counts.BONUS]:
        items[one.mark.key] = total.add_above_half(one, target)
    value = total.value(Fraction(scale) if kept[Counts.BONUS] else None)
    return Average(value, tuple(items[mark.key] for mark in marks), total.best_bonus)


def mean(values: Iterable[Fraction | None]) -> Fraction | None:
    """The plain mean of what is there: of a class from its pupils, of a year from its terms (rule B2.8)."""
    there = [value for value in values if value is not None]
    return sum(there, Fraction(0)) / len(there) if there else None


class _Total:
    """Points and weight so far, in the unit of the sum."""

    def __init__(self, best_bonus: Decimal, unit: int) -> None:
        self.points: int | Fraction = 0
        self.weight: int | Fraction = 0
        self.best_bonus = Fraction(best_bonus) if best_bonus else _NOTHING
        self.unit = unit

    def add(self, one: _Weighed) -> Item:
        self.points += one.points
        self.weight += one.weight
        return Item(one.mark.key, one.points, one.weight, self.unit, Why.COUNTED)

    def leave(self, one: _Weighed, why: Why) -> Item:
        return Item(one.mark.key, 0, 0, self.unit, why)

    def weigh_the_best(self, ordinary: list[_Weighed]) -> None:
        if not ordinary or not self.best_bonus:
            self.best_bonus = _NOTHING
            return
        more = self.best_bonus * self.unit
        self.points += max(Fraction(one.points, one.weight) for one in ordinary) * more
        self.weight += more

    def is_raised_by(self, one: _Weighed) -> bool:
        return self.weight > 0 and one.points * self.weight > self.points * one.weight

    def add_above_half(self, one: _Weighed, target: int) -> Item:
        above = one.points - one.weight * target // 200
        if above <= 0 or self.weight == 0:
            return self.leave(one, Why.UNDER_HALF)
        self.points += above
        return Item(one.mark.key, above, 0, self.unit, Why.ADDED)

    def value(self, highest: Fraction | None) -> Fraction | None:
        if self.weight == 0:
            return None
        found = Fraction(self.points, self.weight)
        return found if highest is None else min(found, highest)


def _left_out(mark: Given) -> Why | None:
    if mark.coefficient < 0:
        raise ValueError("a coefficient is never negative")
    if mark.number is None:
        return Why.NO_MARK
    if mark.is_formative:
        return Why.FORMATIVE
    return Why.NO_WEIGHT if mark.coefficient == 0 else None


def _weigh(mark: Given, target: int, least: int) -> _Weighed:
    number, out_of = _hundredths(mark.number or Decimal(0)), _hundredths(mark.out_of)
    coefficient = _hundredths(mark.coefficient)
    if mark.is_rescaled:
        return _Weighed(mark, number * target * coefficient * (least // out_of), 100 * coefficient * least)
    return _Weighed(mark, number * coefficient * least, 100 * coefficient * out_of * (least // target))


def _out_of(mark: Given) -> int:
    out_of = _hundredths(mark.out_of)
    if out_of <= 0:
        raise ValueError("a mark is out of more than zero")
    return out_of


def _hundredths(number: Decimal) -> int:
    scaled = number * 100
    whole = int(scaled)
    if whole != scaled:
        raise ValueError("a mark, a denominator and a coefficient have two decimals at most")
    return whole


def _from_the_highest(one: _Weighed) -> tuple[Fraction, int]:
    return Fraction(-one.points, one.weight), one.mark.key
