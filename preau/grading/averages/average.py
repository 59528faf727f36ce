"""The average of marks (rule B2.2 to B2.4).

On a scale of m (20): a mark n out of d with coefficient c, brought to the scale, adds n·m·c/d points with weight
c; otherwise n·c points with weight c·d/m, so that a test out of 10 weighs half. The average is the sum of points
over the sum of weights, exact: nothing is rounded here. Sums are made of integers, on one unit for all the marks.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import NamedTuple

from preau.grading.averages.given import Average, Counts, Given, Item, Why

SCALE = Decimal(20)
_NOTHING = Fraction(0)


class _Weighed(NamedTuple):
    """A mark that may count: where it is among the others, its points and its weight, in the unit of the sum."""

    at: int
    key: int
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
    scales = [_out_of(mark) for mark in marks]
    # Twice: the half of the scale is whole too.
    least = 2 * lcm(*scales) * target
    total = _Total(best_bonus, 10_000 * least)
    items: list[Item] = []
    ordinary, raising, bonus = list[_Weighed](), list[_Weighed](), list[_Weighed]()
    for at, mark in enumerate(marks):
        found = _weighed(at, mark, scales[at], target, least)
        if isinstance(found, Why):
            items.append(Item(mark.key, 0, 0, total.unit, found))
        elif mark.counts is Counts.ALWAYS:
            ordinary.append(found)
            items.append(total.add(found))
        else:
            (raising if mark.counts is Counts.IF_BETTER else bonus).append(found)
            items.append(total.leave(found, Why.WOULD_LOWER))
    total.weigh_the_best(ordinary)
    for one in sorted(raising, key=_from_the_highest):
        if total.is_raised_by(one):
            items[one.at] = total.add(one)
    for one in bonus:
        items[one.at] = total.add_above_half(one, target)
    return Average(total.value(Fraction(scale) if bonus else None), tuple(items), total.best_bonus)


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
        return Item(one.key, one.points, one.weight, self.unit, Why.COUNTED)

    def leave(self, one: _Weighed, why: Why) -> Item:
        return Item(one.key, 0, 0, self.unit, why)

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
        return Item(one.key, above, 0, self.unit, Why.ADDED)

    def value(self, highest: Fraction | None) -> Fraction | None:
        if self.weight == 0:
            return None
        found = Fraction(self.points, self.weight)
        return found if highest is None else min(found, highest)


def _weighed(at: int, mark: Given, out_of: int, target: int, least: int) -> _Weighed | Why:
    """What the mark brings, or why it never counts."""
    given, coefficient = mark.number, _hundredths(mark.coefficient)
    if coefficient < 0:
        raise ValueError("a coefficient is never negative")
    if given is None:
        return Why.NO_MARK
    if mark.is_formative:
        return Why.FORMATIVE
    if not coefficient:
        return Why.NO_WEIGHT
    points = _hundredths(given) * coefficient * least
    if mark.is_rescaled:
        return _Weighed(at, mark.key, points // out_of * target, 100 * coefficient * least)
    return _Weighed(at, mark.key, points, 100 * coefficient * out_of * (least // target))


def _out_of(mark: Given) -> int:
    out_of = _hundredths(mark.out_of)
    if out_of <= 0:
        raise ValueError("a mark is out of more than zero")
    return out_of


@lru_cache(maxsize=8192)
def _hundredths(number: Decimal) -> int:
    scaled = number * 100
    whole = int(scaled)
    if whole != scaled:
        raise ValueError("a mark, a denominator and a coefficient have two decimals at most")
    return whole


def _from_the_highest(one: _Weighed) -> tuple[Fraction, int]:
    return Fraction(-one.points, one.weight), one.key
