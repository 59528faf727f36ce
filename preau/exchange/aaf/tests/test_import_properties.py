"""Whatever was delivered before, the base says what the last delivery says, and says it once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preau.exchange.aaf.tests.college import (
    KEY,
    bring,
    college,
    everything,
    guardians_of,
    import_folder,
    members_of,
    posts_of,
    pupil,
    pupils_of,
    staff,
)
from preau.exchange.aaf.tests.feed import Feed

pytestmark = pytest.mark.usefixtures("owner")

PUPILS = {"1": "Ana", "2": "Bob", "3": "Cléo", "4": "Dan"}
GUARDIANS = {"11": "Eva", "12": "Fred", "13": "Gil"}
FUNCTIONS = ("ENS", "EDU", "DIR", "AED")


@dataclass(frozen=True)
class Schooling:
    division: str
    groups: frozenset[str]
    levels: dict[str, int]


@dataclass(frozen=True)
class World:
    """What a delivery says: pupils by key, and the functions of two adults."""

    pupils: dict[str, Schooling]
    functions: dict[str, frozenset[str]]

    def feed(self) -> Feed:
        feed = college()
        feed.pupils = {
            key: pupil(
                "MONDE", PUPILS[key], one.division,
                ENTEleveGroupes=[f"{KEY}${group}" for group in sorted(one.groups)],
                ENTElevePersRelEleve=[f"{who}$10$0${level}$0$0" for who, level in one.levels.items()],
            )
            for key, one in self.pupils.items()
        }  # fmt: skip
        feed.relatives = {key: pupil("PARENT", name) for key, name in GUARDIANS.items()}
        feed.staff = {
            name: staff(name, "Adulte", *(f"{function}$X$$" for function in sorted(functions)))
            for name, functions in self.functions.items()
        }
        return feed


def some(of: tuple[str, ...], at_least: int = 0) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(of), min_size=at_least)


SCHOOLINGS = st.builds(
    Schooling,
    st.sampled_from(["6A", "6B", "6C"]),
    some(("6 ESP", "6 LAT", "CHŒUR")),
    st.dictionaries(st.sampled_from(sorted(GUARDIANS)), st.integers(1, 3)),
)
WORLDS = st.builds(
    World,
    st.dictionaries(st.sampled_from(sorted(PUPILS)), SCHOOLINGS),
    st.fixed_dictionaries({"HENRY": some(FUNCTIONS, 1), "IRIS": some(FUNCTIONS, 1)}),
)


@pytest.fixture
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)


@pytest.mark.slow
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(worlds=st.lists(WORLDS, min_size=1, max_size=2))
def test_the_base_says_what_the_last_delivery_says(worlds: list[World], folder: Path) -> None:
    with transaction.atomic():
        for world in worlds:
            bring(world.feed(), folder, confirmed=True)
        last = worlds[-1]
        assert pupils_of() == {PUPILS[key] for key in last.pupils}
        for code in ("6A", "6B", "6C", "6 ESP", "6 LAT", "CHŒUR"):
            assert members_of(code) == {
                PUPILS[key] for key, one in last.pupils.items() if code == one.division or code in one.groups
            }
        for key, one in last.pupils.items():
            levels = {name: told[0] for name, told in guardians_of(PUPILS[key]).items()}
            assert levels == {GUARDIANS[who]: level for who, level in one.levels.items()}
        for name, functions in last.functions.items():
            assert {function for _uai, function, _profile in posts_of(name)} == functions
        before = everything()
        assert bring(last.feed(), folder, confirmed=True).is_empty
        assert everything() == before
        transaction.set_rollback(True)


@pytest.mark.slow
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(before=WORLDS, after=WORLDS, last=WORLDS)
def test_deltas_lead_where_full_deliveries_lead(before: World, after: World, last: World, folder: Path) -> None:
    with transaction.atomic():
        bring(before.feed(), folder, confirmed=True)
        for number, (now, then) in enumerate(pairwise((before, after, last)), 2):
            place = folder / f"nuit-{number}-{uuid4()}" / "016-TOULOUSE"
            then.feed().write_changes_since(now.feed(), place, f"2026090{number}")
            if any(place.iterdir()):
                plan = import_folder(place, apply=True, confirmed=True).plan
                assert plan.account.unexplained == 0
        reached = everything()
        plan = bring(last.feed(), folder, confirmed=True, day="20260909")
        assert plan.is_empty
        assert plan.account.unexplained == 0
        assert everything() == reached
        transaction.set_rollback(True)
