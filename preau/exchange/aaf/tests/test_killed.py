"""`preau import aaf --apply` in a process of its own, ended outright (SIGKILL) at chosen points of a full delivery
and of the delta after it, then run again: counts in = counts out, and the state of a run that nobody stopped.

The points are exact: a file that was just read, or a statement that waits for a table which the test holds.
"""

# ruff: noqa: S608 - every name in these statements is our own
from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from preau.exchange.region.calendar import OPENS_AT
from preau.exchange.region.generate import generate
from preau.exchange.region.night import write_night
from tests.browser.running import fresh_database

ROOT = Path(__file__).resolve().parents[4]
DATABASE = "preau_tue"
_PATIENCE = 60.0

_KEY = "(SELECT min(k.source || k.key) FROM person_key k WHERE k.person_id = {} AND k.kind = 'aaf')"
_WHOSE, _OF_PUPIL, _OF_GUARDIAN, _OF_TEACHER = (
    _KEY.format(column) for column in ("t.person_id", "t.pupil_id", "t.guardian_id", "t.teacher_id")
)
#: Everything that an import may write, by the keys of the source: numbers of rows differ from run to run.
_STATE = {
    "school": "SELECT uai, name, town FROM school ORDER BY 1",
    "person": f"""SELECT {_KEY.format("p.id")}, last_name, first_name, born_on, email, mobile, address
                    FROM person p ORDER BY 1, 2, 3""",
    "person_key": "SELECT source, kind, key FROM person_key ORDER BY 1, 2, 3",
    "enrolment": f"SELECT uai, {_OF_PUPIL}, begins_on, ends_on FROM enrolment t JOIN school s ON s.id = school_id"
    " ORDER BY 1, 2, 3",
    "membership": f"""SELECT uai, g.kind, code, {_OF_PUPIL}, begins_on, ends_on
                        FROM membership t JOIN pupil_group g ON g.id = t.group_id
                        JOIN school s ON s.id = t.school_id ORDER BY 1, 2, 3, 4, 5""",
    "guardianship": f"""SELECT {_OF_PUPIL}, {_OF_GUARDIAN}, level, kinship, rank, begins_on, ends_on
                          FROM guardianship t ORDER BY 1, 2, 6""",
    "post": f"SELECT uai, {_WHOSE}, function, label, begins_on, ends_on FROM post t"
    " JOIN school s ON s.id = school_id ORDER BY 1, 2, 3, 4, 5",
    "course": f"""SELECT uai, g.code, j.code, {_OF_TEACHER}, begins_on, ends_on
                    FROM course t JOIN pupil_group g ON g.id = t.group_id JOIN subject j ON j.id = subject_id
                    JOIN school s ON s.id = t.school_id ORDER BY 1, 2, 3, 4, 5""",
    "form_teacher": f"SELECT g.code, {_WHOSE}, begins_on, ends_on FROM form_teacher t"
    " JOIN pupil_group g ON g.id = t.group_id ORDER BY 1, 2, 3",
    "subject": "SELECT code, label FROM subject ORDER BY 1, 2",
    "mef": "SELECT source, code, label FROM mef ORDER BY 1, 2",
    "aaf_record": "SELECT source, category, key, attributes::text FROM aaf_record ORDER BY 1, 2, 3",
    "aaf_awaited": "SELECT source, pupil, relative FROM aaf_awaited ORDER BY 1, 2, 3",
    "aaf_note": "SELECT file, line, key, reason, is_open FROM aaf_note ORDER BY 1, 2, 4",
    "aaf_delivery": """SELECT source, kind, dated_on, state, read_count, applied_count, kept_count, listed_count
                         FROM aaf_delivery ORDER BY 1, 2, 3""",
    "ledger_event": "SELECT name, payload ->> 'changes' FROM ledger_event WHERE name LIKE 'aaf.%' ORDER BY id",
}
_ENDED = "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> %s)"
_WAITS = "SELECT EXISTS (SELECT FROM pg_locks l WHERE NOT granted AND relation = %s::regclass)"

State = dict[str, list[tuple[Any, ...]]]


def environment(url: str) -> dict[str, str]:
    moved = OPENS_AT - datetime.now(UTC)
    return os.environ | {"PREAU_DATABASE_URL": url, "PREAU_CLOCK_OFFSET": f"{moved.total_seconds():.3f}"}


