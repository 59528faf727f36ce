"""Validate the end-of-cycle reports of a class."""

from __future__ import annotations

from preau.bulletins.cycle import load_cycle_class, pupils_of
from preau.bulletins.events_cycle import CycleReportsValidated
from preau.bulletins.models import CycleReport
from preau.bulletins.policies import may_publish
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def validate_cycle_reports(*, actor: Actor, school_id: int, group_id: int, cycle: int) -> int:
    """Validate those that are whole and not yet validated; how many. From then on the direction alone writes them.

    Errors: `NotAllowed` for who does not publish report cards here.
    """
    one = load_cycle_class(group_id, cycle, school_id=school_id)
    if not may_publish(actor, school_id):
        raise NotAllowed
    pupils = pupils_of(one)
    whole = [pupil.pupil_id for pupil in pupils if pupil.version and not pupil.words.missing]
    waiting = [pupil.pupil_id for pupil in pupils if pupil.pupil_id in whole and pupil.validated_at is None]
    if not waiting:
        return 0
    CycleReport.objects.filter(
        school_id=school_id, pupil_id__in=waiting, cycle=cycle, year_label=one.year_label, validated_at=None
    ).update(validated_at=clock.now())
    record(CycleReportsValidated(school_id, group_id, cycle, waiting), actor=actor)
    return len(waiting)
