"""Write a plan that a pupil benefits from, or change what it says."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from preau.bulletins.actions.write_appreciations import tidy, too_long
from preau.bulletins.appreciation import by_whom
from preau.bulletins.events_plans import PlanWritten
from preau.bulletins.models import Accompaniment
from preau.bulletins.policies import may_write_plans
from preau.bulletins.rules import PLAN_LENGTH
from preau.directory.models import Enrolment, Person
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def write_plan(
    *, actor: Actor, school_id: int, pupil_id: int, code: str, detail: str, begins_on: date,
    plan_id: int | None = None, seen: str = "",
) -> None:  # fmt: skip
    """`plan_id` None: a new one. `seen`: the text that the writer saw of one that is changed. The same again:
    nothing.

    Errors: `NotAllowed` for who does not write plans here, a pupil who is not of this school, a plan of others;
    `NotPossible` for a plan in force already, a text too long or changed meanwhile, a plan that ended.
    """
    if not may_write_plans(actor, school_id):
        raise NotAllowed
    if not Enrolment.objects.filter(school_id=school_id, pupil_id=pupil_id).exists():
        raise NotAllowed
    Person.objects.select_for_update(no_key=True).get(pk=pupil_id)
    if code not in Accompaniment.Code.values:
        raise NotPossible(_("Choisissez un plan."), field="code")
    detail = tidy(detail)
    if len(detail) > PLAN_LENGTH:
        raise NotPossible(too_long(len(detail), PLAN_LENGTH), field="detail")
    open_plans = Accompaniment.objects.filter(school_id=school_id, pupil_id=pupil_id, ends_on=None)
    plan = _plan(school_id, pupil_id, plan_id)
    if plan.pk and (plan.code, plan.detail, plan.begins_on) == (code, detail, begins_on):
        return
    twin = open_plans.filter(code=code).exclude(pk=plan.pk).first()
    if twin is not None:
        if not plan.pk and (twin.detail, twin.begins_on) == (detail, begins_on):
            return
        raise NotPossible(_("Ce plan est déjà en vigueur pour cet élève."), field="code")
    if plan.pk and plan.detail != seen:
        raise NotPossible(_changed(plan), field="detail")
    plan.code, plan.detail, plan.begins_on = code, detail, begins_on
    plan.written_at, plan.written_by_id = clock.now(), actor.person_id
    plan.save()
    record(PlanWritten(school_id, pupil_id, plan.pk), actor=actor)


def _plan(school_id: int, pupil_id: int, plan_id: int | None) -> Accompaniment:
    if plan_id is None:
        return Accompaniment(school_id=school_id, pupil_id=pupil_id)
    found = Accompaniment.objects.filter(pk=plan_id, school_id=school_id, pupil_id=pupil_id).first()
    if found is None:
        raise NotAllowed
    if found.ends_on is not None:
        raise NotPossible(_("Ce plan est fini\u202f: écrivez-en un autre."))
    return found


def _changed(plan: Accompaniment) -> str:
    author = Person.objects.filter(pk=plan.written_by_id).first()
    who = by_whom(f"{author.first_name} {author.last_name}" if author else "", plan.written_at)
    return _("%(who)s a écrit entre-temps\u202f: «\u202f%(text)s\u202f».") % {
        "who": who, "text": plan.detail or _("rien"),
    }  # fmt: skip
