"""Take an evidence file: who took it, and when, is known for ever."""

from __future__ import annotations

from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed
from preau.vigilance.events import EvidenceTaken
from preau.vigilance.leading import led
from preau.vigilance.models import EvidenceFile


@action
def take_evidence(*, actor: Actor, incident_id: int, file_id: int) -> EvidenceFile:
    """The file, of an incident open or closed. `NotAllowed` for who does not lead it."""
    with led(actor, incident_id) as mine:
        found: EvidenceFile | None = EvidenceFile.objects.filter(pk=file_id, incident=mine.incident).first()
        if found is None:
            raise NotAllowed
        record(EvidenceTaken(mine.school_id, incident_id, file_id), actor=actor)
    return found
