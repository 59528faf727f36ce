"""Sign out the accounts of an incident and empty their passwords."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible
from preau.vigilance.events import ResetAsked
from preau.vigilance.leading import led
from preau.vigilance.models import IncidentAccount, IncidentWork
from preau.vigilance.working import begin_work, under_way


@action
def ask_reset(*, actor: Actor, incident_id: int) -> int:
    """All the accounts of the incident that were not reset yet: their sessions end and their passwords open
    nothing any more, soon (in the background). Returns the id of the work; asked again while it goes on, that one.

    Errors: `NotAllowed` for who does not lead it; `NotPossible` when it is closed, or when no account waits.
    """
    with led(actor, incident_id, to_change=True) as mine:
        if (same := under_way(mine, IncidentWork.Kind.RESET)) is not None:
            return same
        rows = IncidentAccount.objects.filter(incident=mine.incident, reset_at=None)
        count = rows.count()
        if not count:
            raise NotPossible(_("Aucun compte n’est à réinitialiser\u202f: retenez d’abord des comptes."))
        event_id = record(ResetAsked(mine.school_id, incident_id, count), actor=actor)
        work = begin_work(mine, IncidentWork.Kind.RESET, count, event_id=event_id, actor=actor)
        rows.update(wants=IncidentWork.Kind.RESET.value)
    return work
