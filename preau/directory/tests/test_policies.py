"""Whose terms are seen: a pupil's own, and those of wards the law lets a guardian follow."""

from __future__ import annotations

from dataclasses import replace

import pytest

from preau.directory.policies import pupils_whose_terms_are_seen
from preau.kernel.actor import Actor, Profile, Ward

WARD = Ward(7, "Léa", frozenset({1}), is_informed=True, may_consult=True, may_decide=True)


@pytest.mark.parametrize(
    ("informed", "consults", "seen"),
    [(True, True, (7,)), (True, False, (7,)), (False, True, (7,)), (False, False, ())],
)
def test_a_guardian_sees_the_terms_of_wards_she_may_follow(
    informed: bool, consults: bool, seen: tuple[int, ...]
) -> None:
    ward = replace(WARD, is_informed=informed, may_consult=consults)
    assert pupils_whose_terms_are_seen(Actor(1, Profile.GUARDIAN, wards=(ward,))) == seen


@pytest.mark.parametrize(("profile", "seen"), [(Profile.PUPIL, (1,)), (Profile.TEACHER, ()), (Profile.AGENT, ())])
def test_a_pupil_sees_her_own_and_staff_none(profile: Profile, seen: tuple[int, ...]) -> None:
    assert pupils_whose_terms_are_seen(Actor(1, profile, wards=(WARD,))) == seen
