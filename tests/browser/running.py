"""The real service for the tests in a browser: screens, live process and worker, on a database of their own."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from django.db import connection
from psycopg import sql

from preau.serve.child_service import ChildService
from preau.serve.composition import Setting, services
from preau.serve.readiness import answers
from tests.cast import NOW, Cast

HOST = "127.0.0.1"
SECRET = "le secret des essais dans un navigateur"
_READY_PATIENCE = 60.0
_STOP_PATIENCE = 10.0
_TELLING_PATIENCE = 15.0

#: Jobs and migrations keep their rows: the worker of the service lives on them. Schools come last: they are born
#: with rows of other tables, which are there already.
_TABLES = """
SELECT tablename FROM pg_tables
 WHERE schemaname = 'public' AND tablename NOT LIKE 'procrastinate%' AND tablename <> 'django_migrations'
 ORDER BY tablename = 'school', tablename
"""
#: The columns that are written, by table; the others are computed by PostgreSQL.
_WRITTEN = """
SELECT table_name::text, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)
  FROM information_schema.columns
 WHERE table_schema = 'public' AND is_generated = 'NEVER'
 GROUP BY table_name
"""
_DISPATCHERS = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'preau dispatcher' AND datname = %s"


@dataclass(frozen=True, slots=True)
class RunningService:
    """`url` is the address of the screens, `live_url` that of the live process, `cast` who lives there.

    `restoring` are the statements that write again the rows of the start, kept aside.
    """

    url: str
    live_url: str
    database_url: str
    cast: Cast
    children: dict[str, ChildService]
    restoring: sql.Composed

    def rows(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Ask the database as its owner: all schools, no scope."""
        with psycopg.connect(self.database_url, autocommit=True) as asked:
            return asked.execute(sql.SQL(statement), parameters or None).fetchall()

    def write(self, statement: str, *parameters: object) -> None:
        """Write in the database as its owner, what somebody else would do meanwhile."""
        with psycopg.connect(self.database_url, autocommit=True) as asked:
            asked.execute(sql.SQL(statement), parameters)

    def facts(self) -> list[str]:
        """What happened since `restore`, in order, without the room's name."""
        return [name.split(".")[1] for (name,) in self.rows("SELECT name FROM ledger_event ORDER BY id")]

    def restore(self) -> None:
        """Every table as it was at the start. Facts under delivery are waited for."""
        with psycopg.connect(self.database_url) as owner:
            owner.execute("LOCK TABLE ledger_event IN EXCLUSIVE MODE")
            owner.execute(self.restoring)

    def wait_until_told(self) -> None:
        """Wait until the worker has told every fact to its listeners."""
        deadline = time.monotonic() + _TELLING_PATIENCE
        while self.rows("SELECT FROM ledger_event WHERE delivered_at IS NULL LIMIT 1"):
            assert time.monotonic() < deadline, self.children["worker"].log.read_text()[-3000:]
            time.sleep(0.05)

    def stop(self, name: str) -> None:
        """Stop one process (`web`, `live` or `worker`)."""
        self.children[name].ask_to_stop()
        self.children[name].finish(time.monotonic() + _STOP_PATIENCE)

    def kill(self, name: str) -> None:
        """End one process outright, as a fault would."""
        self.children[name].finish(time.monotonic())

    def start(self, name: str) -> None:
        """Start it again and wait until it works."""
        self.children[name].start()
        self.wait_until_ready(name)

    def wait_until_ready(self, name: str) -> None:
        """Wait until this process works; fails with the end of its log."""
        child = self.children[name]
        deadline = time.monotonic() + _READY_PATIENCE
        while not self._works(name):
            if not child.is_running or time.monotonic() > deadline:
                raise AssertionError(f"« {name} » ne démarre pas :\n{child.log.read_text()[-3000:]}")
            time.sleep(0.05)

    def _works(self, name: str) -> bool:
        port = self.children[name].service.port
        if name == "web":
            return answers(port, "/connexion/")
        if name == "live":
            return answers(port, "/direct/sante")
        return self.rows(_DISPATCHERS, urlsplit(self.database_url).path.lstrip("/")) == [(1,)]


@contextmanager
def running(
    database_url: str, cast: Cast, var: Path, *, is_demonstration: bool = True
) -> Iterator[RunningService]:
    """The service on this database, where the cast is written, from the moment `NOW` of the cast on.

    `is_demonstration` shows the banner of the moved clock.
    """
    port, live_port = free_ports()
    setting = Setting(
        var=var,
        host=HOST,
        port=port,
        live_port=live_port,
        database_url=database_url,
        secret_key=SECRET,
        clock_offset=(NOW - datetime.now(UTC)).total_seconds(),
        workers=1,
    )
    more = {"PREAU_PLAIN_STATIC": "1", "PREAU_DEMONSTRATION": "1" if is_demonstration else ""}
    children = {
        service.name: ChildService(replace(service, environment={**service.environment, **more}), var / "logs")
        for service in services(setting)
    }
    service = RunningService(
        url=f"http://{HOST}:{port}",
        live_url=f"http://{HOST}:{live_port}/direct",
        database_url=database_url,
        cast=cast,
        children=children,
        restoring=_kept_aside(database_url),
    )
    try:
        for child in children.values():
            child.start()
        for name in children:
            service.wait_until_ready(name)
        yield service
    finally:
        for child in children.values():
            child.ask_to_stop()
        deadline = time.monotonic() + _STOP_PATIENCE
        for child in children.values():
            child.finish(deadline)


@contextmanager
def fresh_database(server_url: str, name: str) -> Iterator[str]:
    """An empty database of this name on this server, for the block; its URL."""
    # Not by force: the owner may not end PostgreSQL's own cleaning of a table, which a plain drop does.
    drop = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
    with psycopg.connect(server_url, autocommit=True) as owner:
        owner.execute(drop)
        owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlsplit(server_url)._replace(path=f"/{name}").geturl()
        finally:
            owner.execute(drop)


@contextmanager
def models_write_to(database: str) -> Iterator[None]:
    """Models read and write this database, as its owner, inside the block."""
    told = connection.settings_dict
    before = told["NAME"], told["OPTIONS"]["options"]
    connection.close()
    told["NAME"], told["OPTIONS"]["options"] = database, before[1].partition(" -c role=")[0]
    try:
        yield
    finally:
        connection.close()
        told["NAME"], told["OPTIONS"]["options"] = before


def free_ports() -> tuple[int, int]:
    """Two ports that nobody listens to."""
    with socket.socket() as one, socket.socket() as other:
        for door in (one, other):
            door.bind((HOST, 0))
        return one.getsockname()[1], other.getsockname()[1]


def _kept_aside(database_url: str) -> sql.Composed:
    """Copy every table into the schema `kept`; the statements that put the copies back."""
    with psycopg.connect(database_url) as owner:
        tables = [name for (name,) in owner.execute(_TABLES).fetchall()]
        owner.execute("CREATE SCHEMA kept")
        for name in map(sql.Identifier, tables):
            owner.execute(sql.SQL("CREATE TABLE kept.{0} AS TABLE public.{0}").format(name))
        columns = {name: sql.SQL(row) for name, row in owner.execute(_WRITTEN).fetchall()}
    forget = [sql.SQL("DELETE FROM public.{}").format(name) for name in map(sql.Identifier, tables)]
    write = [
        sql.SQL("INSERT INTO public.{0} ({1}) SELECT {1} FROM kept.{0}").format(
            sql.Identifier(name), columns[name]
        )
        for name in tables
    ]
    return sql.SQL("; ").join([*forget, *write])
