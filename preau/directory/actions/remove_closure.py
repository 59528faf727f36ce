"""The school is open after all."""

from __future__ import annotations

from preau.directory.events import ClosureRemoved
from preau.directory.policies import may_manage_calendar, visible_closures
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def remove_closure(*, actor: Actor, school_id: int, closure_id: int) -> None:
    """Take a closure off the calendar.

    Error: `NotAllowed` for who does not set this calendar, or a closure that is not of this school.
    """
    closures = visible_closures(actor).filter(school_id=school_id, pk=closure_id)
    closure = closures.select_for_update().first() if may_manage_calendar(actor, school_id) else None
    if closure is None:
        raise NotAllowed
    fact = ClosureRemoved(school_id, closure.pk, closure.starts_on, closure.ends_on, closure.half)
    closure.delete()
    record(fact, actor=actor)
