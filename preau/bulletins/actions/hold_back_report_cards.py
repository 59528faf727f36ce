"""Take back an hour of publication that has not come."""

from __future__ import annotations

from collections.abc import Sequence

from preau.bulletins.actions.publish_report_cards import checked_terms, forget_publication
from preau.bulletins.events_cards import PublicationDecided
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor


@action
def hold_back_report_cards(*, actor: Actor, school_id: int, term_ids: Sequence[int]) -> int:
    """The cards of these classes whose hour has not come are not published any more; how many. What families read
    stays. Errors: those of `publish_report_cards`, but for the hour.
    """
    wanted = checked_terms(actor, school_id, term_ids)
    forgotten = forget_publication(school_id, wanted)
    if forgotten:
        record(PublicationDecided(school_id, wanted, ""), actor=actor)
    return forgotten
