"""One pupil of a collective absence: hours of her own, or she does not go after all."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.attendance.actions.change_collective_hours import change_collective_hours
from preau.attendance.actions.withdraw_period import withdraw_period
from preau.attendance.policies import TREAT
from preau.attendance.queries.collective import CollectiveHead, CollectivePupil, collective_head, collective_pupils
from preau.attendance.web.collective_form import in_fields
from preau.attendance.web.noting import SpanForm
from preau.attendance.web.treating import LONGEST, TREATERS
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed


class LeavingForm(forms.Form):
    """Why she does not go."""

    pourquoi = forms.CharField(label=gettext_lazy("Pourquoi"), max_length=LONGEST)


@screen("Un élève d’une absence collective", open_to=TREATERS, writes=True, capability=TREAT)
def show(request: Request, *, school: SchoolRef, collective_id: int, pupil_id: int) -> HttpResponse:
    """A POST changes her hours."""
    head, pupil = _of(school, collective_id, pupil_id)
    form = SpanForm(
        request.POST if request.method == "POST" else None, initial=in_fields(pupil.starts_at, pupil.ends_at)
    )
    if form.is_valid():
        starts_at, ends_at = form.span()
        with refusal_shown_in(form):
            change_collective_hours(
                actor=request.actor,
                school_id=school.id,
                collective_id=collective_id,
                pupil_id=pupil_id,
                starts_at=starts_at,
                ends_at=ends_at,
            )
        if not form.errors:
            return _back(school, collective_id, _("Les heures de cet élève sont changées."))
    return _page(request, school, head, pupil, form=form)


@screen("Retirer un élève d’une absence collective", open_to=TREATERS, writes=True, reads=False, capability=TREAT)
def leave(request: Request, *, school: SchoolRef, collective_id: int, pupil_id: int) -> HttpResponse:
    """She is expected in her lessons again; the history stays."""
    head, pupil = _of(school, collective_id, pupil_id)
    form = LeavingForm(request.POST, auto_id="retrait-%s")
    if form.is_valid():
        with refusal_shown_in(form):
            withdraw_period(
                actor=request.actor,
                school_id=school.id,
                period_id=pupil.period_id,
                why=form.cleaned_data["pourquoi"],
            )
        if not form.errors:
            return _back(school, collective_id, _("L’élève est retiré\u202f: ses cours l’attendent."))
    return _page(request, school, head, pupil, leaving=form)


def _of(school: SchoolRef, collective_id: int, pupil_id: int) -> tuple[CollectiveHead, CollectivePupil]:
    """Both, when she goes; a page that does not exist otherwise."""
    head = collective_head(school.id, collective_id)
    pupils = collective_pupils(school.id, collective_id)
    pupil = next((one for one in pupils if one.pupil_id == pupil_id and not one.is_out), None)
    if pupil is None:
        raise NotAllowed
    return head, pupil


def _page(
    request: Request,
    school: SchoolRef,
    head: CollectiveHead,
    pupil: CollectivePupil,
    *,
    form: SpanForm | None = None,
    leaving: LeavingForm | None = None,
) -> HttpResponse:
    wrong = next((one for one in (form, leaving) if one is not None and one.errors), None)
    return page(
        request,
        "attendance/collective_pupil.html",
        title=pupil.name,
        school=school,
        status=422 if wrong is not None else 200,
        head=head,
        pupil=pupil,
        form=form or SpanForm(initial=in_fields(pupil.starts_at, pupil.ends_at)),
        leaving=leaving or LeavingForm(auto_id="retrait-%s"),
        wrong=wrong,
    )


def _back(school: SchoolRef, collective_id: int, sentence: str) -> HttpResponse:
    path = url("attendance:collective", uai=school.uai, collective_id=collective_id)
    return redirect_saying(path, sentence)
