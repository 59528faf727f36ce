"""Make the lessons to come agree with the weekly courses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection

from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed
from preau.timetable.events import LessonsLaid
from preau.timetable.laying import add_lessons, agree_on_people, change_lessons, remove_misplaced
from preau.timetable.policies import may_lay_lessons

#: First key of our advisory locks: « lays », in four bytes. Two layings of a school follow each other.
_LOCK_SPACE = 0x6C617973


@dataclass(frozen=True, slots=True)
class Laid:
    """What a laying did, in numbers of lessons."""

    laid: int
    changed: int
    removed: int

    @property
    def is_nothing(self) -> bool:
        return not (self.laid or self.changed or self.removed)


@action
def lay_lessons(*, actor: Actor, school_id: int, since: date, until: date) -> Laid:
    """Lay the missing lessons from `since` to `until` (inclusive); bring every lesson to come in line with its
    weekly course. A lesson past, or one that another room leans on, is never touched (rule B9). Laying twice
    changes nothing and says nothing.

    The scope of the school must be open. `NotAllowed` for anyone but Préau itself.
    """
    if not may_lay_lessons(actor):
        raise NotAllowed
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK_SPACE, school_id % 2**31])
    removed = remove_misplaced(school_id)
    changed = change_lessons(school_id)
    added = add_lessons(school_id, since=since, until=until)
    changed |= agree_on_people(school_id) - added
    laid = Laid(len(added), len(changed), len(removed))
    if not laid.is_nothing:
        record(LessonsLaid(school_id, since, until, laid.laid, laid.changed, laid.removed), actor=actor)
    return laid
