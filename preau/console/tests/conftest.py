"""What the tests of the console share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from preau.console.tests.merging import Merging
from tests.cast import Cast


@pytest.fixture
def seen(seen_everywhere: Callable[[], AbstractContextManager[None]]) -> Iterator[None]:
    """Every school of the cast in scope."""
    with seen_everywhere():
        yield


@pytest.fixture
def merging(cast: Cast) -> Merging:
    return Merging(cast)
