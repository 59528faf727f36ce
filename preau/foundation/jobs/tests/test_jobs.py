"""Work for later: asked within the action, done by a worker, given back when the worker dies."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asgiref.sync import async_to_sync
from django.db import connection, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from preau.foundation.jobs.job import Job, job, scheduled
from preau.foundation.jobs.requeue import requeue_abandoned
from preau.kernel import clock

DONE: list[int] = []


def note_done(*, number: int) -> None:
    DONE.append(number)


def sweep() -> None:
    DONE.append(0)


@pytest.fixture
def later_note(db: None) -> Iterator[Job[...]]:
    """A job known for one test."""
    DONE.clear()
    declared = job(note_done)
    yield declared
    del app.tasks[declared.name]


def waiting(name: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (args ->> 'number')::int, status::text, scheduled_at FROM procrastinate_jobs"
            " WHERE task_name = %s",
            [name],
        )
        return list(cursor.fetchall())


def test_a_job_is_asked_for_within_the_transaction(later_note: Job[...]) -> None:
    later_note.later(number=3)
    assert waiting(later_note.name) == [(3, "todo", None)]
    assert DONE == []


def test_what_is_undone_is_not_asked_for(later_note: Job[...]) -> None:
    with transaction.atomic():
        later_note.later(number=3)
        transaction.set_rollback(True)
    assert waiting(later_note.name) == []


def test_a_job_may_wait_for_its_hour(later_note: Job[...]) -> None:
    later_note.at(clock.now(), number=4)
    assert waiting(later_note.name) == [(4, "todo", clock.now())]


def test_a_job_called_directly_runs_at_once(later_note: Job[...]) -> None:
    later_note(number=5)
    assert DONE == [5]


def test_a_failing_job_comes_again_five_times(later_note: Job[...]) -> None:
    strategy = app.tasks[later_note.name].retry_strategy
    assert isinstance(strategy, RetryStrategy)
    assert strategy.max_attempts == 6


def test_work_at_fixed_hours_is_known_to_the_worker() -> None:
    DONE.clear()
    scheduled("5 4 * * *")(sweep)
    name = f"{sweep.__module__}.sweep"
    periodic = app.periodic_registry.periodic_tasks[(name, "")]
    assert periodic.cron == "5 4 * * *"
    app.tasks[name](timestamp=0)
    assert DONE == [0]
    del app.tasks[name], app.periodic_registry.periodic_tasks[(name, "")]


@pytest.mark.usefixtures("db")
def test_the_job_of_a_dead_worker_goes_back_to_its_queue(later_note: Job[...]) -> None:
    later_note.later(number=6)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 minute') RETURNING id"
        )
        (worker_id,) = cursor.fetchone() or (0,)
        cursor.execute("SELECT id FROM procrastinate_fetch_job_v2(NULL, %s)", [worker_id])
    assert waiting(later_note.name)[0][1] == "doing"

    assert async_to_sync(requeue_abandoned)(app) == 1
    assert waiting(later_note.name)[0][1] == "todo"
    assert async_to_sync(requeue_abandoned)(app) == 0
