"""Keep evidence of an incident."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible
from preau.vigilance.events import EvidenceAsked
from preau.vigilance.leading import led
from preau.vigilance.models import IncidentAccount, IncidentWork, IncidentWriting
from preau.vigilance.working import begin_work, under_way


@action
def ask_evidence(*, actor: Actor, incident_id: int) -> int:
    """A file of all its writings, with who has and who read them, and of the sessions of its accounts, soon (in
    the background). Returns the id of the work; asked again while it goes on, it is that one.

    Errors: `NotAllowed` for who does not lead it; `NotPossible` when it is closed, or keeps nothing yet.
    """
    with led(actor, incident_id, to_change=True) as mine:
        if (same := under_way(mine, IncidentWork.Kind.EVIDENCE)) is not None:
            return same
        count = IncidentWriting.objects.filter(incident=mine.incident).count()
        if not count and not IncidentAccount.objects.filter(incident=mine.incident).exists():
            raise NotPossible(_("Retenez d’abord des messages ou des comptes."))
        event_id = record(EvidenceAsked(mine.school_id, incident_id, count), actor=actor)
        return begin_work(mine, IncidentWork.Kind.EVIDENCE, max(count, 1), event_id=event_id, actor=actor)
