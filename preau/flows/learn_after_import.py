"""What a school brought in, or its new year, changes the sizes of tables: PostgreSQL learns them at once."""

from __future__ import annotations

from preau.console.jobs import learn_soon
from preau.directory.events import YearPrepared
from preau.exchange.sts.events import TimetableImported
from preau.exchange.upload.events import PeopleImported, WeeklyTimetableImported
from preau.foundation.ledger.listeners import Recorded, on


@on(PeopleImported, WeeklyTimetableImported, TimetableImported, YearPrepared)
def learn_after_file(
    _event: PeopleImported | WeeklyTimetableImported | TimetableImported | YearPrepared, _recorded: Recorded
) -> None:
    """By a job of its own: the page that applied the file has been answered."""
    learn_soon()
