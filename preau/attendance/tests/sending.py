"""The grace minutes and the messages, in tests."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

from django.core import mail
from django.db import connection
from django.test import Client

from preau.attendance.jobs import alert_after_grace, send_one
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.dispatch import gather_listeners
from preau.kernel import clock
from tests.cast import NOW

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]

AFTER = NOW + timedelta(minutes=6)


def asked(name: str) -> list[dict[str, int]]:
    """The jobs of this name that wait, taken from the queue."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args FROM procrastinate_jobs WHERE task_name LIKE %s AND status = 'todo' ORDER BY id",
            [f"preau.attendance.jobs.{name}"],
        )
        found = [row[0] if isinstance(row[0], dict) else json.loads(row[0]) for row in cursor.fetchall()]
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'cancelled' WHERE task_name LIKE %s AND status = 'todo'",
            [f"preau.attendance.jobs.{name}"],
        )
    return found


def deliver() -> None:
    gather_listeners()
    deliver_all()


def go_on(at: Any = AFTER) -> None:
    """The grace passes; what is asked is done."""
    with clock.at(at):
        deliver()
        for words in asked("alert_after_grace"):
            alert_after_grace(**words)
        deliver()
        for words in asked("send_one"):
            send_one(**words)
        deliver()


def sent_to() -> list[str]:
    return sorted(address for message in mail.outbox for address in message.to)


def choose(client: Client, **ticked: str) -> str:
    assert client.post("/compte/etre-prevenu/", ticked).status_code == 302
    return client.get("/compte/etre-prevenu/").content.decode()
