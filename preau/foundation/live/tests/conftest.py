"""A live process per test, over the test database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from preau.foundation.live.tests.process import LiveProcess


@pytest.fixture
def live(django_db_setup: None) -> Iterator[LiveProcess]:
    """A running process; ended whatever happens."""
    known = connection.settings_dict
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    process = LiveProcess(make_conninfo(**{word: known[name] for word, name in names.items() if known[name]}))
    try:
        process.start()
        yield process
    finally:
        process.close()
