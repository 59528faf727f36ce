"""The plans that pupils benefit from (C93): read by their team, written by the direction and the secretariat."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.bulletins.actions.end_plan import end_plan
from preau.bulletins.actions.write_plan import write_plan
from preau.bulletins.models import Accompaniment
from preau.bulletins.policies import may_write_plans
from preau.bulletins.queries.plans import PlanLine, PlansOfPupil, plans_in_force, plans_of_pupil, pupils_found
from preau.bulletins.rules import PLAN_LENGTH, PLANS_WITH_TEXT
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel import clock, words
from preau.kernel.actor import STAFF_PROFILES, Profile, SchoolRef
from preau.kernel.refusals import NotAllowed

_WRITERS = frozenset({Profile.DIRECTION, Profile.STAFF})


class PlanForm(forms.Form):
    """A plan."""

    code = forms.ChoiceField(
        label=gettext_lazy("Plan"),
        choices=[(one.value, f"{one.value}, {one.label}") for one in Accompaniment.Code],
    )
    begins_on = forms.DateField(label=gettext_lazy("En vigueur depuis"))
    detail = forms.CharField(
        label=gettext_lazy("Ce que l’équipe doit faire"),
        required=False,
        strip=True,
        help_text=gettext_lazy(
            "%(most)s caractères au plus. Rien de médical ici. Pour un PPRE ou un contrat, ce texte est imprimé "
            "sur le bulletin et transmis au livret scolaire\u202f; pour les autres plans, il ne sort pas de "
            "l’équipe."
        )
        % {"most": PLAN_LENGTH},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)


@screen("Plans d’accompagnement", open_to=STAFF_PROFILES)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The pupils who have one, among those the reader follows; `q` finds another pupil, for who writes."""
    typed = request.GET.get("q", "")
    writes = may_write_plans(request.actor, school.id)
    begins = words.folded(typed) if writes else ""
    return page(
        request,
        "bulletins/plans.html",
        title=_("Plans d’accompagnement"),
        school=school,
        pupils=[
            (one, _url("pupil-plans", school, one.pupil_id)) for one in plans_in_force(request.actor, school.id)
        ],
        found=[
            (one, _url("pupil-plans", school, one.pupil_id))
            for one in (pupils_found(request.actor, school.id, begins) if begins else ())
        ],
        typed=typed,
        writes=writes,
    )


@screen("Plans d’accompagnement d’un élève", open_to=STAFF_PROFILES)
def of_pupil(request: Request, *, school: SchoolRef, pupil_id: int) -> HttpResponse:
    """What her team has to do; former plans below."""
    found = plans_of_pupil(request.actor, school.id, pupil_id)
    today = clock.today()
    return page(
        request,
        "bulletins/pupil_plans.html",
        title=found.name,
        school=school,
        found=found,
        current=[(one, _named(one), _when(one)) for one in found.plans if one.is_in_force(today)],
        former=[(_named(one), _when(one)) for one in found.plans if not one.is_in_force(today)],
        writes=may_write_plans(request.actor, school.id),
    )


@screen("Écrire un plan d’accompagnement", open_to=_WRITERS, writes=True)
def change(request: Request, *, school: SchoolRef, pupil_id: int, plan_id: int | None = None) -> HttpResponse:
    """A new one, or one in force."""
    if not may_write_plans(request.actor, school.id):
        raise NotAllowed
    found = plans_of_pupil(request.actor, school.id, pupil_id)
    plan = _plan(found, plan_id)
    start = (
        {"code": plan.code, "begins_on": plan.begins_on.isoformat(), "detail": plan.detail, "seen": plan.detail}
        if plan
        else {"begins_on": clock.today().isoformat()}
    )
    form = PlanForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        with refusal_shown_in(form):
            write_plan(
                actor=request.actor, school_id=school.id, pupil_id=pupil_id, plan_id=plan_id, **form.cleaned_data
            )
        if not form.errors:
            return redirect_saying(_url("pupil-plans", school, pupil_id), _("Plan enregistré."))
    return page(
        request,
        "bulletins/plan.html",
        title=plan.code if plan else _("Nouveau plan"),
        school=school,
        status=422 if form.errors else 200,
        found=found,
        plan=plan,
        # Refused because somebody wrote meanwhile, it says what; sent again, it is meant.
        seen=plan.detail if plan else "",
        form=form,
    )


@screen("Mettre fin à un plan d’accompagnement", open_to=_WRITERS, writes=True, reads=False)
def end(request: Request, *, school: SchoolRef, pupil_id: int, plan_id: int) -> HttpResponse:
    """From today on."""
    end_plan(actor=request.actor, school_id=school.id, pupil_id=pupil_id, plan_id=plan_id)
    return redirect_saying(_url("pupil-plans", school, pupil_id), _("Plan terminé."))


def _plan(found: PlansOfPupil, plan_id: int | None) -> PlanLine | None:
    if plan_id is None:
        return None
    plan = next((one for one in found.plans if one.plan_id == plan_id and one.ends_on is None), None)
    if plan is None:
        raise NotAllowed
    return plan


def _named(plan: PlanLine) -> str:
    """« PAP, plan d’accompagnement personnalisé »."""
    return f"{plan.code}, {Accompaniment.Code(plan.code).label}"


def _when(plan: PlanLine) -> str:
    said = (
        _("Depuis le %(since)s.") % {"since": words.short_day(plan.begins_on)}
        if plan.ends_on is None
        else _("Du %(since)s au %(until)s.")
        % {"since": words.short_day(plan.begins_on), "until": words.short_day(plan.ends_on)}
    )
    return said + (" " + _("Imprimé sur le bulletin.") if plan.code in PLANS_WITH_TEXT and plan.detail else "")


def _url(name: str, school: SchoolRef, pupil_id: int) -> str:
    return reverse(f"bulletins:{name}", kwargs={"uai": school.uai, "pupil_id": pupil_id})
