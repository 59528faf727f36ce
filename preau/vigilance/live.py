"""Which open pages a fact of vigilance concerns, and who may listen."""

from __future__ import annotations

from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.live.touch import touch
from preau.kernel.actor import STAFF_PROFILES, Actor, Profile
from preau.vigilance.events import WorkAdvanced
from preau.vigilance.policies import LEAD


def hears_reports(actor: Actor, rest: str) -> bool:
    """`signalements:<school>`: the staff of the school; the page decides what it shows."""
    return actor.is_a(*STAFF_PROFILES) and rest.isdigit() and actor.in_school(int(rest))


def hears_incidents(actor: Actor, rest: str) -> bool:
    """`incident:<id>`: who may lead one; the page decides which."""
    return actor.may(LEAD) and actor.is_a(Profile.DIRECTION, Profile.AGENT) and rest.isdigit()


@on(WorkAdvanced)
def touch_desk(event: WorkAdvanced, recorded: Recorded) -> None:
    """The desk shows how far its work is."""
    touch([f"incident:{event.incident_id}"], recorded.id)
