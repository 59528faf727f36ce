"""End a plan that a pupil benefits from."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.bulletins.events_plans import PlanEnded
from preau.bulletins.models import Accompaniment
from preau.bulletins.policies import may_write_plans
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def end_plan(*, actor: Actor, school_id: int, pupil_id: int, plan_id: int) -> None:
    """From today on it is no longer in force; it stays in report cards already made. Ended already: nothing.

    Errors: `NotAllowed` for who does not write plans here, or a plan of another pupil; `NotPossible` before it
    begins.
    """
    if not may_write_plans(actor, school_id):
        raise NotAllowed
    plan = (
        Accompaniment.objects.select_for_update(of=("self",))
        .filter(pk=plan_id, school_id=school_id, pupil_id=pupil_id)
        .first()
    )
    if plan is None:
        raise NotAllowed
    if plan.ends_on is not None:
        return
    today = clock.today()
    if plan.begins_on > today:
        raise NotPossible(_("Ce plan n’a pas commencé\u202f: changez sa date de début."))
    plan.ends_on = today
    plan.save()
    record(PlanEnded(school_id, pupil_id, plan_id), actor=actor)
