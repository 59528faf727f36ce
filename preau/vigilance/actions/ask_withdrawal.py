"""Withdraw the writings of an incident, and give them back."""

from __future__ import annotations

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible
from preau.vigilance.events import WithdrawalAsked
from preau.vigilance.leading import led
from preau.vigilance.models import Incident, IncidentWork, IncidentWriting
from preau.vigilance.working import begin_work, under_way


def to_withdraw(incident: Incident) -> QuerySet[IncidentWriting]:
    """Those that people read."""
    standing = Q(withdrawn_at=None) | Q(restored_at__isnull=False)
    return IncidentWriting.objects.filter(standing, incident=incident)


@action
def ask_withdrawal(*, actor: Actor, incident_id: int) -> int:
    """All the writings of the incident that are read now: nobody reads them any more, soon (in the background).

    Returns the id of the work; asked again while it goes on, it is that one.

    Errors: `NotAllowed` for who does not lead it; `NotPossible` when it is closed, when there is nothing to
    withdraw, or while they are given back.
    """
    with led(actor, incident_id, to_change=True) as mine:
        if (same := under_way(mine, IncidentWork.Kind.WITHDRAW)) is not None:
            return same
        rows = to_withdraw(mine.incident)
        count, copies = rows.count(), rows.aggregate(copies=Sum("copies"))["copies"] or 0
        if not count:
            raise NotPossible(_("Il n’y a rien à retirer\u202f: retenez d’abord des messages."))
        event_id = record(WithdrawalAsked(mine.school_id, incident_id, count, copies), actor=actor)
        work = begin_work(mine, IncidentWork.Kind.WITHDRAW, count, event_id=event_id, actor=actor)
        rows.update(wants=IncidentWork.Kind.WITHDRAW.value)
    return work
