"""One embedded PostgreSQL: its folder, its postmaster (our own child), its life."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psycopg
from psycopg import sql

from preau.embedded.child import start_child
from preau.embedded.failure import NotStarted
from preau.embedded.identity import identity_for
from preau.embedded.initialise import initialise
from preau.embedded.leftovers import make_way
from preau.embedded.programs import Programs, embedded_programs
from preau.embedded.secrets_file import DATABASE, OWNER, Secrets, read_secrets, with_usable_port
from preau.embedded.tuning import options

#: Seconds: a recovery after `kill -9` on a large base takes some; an orderly stop writes what is in memory.
_START_PATIENCE = 300.0
_STOP_PATIENCE = 30.0
_LARGEST_LOG = 10_000_000


def say_nothing(_sentence: str) -> None:
    """For callers that show no progress."""


class Cluster:
    """A PostgreSQL on `directory`, run by this process and never outliving it.

    The caller holds the lock of the folder (`lock.py`). Not durable means: for tests, a machine that
    stops loses everything.
    """

    def __init__(
        self,
        directory: Path,
        *,
        programs: Programs | None = None,
        durable: bool = True,
        announce: Callable[[str], None] = say_nothing,
    ) -> None:
        self.directory = directory
        self.log = directory.with_name(f"{directory.name}.log")
        self._programs = programs or embedded_programs()
        self._durable = durable
        self._announce = announce
        self._postmaster: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """`postgresql://` of the database `preau`, as its owner."""
        return read_secrets(self.directory).url

    @property
    def is_running(self) -> bool:
        return self._postmaster is not None and self._postmaster.poll() is None

    def start(self) -> str:
        """Make the database when there is none, start it, wait until it answers; returns `url`."""
        if not (self.directory / "PG_VERSION").exists():
            self._announce("Création de la base de données…")
            initialise(self.directory, self._programs, durable=self._durable)
        self._check_version()
        make_way(self.directory, self._announce)
        kept = with_usable_port(self.directory, read_secrets(self.directory))
        identity = identity_for(self.directory, self._programs)
        if self.log.exists() and self.log.stat().st_size > _LARGEST_LOG:
            self.log.unlink()
        with open(self.log, "ab") as log:
            self._postmaster = start_child(
                [self._programs.postgres, *options(self.directory, kept.port, durable=self._durable)],
                *identity.options,
                death_signal=signal.SIGINT,
                output=log,
                cwd=Path("/"),
            )
        self._wait(self._postmaster)
        _ensure_owner_and_database(kept)
        return kept.url

    def stop(self) -> None:
        """End every connection and stop in order; by force when that takes too long."""
        postmaster, self._postmaster = self._postmaster, None
        if postmaster is None or postmaster.poll() is not None:
            return
        for request, patience in (
            (signal.SIGINT, _STOP_PATIENCE),
            (signal.SIGQUIT, 5.0),
            (signal.SIGKILL, 5.0),
        ):
            postmaster.send_signal(request)
            with suppress(subprocess.TimeoutExpired):
                postmaster.wait(patience)
                return

    def _check_version(self) -> None:
        made_by = (self.directory / "PG_VERSION").read_text().strip()
        if made_by != str(self._programs.major):
            raise NotStarted(
                f"La base de « {self.directory} » vient de PostgreSQL {made_by}, les programmes "
                f"sont de la version {self._programs.major} : convertissez-la "
                "(pg_upgrade) ou écartez ce dossier."
            )

    def _wait(self, postmaster: subprocess.Popen[bytes]) -> None:
        began = time.monotonic()
        told = False
        while not self._is_ready(postmaster.pid):
            if postmaster.poll() is not None:
                raise NotStarted(f"PostgreSQL n’a pas démarré. Fin de son journal ({self.log}) :\n{self._tail()}")
            waited = time.monotonic() - began
            if waited > _START_PATIENCE:
                self.stop()
                raise NotStarted(f"PostgreSQL ne répond pas. Son journal : {self.log}")
            if waited > 2 and not told:
                told = True
                self._announce("La base se remet d’un arrêt brutal…")
            time.sleep(0.02)

    def _is_ready(self, pid: int) -> bool:
        with suppress(OSError, IndexError):
            lines = (self.directory / "postmaster.pid").read_text().split("\n")
            return lines[0] == str(pid) and lines[7].strip() == "ready"
        return False

    def _tail(self) -> str:
        with suppress(OSError):
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-5:])
        return ""


def _ensure_owner_and_database(kept: Secrets) -> None:
    # At every start, not only the first: a kill between `initdb` and these lines leaves neither.
    with psycopg.connect(kept.superuser_url, autocommit=True, connect_timeout=10) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [OWNER]).fetchone():
            connection.execute(
                sql.SQL("CREATE ROLE {} LOGIN CREATEROLE CREATEDB PASSWORD {}").format(
                    sql.Identifier(OWNER), sql.Literal(kept.owner_password)
                )
            )
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
            )
