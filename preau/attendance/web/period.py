"""One period: all it is made of, its history, and the gestures about it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.attendance.actions.add_follow_up import LONGEST as LONGEST_COMMENT
from preau.attendance.actions.add_follow_up import add_follow_up
from preau.attendance.actions.treat_periods import Treatment, treat_periods
from preau.attendance.actions.withdraw_period import withdraw_period
from preau.attendance.life.telling import history
from preau.attendance.life.wording import STATES
from preau.attendance.models import AbsenceReason, FollowUp
from preau.attendance.policies import TREAT
from preau.attendance.queries.period import follow_ups_of, notes_of, period_head, told_of, versions_of
from preau.attendance.queries.reasons import OfferedReason
from preau.attendance.reason_kinds import reason_kind
from preau.attendance.web.desk import said_of
from preau.attendance.web.treating import LONGEST, TREATERS, TreatmentForm, seen_in
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel.actor import SchoolRef


class PeriodForm(TreatmentForm):
    """The same as at the desk, and what the family says."""

    mots = forms.CharField(
        label=gettext_lazy("Ce que dit la famille"),
        help_text=gettext_lazy(
            "Laissez vide pour ne rien changer. Seuls ceux qui traitent les absences le lisent."
        ),
        required=False,
        max_length=LONGEST,
    )

    def treatment(self) -> Treatment:
        """What was asked, with the words of the family when there are some."""
        asked = super().treatment()
        return Treatment(
            reason_id=asked.reason_id,
            words=self.cleaned_data["mots"] or None,
            admissibility=asked.admissibility,
            answer=asked.answer,
            proof=asked.proof,
            followed=asked.followed,
        )


class FollowUpForm(forms.Form):
    """Something that was done."""

    fait = forms.ChoiceField(label=gettext_lazy("Ce qui a été fait"), choices=FollowUp.Kind.choices)
    commentaire = forms.CharField(label=gettext_lazy("Commentaire"), required=False, max_length=LONGEST_COMMENT)


class WithdrawalForm(forms.Form):
    """Why it is withdrawn."""

    pourquoi = forms.CharField(label=gettext_lazy("Pourquoi"), max_length=LONGEST)


@screen("Une absence", open_to=TREATERS, writes=True, capability=TREAT)
def show(request: Request, *, school: SchoolRef, period_id: int) -> HttpResponse:
    """All of it; a POST treats it."""
    if request.method != "POST":
        return _page(request, school, period_id)
    form = PeriodForm(request.POST, reasons=(), auto_id="champ-%s")
    if form.is_valid():
        seen = seen_in([request.POST.get("vue", "")])
        with refusal_shown_in(form):
            treated = treat_periods(
                actor=request.actor,
                school_id=school.id,
                seen={period_id: seen.get(period_id, 0)},
                treatment=form.treatment(),
            )
        if not form.errors:
            return redirect_saying(_url(school, period_id), said_of(treated))
    return _page(request, school, period_id, treatment=form)


@screen("Noter ce qui a été fait pour une absence", open_to=TREATERS, writes=True, reads=False, capability=TREAT)
def follow(request: Request, *, school: SchoolRef, period_id: int) -> HttpResponse:
    """A call, a message, a meeting."""
    form = FollowUpForm(request.POST, auto_id="suivi-%s")
    if form.is_valid():
        with refusal_shown_in(form):
            add_follow_up(
                actor=request.actor,
                school_id=school.id,
                period_id=period_id,
                kind=form.cleaned_data["fait"],
                comment=form.cleaned_data["commentaire"],
            )
        if not form.errors:
            return redirect_saying(_url(school, period_id), _("C’est noté."))
    return _page(request, school, period_id, following=form)


@screen("Retirer une absence annoncée", open_to=TREATERS, writes=True, reads=False, capability=TREAT)
def withdraw(request: Request, *, school: SchoolRef, period_id: int) -> HttpResponse:
    """It was an error; its history stays."""
    form = WithdrawalForm(request.POST, auto_id="retrait-%s")
    if form.is_valid():
        with refusal_shown_in(form):
            withdraw_period(
                actor=request.actor,
                school_id=school.id,
                period_id=period_id,
                why=form.cleaned_data["pourquoi"],
            )
        if not form.errors:
            return redirect_saying(_url(school, period_id), _("Absence retirée. Son histoire reste lisible."))
    return _page(request, school, period_id, withdrawing=form)


def _reasons(school: SchoolRef) -> list[AbsenceReason]:
    return list(AbsenceReason.objects.filter(school_id=school.id).order_by("kind", "position", "id"))


def _offered(reasons: list[AbsenceReason], period_kind: str) -> list[OfferedReason]:
    """Those that a period of this kind takes."""
    kept = [one for one in reasons if one.hidden_at is None and one.kind == reason_kind(period_kind)]
    return [OfferedReason(one.pk, one.label, one.kind) for one in kept]


def _page(
    request: Request,
    school: SchoolRef,
    period_id: int,
    *,
    treatment: PeriodForm | None = None,
    following: FollowUpForm | None = None,
    withdrawing: WithdrawalForm | None = None,
) -> HttpResponse:
    head = period_head(school.id, period_id)
    reasons = _reasons(school)
    versions = versions_of(school.id, period_id)
    wrong = next((form for form in (treatment, following, withdrawing) if form is not None and form.errors), None)
    form = treatment or PeriodForm(reasons=(), auto_id="champ-%s")
    form.offer(_offered(reasons, head.kind))
    context: dict[str, Any] = {
        "period": head,
        "state": STATES[head.state],
        "notes": notes_of(school.id, period_id),
        "told": told_of(school.id, period_id, head.pupil_id),
        "follow_ups": follow_ups_of(school.id, period_id),
        "history": history(versions, head.kept, {one.pk: one.label for one in reasons}),
        "form": form,
        "following": following or FollowUpForm(auto_id="suivi-%s"),
        "withdrawing": withdrawing or WithdrawalForm(auto_id="retrait-%s"),
        "wrong": wrong,
    }
    return page(
        request,
        "attendance/period.html",
        title=head.name,
        school=school,
        status=422 if wrong is not None else 200,
        **context,
    )


def _url(school: SchoolRef, period_id: int) -> str:
    return reverse("attendance:period", kwargs={"uai": school.uai, "period_id": period_id})
