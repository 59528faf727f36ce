"""What the tests of the import share: the role of the owner, and a look at what was written."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.cast import Cast


@pytest.fixture
def owner(cast: Cast) -> None:
    """The test speaks as the owner of the tables, as `preau import` does; undone with its transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
