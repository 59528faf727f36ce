"""A mass delivery killed in the middle: `preau bench --messages --kills N`, on the region of the messages.

The one who delivers is killed N times, at other moments each time, and every other time the database with it; then
a last one finishes. Each of the hundred thousand must have the message once.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import psycopg
from django.db import connection, transaction

from preau.cli.bench_messages import post_to_all
from preau.cli.surroundings import ROOT
from preau.embedded.running import owned_cluster
from preau.foundation.tenancy.scope import school_scope
from preau.kernel import clock
from preau.kernel.actor import SYSTEM
from preau.messaging.actions.deliver_copies import deliver_copies

_UAI, _PEOPLE = "9990100Z", 100_000
_COUNTED = """
SELECT count(DISTINCT c.person_id), count(*),
       (SELECT count(*) FROM enrolment e JOIN message m ON m.school_id = e.school_id WHERE m.id = %(message)s),
       (SELECT m.state FROM message m WHERE m.id = %(message)s)
  FROM message_copy c WHERE c.message_id = %(message)s AND c.role <> 0
"""
#: Small batches: many moments at which to die.
_BATCH = 1_000


def deliver_in_small_batches(message_id: int) -> None:
    """What is killed. Needs Django, as the owner."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT school_id FROM message WHERE id = %s", [message_id])
        (school_id,) = cursor.fetchone() or (0,)
    is_over: bool | None = False
    while not is_over:
        with transaction.atomic(), school_scope([school_id]):
            is_over = deliver_copies(actor=SYSTEM, school_id=school_id, message_id=message_id, most=_BATCH)


def post(moment: datetime | None) -> int:
    """The message to deliver."""
    with clock.at(moment or clock.now()):
        posted = post_to_all(_UAI)[0].pk
    # The database is about to be stopped.
    connection.close()
    return posted


def counted(url: str, message_id: int) -> str:
    """How many have it, how many should, and its state."""
    with psycopg.connect(url) as line:
        row = line.execute(_COUNTED, {"message": message_id}).fetchone()
    assert row is not None
    people, copies, pupils, state = row
    return f"{people} personnes l’ont, en {copies} copies, sur {pupils} élèves inscrits ({state})"


def kill_and_finish(var: Path, message_id: int, kills: int) -> None:
    """Start the database and the one who delivers, kill them while copies come, as often as told; then let it
    finish.
    """
    for done in range(kills):
        with owned_cluster(var) as cluster:
            worker = _worker(var, message_id)
            _wait_for(cluster.url, message_id, people=(done + 1) * _PEOPLE // (kills + 2))
            time.sleep(0.013 * done)
            worker.kill()
            worker.wait()
            if done % 2:
                os.kill(int((cluster.directory / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    with owned_cluster(var):
        _worker(var, message_id).wait()


def _wait_for(url: str, message_id: int, *, people: int) -> None:
    """Until so many have it."""
    with psycopg.connect(url, autocommit=True) as line:
        while True:
            row = line.execute("SELECT delivered FROM message WHERE id = %s", [message_id]).fetchone()
            if row is None or row[0] >= people:
                return
            time.sleep(0.01)


def _worker(var: Path, message_id: int) -> subprocess.Popen[bytes]:
    told = os.environ | {"PREAU_VAR": str(var)}
    told.pop("PREAU_DATABASE_URL", None)
    command = [sys.executable, "-m", "preau", "bench", "--deliver", str(message_id)]
    return subprocess.Popen(command, env=told, cwd=ROOT)
