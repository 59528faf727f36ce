"""The lessons to come of a school made to agree with its weekly courses and its replacements, step after step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection

from preau.timetable.laying import add_lessons, agree_on_people, change_lessons, days_off, remove_misplaced

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


def agree_with_courses(school_id: int, *, since: date, until: date) -> Laid:
    """Remove, change, add, and put the right people on: in that order, so that a lesson whose course moves within
    its day is kept. Inside the transaction and the scope of the caller.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK_SPACE, school_id % 2**31])
    off = days_off(school_id, until)
    removed = remove_misplaced(school_id, off)
    changed = change_lessons(school_id)
    added = add_lessons(school_id, off, since=since, until=until)
    changed |= agree_on_people(school_id) - added
    return Laid(len(added), len(changed), len(removed))
