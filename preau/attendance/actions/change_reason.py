"""Rename a reason, or change what it does."""

from __future__ import annotations

from collections.abc import Mapping

from preau.attendance.actions.add_reason import named
from preau.attendance.catalogue import FLAGS
from preau.attendance.models import AbsenceReason
from preau.attendance.policies import may_set_attendance
from preau.attendance.settings_events import ReasonChanged
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def change_reason(*, actor: Actor, school_id: int, reason_id: int, label: str, flags: Mapping[str, bool]) -> None:
    """What was read and counted of past absences changes with it: the screen says so.

    Errors: `NotAllowed` for who does not set presence here or a reason of another school; those of `named`.
    """
    if not may_set_attendance(actor, school_id):
        raise NotAllowed
    reason = AbsenceReason.objects.select_for_update().filter(school_id=school_id, pk=reason_id).first()
    if reason is None:
        raise NotAllowed
    reason.label = named(school_id, reason.kind, label, besides=reason.pk)
    for name in FLAGS:
        setattr(reason, name, bool(flags.get(name)))
    reason.save(update_fields=["label", *FLAGS])
    record(ReasonChanged(school_id, reason.pk), actor=actor)
