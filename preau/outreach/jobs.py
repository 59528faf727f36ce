"""What outreach does later: decide, send, tell once a day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from django.db import transaction

from preau.directory.models import School
from preau.foundation.jobs.job import job, scheduled
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel import clock
from preau.kernel.actor import SYSTEM
from preau.outreach.actions.begin_sendings import begin_sendings
from preau.outreach.actions.decide_notices import decide_notices
from preau.outreach.actions.forget_sendings import forget_sendings
from preau.outreach.actions.hand_over_sendings import hand_over_sendings
from preau.outreach.actions.write_digests import write_digests
from preau.outreach.digest import one_at_a_time, people_due
from preau.outreach.posting import Post
from preau.outreach.rules import DIGEST_HOURS

_SATURDAY = 5


@contextmanager
def _everywhere() -> Iterator[None]:
    """A person's schools are several: what she is told crosses them."""
    with transaction.atomic(), scope_opened_by_hand(list(School.objects.values_list("id", flat=True))):
        yield


@job
def decide_and_send() -> None:
    """Until nothing waits. Several may run at once: each takes rows that no other has."""
    while True:
        with _everywhere():
            seen = decide_notices(actor=SYSTEM)
        if seen == 0:
            break
    while True:
        with _everywhere():
            taken, ids = begin_sendings(actor=SYSTEM)
        if taken == 0:
            break
        _post(ids)


def _post(ids: list[int]) -> None:
    """Each in a transaction of its own: what becomes of one is kept whatever becomes of the next."""
    with closing(Post()) as post:
        for pk in ids:
            with _everywhere():
                hand_over_sendings(actor=SYSTEM, ids=[pk], post=post)


@job
def digest_after(*, person_id: int) -> None:
    """Some hundreds of persons after this one, then the next hundreds by a job of their own: a kill loses none."""
    with _everywhere():
        one_at_a_time()
        people = people_due(person_id)
        if not people:
            return
        write_digests(actor=SYSTEM, people=people)
        digest_after.later(person_id=people[-1])


@scheduled("* * * * *")
def decide_each_minute() -> None:
    """What was told in the page since."""
    decide_and_send()


@scheduled("*/15 * * * *")
def digest_at_the_hours() -> None:
    """On school days, from the first hour at which somebody wants it."""
    local = clock.local(clock.now())
    if local.weekday() < _SATURDAY and local.hour >= min(DIGEST_HOURS):
        decide_and_send()
        digest_after(person_id=0)


@scheduled("20 3 * * *")
def forget_each_night() -> None:
    """Retention of sendings."""
    with _everywhere():
        forget_sendings(actor=SYSTEM)
