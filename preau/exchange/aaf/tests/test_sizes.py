"""After an import, PostgreSQL knows the tables it filled: whoever reads next waits for nobody."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from preau.exchange.aaf.tests.test_killed import run
from preau.exchange.region.generate import generate
from tests.browser.running import fresh_database

DATABASE = "preau_tailles"
_FIGURES = """
SELECT c.relname, c.reltuples::bigint, s.last_analyze
  FROM pg_class c JOIN pg_stat_user_tables s ON s.relid = c.oid
 WHERE c.relname IN ('person', 'membership', 'guardianship', 'enrolment', 'absence')
"""


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a database where two schools came in by the real command."""
    folder: Path = tmp_path_factory.mktemp("tailles")
    generate(folder, schools=2, seed=2026)
    with fresh_database(os.environ["PREAU_DATABASE_URL"], DATABASE) as url:
        run(url, "migrate")
        run(url, "import", "aaf", str(folder), "--apply")
        yield url


def figures(url: str) -> dict[str, tuple[int, Any]]:
    with psycopg.connect(url) as owner:
        return {name: (rows, at) for name, rows, at in owner.execute(_FIGURES).fetchall()}


@pytest.mark.slow
def test_the_tables_that_an_import_filled_are_known_and_the_others_are_left_alone(imported: str) -> None:
    found = figures(imported)
    with psycopg.connect(imported) as owner:
        for table in ("person", "membership", "guardianship", "enrolment"):
            (count,) = owner.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,)  # noqa: S608 - our own
            assert count > 500
            assert found[table][0] == pytest.approx(count, rel=0.05)
            assert found[table][1] is not None, "taken by the import, not by autovacuum"
    assert found["absence"][1] is None


@pytest.mark.slow
def test_the_role_of_screens_may_ask_for_it_and_only_what_changed_is_read(imported: str) -> None:
    with psycopg.connect(imported, autocommit=True) as screens:
        screens.execute("CREATE TABLE IF NOT EXISTS grown AS SELECT generate_series(1, 60) AS n")
        screens.execute("ALTER TABLE grown SET (autovacuum_enabled = false)")
        screens.execute("SET ROLE preau_app")
        screens.execute("SELECT pg_stat_force_next_flush()")
        assert screens.execute("SELECT learn_sizes()").fetchall() == [("public.grown",)]
        assert screens.execute("SELECT learn_sizes()").fetchall() == []
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            screens.execute("DROP TABLE grown")
