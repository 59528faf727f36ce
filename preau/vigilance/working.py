"""Asking for the long work of an incident, in the transaction that asks for it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible
from preau.vigilance.jobs import advance
from preau.vigilance.leading import Led
from preau.vigilance.models import IncidentWork

#: What does not go on together: a message is not withdrawn and given back at once.
_CONTRARY = {
    IncidentWork.Kind.WITHDRAW: IncidentWork.Kind.RESTORE,
    IncidentWork.Kind.RESTORE: IncidentWork.Kind.WITHDRAW,
}


def under_way(led: Led, kind: IncidentWork.Kind) -> int | None:
    """The same work that goes on already. `NotPossible` while its contrary does."""
    busy = dict(IncidentWork.objects.filter(incident=led.incident, ended_at=None).values_list("kind", "pk"))
    if _CONTRARY.get(kind) in busy:
        raise NotPossible(_("Un autre travail est en cours sur ces messages\u202f: attendez qu’il finisse."))
    return busy.get(kind.value)


def begin_work(led: Led, kind: IncidentWork.Kind, total: int, *, event_id: int, actor: Actor) -> int:
    """Keep it and ask the worker for it; returns its id."""
    work = IncidentWork.objects.create(
        incident=led.incident, schools=led.incident.schools, kind=kind, total=total, event_id=event_id,
        asked_at=clock.now(), asked_by_id=actor.person_id, asked_profile=actor.profile.value,
    )  # fmt: skip
    advance.later(school_ids=list(led.school_ids), work_id=work.pk)
    return work.pk
