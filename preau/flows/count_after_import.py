"""What came into a school changes its anomalies: they are counted again, without waiting for the next hour."""

from __future__ import annotations

from preau.console.jobs import count_soon
from preau.exchange.aaf.events import DeliveryApplied, ReattachmentDecided
from preau.exchange.sts.events import TimetableImported
from preau.exchange.upload.events import PeopleImported, WeeklyTimetableImported
from preau.foundation.ledger.listeners import Recorded, on


@on(DeliveryApplied)
def count_after_delivery(event: DeliveryApplied, _recorded: Recorded) -> None:
    """The schools where a delivery changed something."""
    count_soon(event.school_ids)


@on(PeopleImported, WeeklyTimetableImported, TimetableImported, ReattachmentDecided)
def count_after_file(
    event: PeopleImported | WeeklyTimetableImported | TimetableImported | ReattachmentDecided, _recorded: Recorded
) -> None:
    """The school that brought in a file of its own, or said who a newcomer is."""
    count_soon([event.school_id])
