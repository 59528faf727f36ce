"""Make the lessons to come agree with the weekly courses."""

from __future__ import annotations

from datetime import date

from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed
from preau.timetable.agreement import Laid, agree_with_courses
from preau.timetable.events import LessonsLaid
from preau.timetable.policies import may_lay_lessons


@action
def lay_lessons(*, actor: Actor, school_id: int, since: date, until: date) -> Laid:
    """Lay the missing lessons from `since` to `until` (inclusive); bring every lesson to come in line with its
    weekly course. No lesson to come is left on a day without class (capability C48). A lesson past, changed by
    hand, or that another room leans on, is never touched (rule B9). Laying twice changes nothing and says nothing.

    The scope of the school must be open. `NotAllowed` for anyone but Préau itself.
    """
    if not may_lay_lessons(actor):
        raise NotAllowed
    laid = agree_with_courses(school_id, since=since, until=until)
    if not laid.is_nothing:
        record(LessonsLaid(school_id, since, until, laid.laid, laid.changed, laid.removed), actor=actor)
    return laid


__all__ = ["Laid", "lay_lessons"]