def started(url: str, *words: str) -> subprocess.Popen[str]:
    """The real command, in its own process."""
    return subprocess.Popen(
        [sys.executable, "-m", "preau", *words], env=environment(url), cwd=ROOT, text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip


def run(url: str, *words: str) -> None:
    with started(url, *words) as process:
        _, told = process.communicate()
    assert process.returncode == 0, told


def state(url: str) -> State:
    with psycopg.connect(url) as owner:
        return {name: owner.execute(sql.SQL(asked)).fetchall() for name, asked in _STATE.items()}


def wait_until(owner: psycopg.Connection[Any], asked: str, value: object) -> None:
    deadline = time.monotonic() + _PATIENCE
    while owner.execute(sql.SQL(asked), [value]).fetchone() != (True,):
        assert time.monotonic() < deadline, asked
        time.sleep(0.02)


@contextmanager
def copied(url: str, name: str) -> Iterator[str]:
    """A copy of this database, for the block."""
    server = urlsplit(url)._replace(path="/postgres").geturl()
    drop, kept = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)), urlsplit(url).path.lstrip("/")
    with psycopg.connect(server, autocommit=True) as owner:
        owner.execute(drop)
        owner.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(kept)))
        try:
            yield urlsplit(url)._replace(path=f"/{name}").geturl()
        finally:
            owner.execute(drop)


def when_read(category: str) -> Callable[[str, str], None]:
    """Kill the import of this folder as soon as it says that it read a file of this category."""

    def kill(url: str, folder: str) -> None:
        with started(url, "import", "aaf", folder, "--apply") as process:
            assert process.stderr is not None
            assert any(category in line for line in process.stderr)
            process.send_signal(signal.SIGKILL)
        assert process.returncode == -signal.SIGKILL

    return kill


def when_it_needs(table: str, mode: str) -> Callable[[str, str], None]:
    """Kill the import of this folder while it waits for this table, held in `mode`: `SHARE` lets it read only."""

    def kill(url: str, folder: str) -> None:
        with psycopg.connect(url) as holder, psycopg.connect(url, autocommit=True) as owner:
            holder.execute(sql.SQL(f"LOCK TABLE {table} IN {mode} MODE"))
            with started(url, "import", "aaf", folder, "--apply") as process:
                wait_until(owner, _WAITS, table)
                process.send_signal(signal.SIGKILL)
            assert process.returncode == -signal.SIGKILL

    return kill


POINTS = {
    "reading the pupils": when_read("Eleve"),
    "reading the last file": when_read("PersEducNat"),
    "comparing": when_it_needs("guardianship", "ACCESS EXCLUSIVE"),
    "writing the first persons": when_it_needs("person", "SHARE"),
    "writing the ties": when_it_needs("guardianship", "SHARE"),
    "writing the last courses": when_it_needs("form_teacher", "SHARE"),
    "keeping its records": when_it_needs("aaf_record", "SHARE"),
    "saying that it is applied": when_it_needs("ledger_event", "SHARE"),
}
#: It goes the same way: enough of them to see that.
POINTS_OF_A_DELTA = ("reading the pupils", "comparing", "writing the ties", "keeping its records")


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`complet`, the deliveries of two schools; `suite`, the same and the delta of the night after."""
    folder = tmp_path_factory.mktemp("tue")
    generate(folder / "complet", schools=2, seed=2026)
    write_night(folder / "suite" / "nuit", of=folder / "complet", percent=5, seed=2026)
    (folder / "suite" / "complet").symlink_to(folder / "complet", target_is_directory=True)
    return folder


@pytest.fixture(scope="module")
def empty(region: Path) -> Iterator[str]:
    """The URL of a database where nothing came in yet."""
    with fresh_database(os.environ["PREAU_DATABASE_URL"], DATABASE) as url:
        run(url, "migrate")
        yield url


@pytest.fixture(scope="module")
def full(empty: str, region: Path) -> Iterator[str]:
    """The URL of a database where the full delivery came in, and nobody stopped it."""
    with copied(empty, f"{DATABASE}_complet") as url:
        run(url, "import", "aaf", str(region / "complet"), "--apply")
        yield url


@pytest.fixture(scope="module")
def expected(full: str, region: Path) -> tuple[State, State]:
    """What the full delivery leaves, and the delta after it, when nobody stops them."""
    with copied(full, f"{DATABASE}_suite") as url:
        run(url, "import", "aaf", str(region / "suite"), "--apply")
        return state(full), state(url)


def balanced(deliveries: list[tuple[Any, ...]]) -> bool:
    return all(read == applied + kept + listed > 0 for *_what, read, applied, kept, listed in deliveries)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["full", "delta"])
def test_killed_anywhere_and_run_again_it_is_as_if_nobody_had_stopped_it(
    kind: str, empty: str, full: str, expected: tuple[State, State], region: Path
) -> None:
    is_delta = kind == "delta"
    start, folder, after = (
        (full, region / "suite", expected[1]) if is_delta else (empty, region / "complet", expected[0])
    )
    before = state(start)
    assert after["person"] != before["person"]
    assert balanced(after["aaf_delivery"])
    with copied(start, f"{DATABASE}_{kind}") as url:
        for name in POINTS_OF_A_DELTA if is_delta else POINTS:
            POINTS[name](url, str(folder))
            with psycopg.connect(url, autocommit=True) as owner:
                wait_until(owner, _ENDED, owner.info.backend_pid)
            assert state(url) == before, name
        run(url, "import", "aaf", str(folder), "--apply")
        assert state(url) == after
