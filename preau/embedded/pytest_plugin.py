"""Gives a test run its PostgreSQL before Django reads its settings (`-p preau.embedded.pytest_plugin`)."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import pytest

from preau.embedded.testing import cluster_for_tests

_running = ExitStack()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, None, None]:
    """Start the cluster unless PREAU_DATABASE_URL names one (the workers of a run inherit it)."""
    if not os.environ.get("PREAU_DATABASE_URL"):
        var = Path(os.environ.get("PREAU_VAR", Path(__file__).resolve().parents[2] / "var"))
        os.environ["PREAU_DATABASE_URL"] = _running.enter_context(cluster_for_tests(var))
    os.environ.setdefault("PREAU_PLAIN_STATIC", "1")
    os.environ["PREAU_DB_ROLE"] = os.environ.get("PREAU_TEST_DB_ROLE", "")
    yield


def pytest_unconfigure() -> None:
    """Stop what was started here."""
    _running.close()
