"""The embedded database: it starts anywhere, keeps what it acknowledged, and never outlives its owner."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from preau.embedded import Busy, Cluster, NotStarted, embedded_postgres, owned_cluster
from preau.embedded.child import start_child
from preau.embedded.leftovers import make_way, processes_in
from preau.embedded.lock import holder, lock
from preau.embedded.secrets_file import read_secrets


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a blank and an accent, as in « Mes documents/Préau »."""
    return tmp_path_factory.mktemp("un été")


@pytest.fixture
def cluster(var: Path) -> Iterator[Cluster]:
    """The database of `var`, running."""
    with owned_cluster(var) as running:
        yield running


def _number_of_rows(url: str) -> int:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
        row = connection.execute("SELECT count(*) FROM kept").fetchone()
    assert row is not None
    return int(row[0])


def _add_row(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
        connection.execute("INSERT INTO kept VALUES (1)")


def _postmaster(cluster: Cluster) -> int:
    return int((cluster.directory / "postmaster.pid").read_text().split()[0])


def test_the_owner_of_the_tables_is_no_superuser(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url) as connection:
        rights = connection.execute(
            "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    assert rights == (False, True, True)


def test_it_speaks_utf8_and_folds_accents_of_capitals(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url) as connection:
        told = connection.execute("SELECT lower('ÉCOLE'), current_setting('data_checksums')").fetchone()
    assert told == ("école", "on")


def test_nobody_else_reads_its_files_or_its_passwords(cluster: Cluster) -> None:
    assert stat.S_IMODE(cluster.directory.stat().st_mode) == 0o700
    assert stat.S_IMODE((cluster.directory / "preau.json").stat().st_mode) == 0o600


def test_a_wrong_password_is_refused(cluster: Cluster) -> None:
    url = cluster.url.replace(read_secrets(cluster.directory).owner_password, "autre")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


def test_a_second_owner_is_refused_but_may_borrow(var: Path, cluster: Cluster) -> None:
    with pytest.raises(Busy), owned_cluster(var):
        pass
    with embedded_postgres(var) as url:
        assert url == cluster.url
    assert cluster.is_running


def test_a_row_acknowledged_survives_kill_9(var: Path) -> None:
    with owned_cluster(var) as first:
        before = _number_of_rows(first.url)
        _add_row(first.url)
        os.kill(_postmaster(first), signal.SIGKILL)
    with owned_cluster(var) as second:
        assert _number_of_rows(second.url) == before + 1


def test_a_lock_file_that_names_a_stranger_does_not_stop_it(var: Path) -> None:
    with owned_cluster(var) as first:
        file = first.directory / "postmaster.pid"
        left = file.read_text()
        pid = _postmaster(first)
    file.write_text(left.replace(str(pid), str(os.getpid()), 1))
    with owned_cluster(var) as second:
        assert second.is_running


def test_it_moves_to_another_port_when_its_own_is_taken(var: Path) -> None:
    with owned_cluster(var) as first:
        port = read_secrets(first.directory).port
    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        squatter.bind(("127.0.0.1", port))
        squatter.listen()
        with owned_cluster(var) as second:
            assert read_secrets(second.directory).port != port
            assert _number_of_rows(second.url) >= 0


def test_a_base_of_another_version_is_refused_with_a_sentence(var: Path) -> None:
    with owned_cluster(var) as first:
        version = first.directory / "PG_VERSION"
    true_version = version.read_text()
    version.write_text("12\n")
    with pytest.raises(NotStarted, match="PostgreSQL 12"), owned_cluster(var):
        pass
    version.write_text(true_version)


def test_killed_with_its_supervisor_it_stops_and_starts_again(var: Path) -> None:
    program = (
        "import sys, pathlib, preau.embedded as e\n"
        "with e.owned_cluster(pathlib.Path(sys.argv[1])) as c:\n"
        "    print(c.url, flush=True); sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", program, str(var)]
    root = Path(__file__).resolve().parents[3]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root) as supervisor:
        assert supervisor.stdout is not None
        assert supervisor.stdout.readline()
        supervisor.kill()
    make_way(var / "postgres", print)
    assert processes_in(var / "postgres") == []
    with owned_cluster(var) as again:
        assert again.is_running


def test_a_lock_is_free_once_its_holder_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "x.lock"
    with lock(path):
        assert holder(path) == os.getpid()
    assert holder(path) is None


def test_a_child_that_cannot_run_says_126(tmp_path: Path) -> None:
    child = start_child([tmp_path / "absent"], output=None)
    assert child.wait(10) == 126
