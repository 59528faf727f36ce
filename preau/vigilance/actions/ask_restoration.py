"""Give back writings that an incident withdrew by mistake."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible
from preau.vigilance.events import RestorationAsked
from preau.vigilance.leading import led
from preau.vigilance.models import IncidentWork, IncidentWriting
from preau.vigilance.working import begin_work, under_way


@action
def ask_restoration(*, actor: Actor, incident_id: int, row_ids: Collection[int]) -> int:
    """These rows of the incident, of those that are withdrawn: people read them again, soon (in the background).

    Returns the id of the work; asked again while it goes on, it is that one.

    Errors: `NotAllowed` for who does not lead it; `NotPossible` when it is closed, when none of them is withdrawn,
    or while they are withdrawn.
    """
    with led(actor, incident_id, to_change=True) as mine:
        if (same := under_way(mine, IncidentWork.Kind.RESTORE)) is not None:
            return same
        rows = IncidentWriting.objects.filter(
            incident=mine.incident, pk__in=list(row_ids), withdrawn_at__isnull=False, restored_at=None
        )
        count = rows.count()
        if not count:
            raise NotPossible(_("Cochez au moins un message retiré."))
        event_id = record(RestorationAsked(mine.school_id, incident_id, count), actor=actor)
        work = begin_work(mine, IncidentWork.Kind.RESTORE, count, event_id=event_id, actor=actor)
        rows.update(wants=IncidentWork.Kind.RESTORE.value)
    return work
