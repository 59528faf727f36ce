"""A pupil is noted absent here and was present there: vie scolaire says which is right."""

from __future__ import annotations

from preau.attendance.events import AbsenceWithdrawn
from preau.attendance.events_elsewhere import ConflictSettled
from preau.attendance.models import Absence, SettledConflict
from preau.attendance.policies import may_settle_conflicts
from preau.attendance.sheet import load_lesson
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def settle_conflict(*, actor: Actor, school_id: int, absence_id: int, was_absent: bool) -> None:
    """The absence stays and is asked about no more, or is withdrawn; saying it twice is once.

    Errors: `NotAllowed` for who does not correct every roll of this school, or an absence of another one.
    """
    if not may_settle_conflicts(actor, school_id):
        raise NotAllowed
    absence = Absence.objects.filter(school_id=school_id, pk=absence_id).first()
    if absence is None:
        raise NotAllowed
    # What is written on a sheet follows one after another: the lesson is locked, as for a tap.
    load_lesson(absence.lesson_id, school_id=school_id, to_change=True)
    now = clock.now()
    standing = Absence.objects.filter(pk=absence.pk, withdrawn_at=None)
    if not was_absent and standing.update(withdrawn_at=now, withdrawn_by_id=actor.person_id):
        record(AbsenceWithdrawn(school_id, absence.pk, absence.pupil_id, absence.lesson_id), actor=actor)
    SettledConflict.objects.update_or_create(
        absence=absence,
        defaults={
            "school_id": school_id, "was_absent": was_absent, "settled_at": now, "settled_by_id": actor.person_id,
        },
    )  # fmt: skip
    record(ConflictSettled(school_id, absence.pk, absence.pupil_id, was_absent), actor=actor)
