"""Close an incident, with what is to be remembered of it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible
from preau.vigilance.drill import end_drill
from preau.vigilance.events import IncidentClosed
from preau.vigilance.leading import led
from preau.vigilance.models import EvidenceFile, Freeze, IncidentAccount, IncidentWork, IncidentWriting


@action
def close_incident(*, actor: Actor, incident_id: int, conclusion: str) -> None:
    """Nothing of it changes any more; what was withdrawn stays so. A rehearsal leaves its title and conclusion:
    what it made up is deleted.

    Errors: `NotAllowed` for who does not lead it; `NotPossible` when it is closed, without a conclusion, or while
    something of it is under way.
    """
    with led(actor, incident_id, to_change=True) as mine:
        incident, words = mine.incident, conclusion.strip()
        if not words:
            raise NotPossible(_("Écrivez ce qui est à retenir."), field="conclusion")
        if IncidentWork.objects.filter(incident=incident, ended_at=None).exists():
            raise NotPossible(_("Un travail est en cours\u202f: attendez qu’il finisse."))
        now = clock.now()
        incident.closed_at, incident.closed_by_id, incident.conclusion = now, actor.person_id, words
        incident.save(update_fields=["closed_at", "closed_by_id", "conclusion"])
        if incident.is_rehearsal:
            for rows in (IncidentWriting.objects, IncidentAccount.objects):
                rows.filter(incident=incident).delete()
            EvidenceFile.objects.filter(incident=incident).delete()
            Freeze.objects.filter(gesture=incident.key, lifted_at=None).update(
                lifted_at=now, lifted_by_id=actor.person_id
            )
            end_drill(incident)
        record(IncidentClosed(mine.school_id, incident.pk), actor=actor)
