"""A school that does not exist, and its file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from preau.directory.models import School, SchoolYear
from preau.exchange.lsu.filling.fill import Filled, fill
from preau.exchange.lsu.tests.generated import AFTER, PERIODS, Fill, school_row
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel import clock
from tests.cast import Cast


@pytest.fixture
def school(cast: Cast) -> Iterator[School]:
    """A school of its own, in the scope of the test, when the year is over."""
    one = school_row()
    with clock.at(AFTER), transaction.atomic(), scope_opened_by_hand([one.pk]):
        yield one


@pytest.fixture
def filled(school: School) -> Fill:
    """The file of that school, once drawn."""

    def of(*periods: str) -> Filled:
        year = SchoolYear.objects.get(label="2026-2027")
        return fill(school.pk, year.pk, periods or PERIODS)

    return of
