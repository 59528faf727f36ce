"""From programmes and pupils to groups and blocks: halves of a class, bars over several classes."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from random import Random

from preau.exchange.region.drawing import Shares, one_in
from preau.exchange.region.programmes import Bar, Halves, Session
from preau.exchange.region.pupils import Pupil
from preau.exchange.region.structure import Division
from preau.exchange.region.subjects import SUBJECTS
from preau.exchange.region.teaching import Block, Group, Part, Teaching

#: Where Catalan is taught instead of Occitan.
_CATALAN = "066"
_FEWEST, _MOST = 8, 31
_SWAP = (Session(1, "Q1"), Session(1, "Q2"))


def teaching_of(departement: str, divisions: list[Division], pupils: list[Pupil], rng: Random) -> Teaching:
    """The groups and blocks of a school; each pupil learns the groups and subjects he is in."""
    of_division: dict[int, list[Pupil]] = defaultdict(list)
    for pupil in sorted(pupils, key=lambda pupil: pupil.sorting):
        of_division[pupil.division.index].append(pupil)
    maker = _Maker(departement, Teaching(), of_division, rng)
    for division in divisions:
        maker.class_of(division)
    for level in dict.fromkeys(division.level.stem for division in divisions):
        same = [division for division in divisions if division.level.stem == level]
        for bar in same[0].level.bars:
            for chunk in _chunks(same, bar.span):
                maker.bar(bar, chunk)
    return maker.teaching


def _chunks(divisions: list[Division], span: int) -> list[list[Division]]:
    """Neighbouring classes, at most `span` together, shared out as evenly as can be."""
    count = -(-len(divisions) // span)
    bounds = [round(n * len(divisions) / count) for n in range(count + 1)]
    return [divisions[start:end] for start, end in pairwise(bounds)]


class _Maker:
    """Builds the teaching of one school."""

    def __init__(self, departement: str, teaching: Teaching, pupils: dict[int, list[Pupil]], rng: Random) -> None:
        self.teaching = teaching
        self._local = "CAT" if departement == _CATALAN else "OCC"
        self._pupils = pupils
        self._rng = rng
        self._of_class: dict[tuple[int, str], int] = {}

    def class_of(self, division: Division) -> None:
        """Lessons of the whole class, then of its halves."""
        for whole in division.level.whole:
            loads = [self._load(division, whole.subject)]
            if whole.also:
                loads.append(self._load(division, whole.also))
            subject = SUBJECTS[whole.subject]
            part = Part(division.code, True, subject, tuple(loads))
            self.teaching.meet(Block((division.index,), (part,), whole.sessions))
        for pupil in self._pupils[division.index]:
            pupil.subjects += [whole.subject for whole in division.level.whole if not whole.also]
        if division.level.halves:
            codes = self._halves_of(division)
            for halves in division.level.halves:
                self._swap(division, halves, codes)

    def _halves_of(self, division: Division) -> tuple[str, str]:
        pupils = self._pupils[division.index]
        middle = -(-len(pupils) // 2)
        codes = (f"{division.code}_G1", f"{division.code}_G2")
        for n, (code, half) in enumerate(zip(codes, (pupils[:middle], pupils[middle:]), strict=True), start=1):
            self._group(code, f"{division.label} groupe {n}", (division.index,), half)
        return codes

    def _swap(self, division: Division, halves: Halves, codes: tuple[str, str]) -> None:
        """The same hour every week: the halves exchange their subjects between weeks A and B."""
        for turn, session in enumerate(_SWAP):
            subjects = (halves.first, halves.second)[:: -1 if turn else 1]
            parts = tuple(
                Part(code, False, SUBJECTS[short], (self._load(division, short),))
                for code, short in zip(codes, subjects, strict=True)
            )
            self.teaching.meet(Block((division.index,), parts, (session,)))

    def bar(self, bar: Bar, divisions: list[Division]) -> None:
        """Groups of a bar over these classes."""
        chosen = self._choices(bar, divisions)
        indices = tuple(division.index for division in divisions)
        parts = []
        for short, pupils in chosen.items():
            subject = SUBJECTS[short]
            count = -(-len(pupils) // _MOST)
            for n in range(count):
                members = pupils[n * len(pupils) // count : (n + 1) * len(pupils) // count]
                code = self._code(divisions, short, n + 1 if count > 1 else 0)
                label = f"{subject.label} {_called(divisions)}{f' gr. {n + 1}' if count > 1 else ''}"
                held = tuple(dict.fromkeys(pupil.division.index for pupil in members))
                self._group(code, label, held, members)
                parts.append(Part(code, False, subject, (self.teaching.load(subject.discipline, held).index,)))
            for pupil in pupils:
                pupil.subjects.append(short)
        if parts:
            self.teaching.meet(Block(indices, tuple(parts), bar.sessions))

    def _choices(self, bar: Bar, divisions: list[Division]) -> dict[str, list[Pupil]]:
        """Who chose what; a choice of too few goes to the first one, or does not open."""
        offers = Shares({self._named(short): weight for short, weight in bar.offers})
        chosen: dict[str, list[Pupil]] = defaultdict(list)
        for division in divisions:
            for pupil in self._pupils[division.index]:
                if one_in(self._rng, bar.takers):
                    chosen[offers.draw(self._rng)].append(pupil)
        main = max(chosen, key=lambda short: len(chosen[short]), default="")
        for short in [short for short, pupils in chosen.items() if len(pupils) < _FEWEST and short != main]:
            few = chosen.pop(short)
            if bar.takers == 1000:
                chosen[main] += few
        if main and len(chosen[main]) < _FEWEST:
            return {}
        for pupils in chosen.values():
            pupils.sort(key=lambda pupil: (pupil.division.index, pupil.sorting))
        return dict(sorted(chosen.items()))

    def _named(self, short: str) -> str:
        return short.replace("LOCAL", self._local)

    def _code(self, divisions: list[Division], short: str, number: int) -> str:
        """`4B_ESP2`, `4A-C_ESP2_1`."""
        first, last = divisions[0], divisions[-1]
        span = first.code if first is last else f"{first.code}-{last.suffix}"
        return f"{span}_{short}{f'_{number}' if number else ''}"

    def _group(self, code: str, label: str, divisions: tuple[int, ...], pupils: list[Pupil]) -> None:
        self.teaching.groups.append(Group(code, label, divisions, len(pupils)))
        for pupil in pupils:
            pupil.groups.append(code)

    def _load(self, division: Division, short: str) -> int:
        """The load of this subject in this class: whole lessons and half-groups have the same teacher."""
        key = division.index, short
        if key not in self._of_class:
            discipline = SUBJECTS[short].discipline
            self._of_class[key] = self.teaching.load(discipline, (division.index,)).index
        return self._of_class[key]


def _called(divisions: list[Division]) -> str:
    first, last = divisions[0], divisions[-1]
    return first.label if first is last else f"{first.label} à {last.suffix}"
