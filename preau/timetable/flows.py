"""What the school decides of its calendar, its lessons follow at once."""

from __future__ import annotations

from preau.directory.events import ClosureAdded, ClosureRemoved, SchoolSettingsChanged
from preau.foundation.ledger.listeners import Recorded, on
from preau.timetable.jobs import lay_school


@on(ClosureAdded, ClosureRemoved, SchoolSettingsChanged)
def lay_again(event: ClosureAdded | ClosureRemoved | SchoolSettingsChanged, recorded: Recorded) -> None:
    """A closing day, a zone or a midday changed: lessons are laid again, without waiting for the night."""
    lay_school.later(school_id=event.school_id)
