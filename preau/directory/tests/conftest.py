"""What the tests of the directory share: addresses at the collège, and what was recorded."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from preau.foundation.ledger.models import LedgerEvent
from tests.cast import Cast


@pytest.fixture
def at_college(cast: Cast) -> Callable[..., str]:
    """The address of a screen of the collège."""
    return lambda name, **more: reverse(f"directory:{name}", kwargs={"uai": cast.schools["college"].uai, **more})


@pytest.fixture
def facts(cast: Cast) -> Callable[[], list[str]]:
    """The names of the facts recorded so far."""
    return lambda: list(LedgerEvent.objects.order_by("id").values_list("name", flat=True))
