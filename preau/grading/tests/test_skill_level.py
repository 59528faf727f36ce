"""How several evaluations make one level: the rule of `skill_level.py`, with examples and for any levels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.grading.skill_level import computed_level, domain_level

LEVELS = st.lists(st.integers(0, 4), max_size=12)
SAID = st.integers(1, 4)


@pytest.mark.parametrize(
    ("levels", "level"),
    [
        ([], None),
        ([0, 0], None),
        ([2], 2),
        ([1, 1, 4, 4, 4], 4),
        ([1, 2], 2),
        ([2, 1], 1),
        ([4, 0, 3], 3),
        ([4, 4, 1], 3),
        ([1, 0, 4, 0, 4, 0, 4], 4),
    ],
)
def test_the_last_three_evaluations_speak(levels: list[int], level: int | None) -> None:
    assert computed_level(levels) == level


@pytest.mark.parametrize(
    ("levels", "level"), [([], None), ([0], None), ([2, 3], 3), ([1, 1, 4], 2), ([3, 0, 4], 4)]
)
def test_a_domain_has_the_mean_of_its_skills(levels: list[int], level: int | None) -> None:
    assert domain_level(levels) == level


@given(LEVELS)
def test_a_level_lies_between_the_lowest_and_the_highest_that_count(levels: list[int]) -> None:
    said = [level for level in levels if level][-3:]
    computed = computed_level(levels)
    assert (computed is None) == (not said)
    assert computed is None or min(said) <= computed <= max(said)


@given(LEVELS, st.lists(SAID, min_size=3, max_size=3))
def test_what_is_older_than_three_evaluations_is_forgotten(before: list[int], last: list[int]) -> None:
    assert computed_level([*before, *last]) == computed_level(last)


@given(LEVELS, st.integers(0, 12))
def test_not_evaluated_says_nothing(levels: list[int], place: int) -> None:
    assert computed_level([*levels[:place], 0, *levels[place:]]) == computed_level(levels)


@given(LEVELS, SAID)
def test_a_better_last_evaluation_never_lowers_the_level(before: list[int], last: int) -> None:
    lower, higher = computed_level([*before, last]), computed_level([*before, min(last + 1, 4)])
    assert lower is not None
    assert higher is not None
    assert lower <= higher
