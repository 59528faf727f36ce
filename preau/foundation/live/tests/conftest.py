"""A live process per test, over the test database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from preau.foundation.live.tests.process import LiveProcess


@pytest.fixture
def live(django_db_setup: None) -> Iterator[LiveProcess]:
    """A process of one's own, to be cut and started again."""
    with _running() as process:
        yield process


@pytest.fixture(scope="module")
def shared_live(django_db_setup: None) -> Iterator[LiveProcess]:
    """A process for the tests of one file that leave it as it was."""
    with _running() as process:
        yield process


@contextmanager
def _running() -> Iterator[LiveProcess]:
    known = connection.settings_dict
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    process = LiveProcess(make_conninfo(**{word: known[name] for word, name in names.items() if known[name]}))
    try:
        process.start()
        yield process
    finally:
        process.close()
