"""The classes of a school: how many at each level, their codes, their sizes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from types import MappingProxyType

from preau.exchange.region import programmes
from preau.exchange.region.drawing import Shares
from preau.exchange.region.plan import Kind, SchoolPlan
from preau.exchange.region.programmes import LEVELS, Level


@dataclass(frozen=True, slots=True)
class Division:
    """A class: its place in the school's list, code (`6A`, `2GT1`, `1STAV`), label, level, number of pupils."""

    index: int
    code: str
    suffix: str
    label: str
    level: Level
    size: int

    @property
    def stem(self) -> str:
        return self.code.removesuffix(self.suffix)


_COLLEGE_SIZES = Shares({3: 12, 4: 25, 5: 28, 6: 22, 7: 13})
_LYCEE_SIZES = Shares({9: 10, 11: 20, 12: 20, 13: 20, 14: 15, 16: 10, 18: 5})
_PUPILS = MappingProxyType({
    Kind.COLLEGE: (24, 28), Kind.LYCEE: (28, 32), Kind.LYCEE_PRO: (24, 29), Kind.AGRICOLE: (24, 29),
})  # fmt: skip
#: The schools of the smallest region, of ordinary sizes: nothing surprising in a demonstration.
_OF_THE_FIRST = MappingProxyType({0: 5, 1: 4, 2: 8, 3: 3})
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def divisions_of(plan: SchoolPlan, rng: Random) -> list[Division]:
    """The classes of this school, in the order of levels."""
    found: list[Division] = []
    least, most = _PUPILS[plan.kind]
    for stem, number in _counts(plan, rng):
        level = LEVELS[stem]
        # « 2GTA » is our name for the programme: the class is called as everywhere.
        shown = "2GT" if stem == "2GTA" else stem
        for suffix, called in _suffixes(plan.kind, number):
            label = f"{level.label} {called}".rstrip()
            found.append(Division(len(found), shown + suffix, suffix, label, level, rng.randint(least, most)))
    return found


def _suffixes(kind: Kind, number: int) -> Iterator[tuple[str, str]]:
    """`A`, `B`… in a collège, `1`, `2`… elsewhere, nothing for a class alone at its level."""
    for n in range(number):
        if kind is Kind.COLLEGE:
            yield _LETTERS[n], _LETTERS[n]
        elif number == 1:
            yield "", ""
        else:
            yield str(n + 1), str(n + 1)


def _counts(plan: SchoolPlan, rng: Random) -> list[tuple[str, int]]:
    return list(_COUNTS[plan.kind](plan, rng).items())


def _college(plan: SchoolPlan, rng: Random) -> Mapping[str, int]:
    size = _OF_THE_FIRST.get(plan.index) or _COLLEGE_SIZES.draw(rng)
    return dict.fromkeys(programmes.COLLEGE, size)


def _lycee(plan: SchoolPlan, rng: Random) -> Mapping[str, int]:
    entry = _OF_THE_FIRST.get(plan.index) or _LYCEE_SIZES.draw(rng)
    technological = max(1, entry // 6)
    general = round(entry * 0.92) - technological
    return {"2GT": entry, "1G": general, "1STMG": technological, "TG": general, "TSTMG": technological}


def _lycee_pro(_plan: SchoolPlan, rng: Random) -> Mapping[str, int]:
    trainings = programmes.TRAININGS[: rng.randint(3, 4)]
    return {stem: count for training in trainings for count in (rng.randint(1, 2),) for stem in training}


def _agricole(_plan: SchoolPlan, rng: Random) -> Mapping[str, int]:
    second_year = rng.randint(1, 2)
    counts = {"2GTA": rng.randint(2, 3), "1STAV": second_year, "TSTAV": second_year}
    return counts | {stem: 1 for training in programmes.AGRICOLE_TRAININGS for stem in training}


_COUNTS = {
    Kind.COLLEGE: _college,
    Kind.LYCEE: _lycee,
    Kind.LYCEE_PRO: _lycee_pro,
    Kind.AGRICOLE: _agricole,
}
