"""`@job` and `@scheduled`: how a room declares work for later. Written in the room's `jobs.py`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Generic, ParamSpec, cast

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

P = ParamSpec("P")

# Asked for through Django's connection, even inside the worker: with the action, or not at all.
_QUEUE = JobManager(DjangoConnector())

#: Seconds before the second attempt, then 3 times more each time: 10 s, 30 s, 90 s, 4 min 30, 13 min 30.
_RETRY = RetryStrategy(max_attempts=6, wait=10, exponential_wait=3)


class Job(Generic[P]):
    """A function that can run later. Called directly, it runs at once (tests, other jobs)."""

    def __init__(self, function: Callable[P, None]) -> None:
        self._function = function
        self.name = f"{function.__module__}.{function.__qualname__}"
        app.task(name=self.name, retry=_RETRY)(function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        self._function(*args, **kwargs)

    def later(self, *_none: P.args, **kwargs: P.kwargs) -> None:
        """Ask for it within the current transaction: nothing on rollback, soon after commit.

        Arguments are given by name; JSON keeps them, in clear: ids, never a secret nor a name.
        """
        configure_task(name=self.name, job_manager=_QUEUE).defer(**cast("dict[str, Any]", kwargs))

    def at(self, instant: datetime, *_none: P.args, **kwargs: P.kwargs) -> None:
        """The same, not before `instant` (aware, by the clock of the machine)."""
        configure_task(name=self.name, job_manager=_QUEUE, schedule_at=instant).defer(
            **cast("dict[str, Any]", kwargs)
        )

    def after(self, delay: timedelta, *_none: P.args, **kwargs: P.kwargs) -> None:
        """The same, not before so long from now: right even where Préau lives at another hour (demonstration)."""
        wait = {"seconds": max(0, int(delay.total_seconds()))}
        configure_task(name=self.name, job_manager=_QUEUE, schedule_in=cast("Any", wait)).defer(
            **cast("dict[str, Any]", kwargs)
        )


def job(function: Callable[P, None]) -> Job[P]:
    """Declare work for later: loads what its ids name and calls one action.

    It runs at least once (the worker may be killed in the middle), six attempts in all: so it is idempotent.
    """
    return Job(function)


def scheduled(cron: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Run a function without arguments at the hours of `cron` (`minute hour day month weekday`, UTC).

    Once for all workers. A tick missed by more than ten minutes while no worker ran is dropped.
    """

    def declare(function: Callable[[], None]) -> Callable[[], None]:
        name = f"{function.__module__}.{function.__qualname__}"

        def at_its_hour(timestamp: int) -> None:
            function()

        app.periodic(cron=cron)(app.task(name=name, queueing_lock=name)(at_its_hour))
        return function

    return declare
