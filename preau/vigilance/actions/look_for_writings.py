"""Look for the writings of an incident: reading what others wrote is itself a fact."""

from __future__ import annotations

from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.vigilance.events import IncidentSearched
from preau.vigilance.leading import led
from preau.vigilance.searching import Result, Wanted, look


@action
def look_for_writings(*, actor: Actor, incident_id: int, wanted: Wanted) -> Result:
    """What these authors wrote, or what has this text, in the schools of the incident; 500 at most.

    `NotAllowed` for who does not lead it; `NotPossible` when it is closed.
    """
    with led(actor, incident_id, to_change=True) as mine:
        result = look(mine, wanted)
        record(
            IncidentSearched(mine.school_id, incident_id, result.authors, bool(wanted.text), len(result.hits)),
            actor=actor,
        )
    return result
