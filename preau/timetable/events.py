"""Facts of the timetable. Ids and counts only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class LessonsLaid(Event):
    """The lessons to come of a school were made to agree with its weekly courses: so many new, so many whose
    hour, room, subject, teachers or groups changed, so many gone.
    """

    school_id: int
    since: date
    until: date
    laid: int
    changed: int
    removed: int
