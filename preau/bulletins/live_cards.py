"""Which open pages a fact of report cards concerns: the editions of the school, the page of each pupil."""

from __future__ import annotations

from preau.bulletins.events_cards import (
    PublicationDecided,
    ReportCardsAsked,
    ReportCardsMade,
    ReportCardsPublished,
)
from preau.bulletins.policies import may_make
from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.live.touch import touch
from preau.kernel.actor import Actor


@on(ReportCardsAsked, ReportCardsMade, PublicationDecided, ReportCardsPublished)
def touch_editions(
    event: ReportCardsAsked | ReportCardsMade | PublicationDecided | ReportCardsPublished, recorded: Recorded
) -> None:
    """Progress shows as it goes."""
    touch([f"editions:{event.school_id}"], recorded.id)


@on(ReportCardsPublished)
def touch_pupils(event: ReportCardsPublished, recorded: Recorded) -> None:
    """At the same instant for both parents and the pupil; the page decides what each reads."""
    touch([f"eleve:{pupil_id}" for pupil_id in event.pupil_ids], recorded.id)


def may_listen_to_editions(actor: Actor, rest: str) -> bool:
    """`editions:<school>`: who makes report cards there."""
    return rest.isdigit() and may_make(actor, int(rest))
