"""Once report cards are read, the figures of the class on statements are those of the averages they say."""

from __future__ import annotations

from preau.bulletins.events_cards import ReportCardsPublished
from preau.foundation.ledger.listeners import Recorded, on
from preau.grading.jobs import count_what_is_published_of


@on(ReportCardsPublished)
def count_decided_averages(event: ReportCardsPublished, _recorded: Recorded) -> None:
    """By the worker; published again as a new version, they are counted again."""
    count_what_is_published_of.later(school_id=event.school_id, term_id=event.term_id)
