"""Chance that repeats itself: every draw comes from a `Random` named by the seed and by what is drawn.

So a household or a school is the same whatever was drawn before it, and whatever Python's hash seed is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


def drawer(*name: object) -> Random:
    """The `Random` of this name: `drawer(seed, "household", 3, 17)`."""
    return Random("/".join(map(str, name)))


def often_first(rng: Random, things: Sequence[T]) -> T:
    """One of these, the first ones more often than the last."""
    return things[int(len(things) * rng.random() ** 1.7)]


def one_in(rng: Random, thousand: int) -> bool:
    """True `thousand` times out of a thousand draws."""
    return rng.random() * 1000 < thousand


class Shares(Generic[T]):
    """Things and how often each is drawn."""

    __slots__ = ("_cumulated", "_things")

    def __init__(self, shares: Mapping[T, int]) -> None:
        self._things = list(shares)
        self._cumulated = list(accumulate(shares.values()))

    def draw(self, rng: Random) -> T:
        """One of them."""
        return rng.choices(self._things, cum_weights=self._cumulated)[0]
