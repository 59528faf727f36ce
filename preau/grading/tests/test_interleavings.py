"""A thousand times, two teachers write in the grid of a class at the same time: nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from random import Random

import pytest

from preau.directory.models import Membership, Pupil
from preau.grading.actions.write_marks import Outcome, Result, Typed, write_marks
from preau.grading.averages.given import Code
from preau.grading.cell import CellKey
from preau.grading.entry import TYPED, Entry
from preau.grading.models import GradebookTeacher, Mark, MarkVersion
from preau.kernel.actor import Actor, Profile
from tests.cast import TODAY, YEAR_START, Cast, everywhere, person
from tests.house.test_actions import acting

INTERLEAVINGS = 1000
_CODES = [TYPED[code][0] for code in Code]


@dataclass
class Editor:
    """A teacher and her open grid: what she last saw of each cell. `unwritten`: what she was told was not kept."""

    actor: Actor
    seen: dict[CellKey, tuple[int, str]] = field(default_factory=dict)
    unwritten: int = 0

    def open(self, history: Mapping[CellKey, list[str]]) -> None:
        """Load the page: every cell as it stands."""
        self.seen = {key: (len(texts), texts[-1] if texts else "") for key, texts in history.items()}


@dataclass
class Grid:
    """The class, and what was written in each cell, in order: the first version is at 0."""

    cast: Cast
    history: dict[CellKey, list[str]]

    def send(self, editor: Editor, cells: Mapping[CellKey, str]) -> None:
        """Send these cells together, and check each answer against what was written before."""
        typed = [Typed(key, text, editor.seen[key][0]) for key, text in cells.items()]
        maths = self.cast.gradebooks["maths"]
        results = write_marks(actor=editor.actor, school_id=maths.school_id, gradebook_id=maths.pk, cells=typed)
        for one in typed:
            self._check(editor, one, results[one.key])

    def _check(self, editor: Editor, typed: Typed, result: Result) -> None:
        texts = self.history[typed.key]
        stands = texts[-1] if texts else ""
        if result.outcome is Outcome.WRITTEN:
            assert typed.seen == len(texts), "what is overwritten was seen by who overwrites it"
            texts.append(typed.text)
        elif result.outcome is Outcome.CONFLICT:
            assert typed.seen != len(texts)
            assert f"«\u202f{stands or 'vide'}\u202f» entre-temps" in result.message
            editor.unwritten += 1
        else:
            assert result.outcome is Outcome.SAME
            assert typed.text == stands
        assert (result.version, result.entry.typed) == (len(texts), texts[-1] if texts else "")
        editor.seen[typed.key] = result.version, result.entry.typed


@pytest.fixture
def grid(cast: Cast) -> Grid:
    """Ten pupils, two tests, two teachers."""
    with everywhere(cast):
        maths = cast.gradebooks["maths"]
        GradebookTeacher.objects.create(school=maths.school, gradebook=maths, person=cast.petit, begins_on=TODAY)
        pupils = [cast.lea.pk, cast.noe.pk]
        for n in range(8):
            pupil = Pupil.objects.create(person=person(cast, f"z{n}", f"Zoé{n}", "Nombreuse", Profile.PUPIL))
            Membership.objects.create(school=maths.school, group=maths.group, pupil=pupil, begins_on=YEAR_START)
            pupils.append(pupil.pk)
        Mark.objects.all().delete()
    tests = [cast.evaluations[name].pk for name in ("fractions", "volumes")]
    return Grid(cast, {CellKey(test, pupil): [] for test in tests for pupil in pupils})


def orders(chance: Random, first: list[Editor]) -> list[Editor]:
    """The sends of two editors in one of their possible orders."""
    chance.shuffle(first)
    return first


def some_cells(chance: Random, grid: Grid) -> dict[CellKey, str]:
    """One to four cells, often the same ones: a column begins at its top."""
    keys = chance.sample(list(grid.history)[: chance.choice([3, 3, 20])], k=chance.randint(1, 3))
    return {key: chance.choice([*map(str, range(21)), "12,5", "", *_CODES]) for key in keys}


@pytest.mark.slow
def test_a_thousand_interleavings_of_two_editors_lose_nothing_in_silence(grid: Grid, cast: Cast) -> None:
    """Each time both open the grid, then send once or twice each, in any order; who is told that a cell changed
    leaves it, or writes hers over it, knowing. In the end every value that was written stands or is in a version,
    in order, and every value that was not written was told to its author.
    """
    chance = Random(1903)
    with everywhere(cast):
        editors = [Editor(acting(cast, "durand")), Editor(acting(cast, "petit"))]
        for _turn in range(INTERLEAVINGS):
            for editor in editors:
                editor.open(grid.history)
            for editor in orders(chance, [*editors, *chance.choices(editors, k=chance.randint(0, 1))]):
                grid.send(editor, some_cells(chance, grid))
        told = sum(editor.unwritten for editor in editors)
        kept = dict(kept_texts())
    assert kept == {key: texts for key, texts in grid.history.items() if texts}
    assert told > INTERLEAVINGS / 10
    assert sum(map(len, kept.values())) > INTERLEAVINGS


def kept_texts() -> Iterator[tuple[CellKey, list[str]]]:
    """Of each cell, what its versions held in order, then what stands."""
    fields = ("evaluation_id", "pupil_id", "version", "value", "code")
    rows = sorted([*MarkVersion.objects.values_list(*fields), *Mark.objects.values_list(*fields)])
    for (evaluation_id, pupil_id), versions in groupby(rows, key=lambda row: row[:2]):
        several = list(versions)
        assert [row[2] for row in several] == list(range(1, len(several) + 1))
        texts = [Entry(value, Code(code) if code else None).typed for *_key, value, code in several]
        yield CellKey(evaluation_id, pupil_id), texts
