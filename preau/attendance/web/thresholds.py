"""Who has gone too far: alerts, half-days without a legitimate reason, and the file of one pupil."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.attendance.actions.reset_alert import LONGEST, reset_alert
from preau.attendance.counting.count import count
from preau.attendance.counting.rules import ABSENTEEISM_FROM, REINFORCED_FROM
from preau.attendance.counting.thresholds import Level, unjustified_months
from preau.attendance.life.wording import STATES
from preau.attendance.models import AbsencePeriod
from preau.attendance.policies import TREAT
from preau.attendance.queries.facts import facts_of
from preau.attendance.queries.pupil_file import file_contacts, file_head, file_periods
from preau.attendance.queries.thresholds import NOBODY, absent_months, month_of, over_threshold
from preau.attendance.web.treating import TREATERS
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel import clock
from preau.kernel.actor import SchoolRef

#: Lines of each alert on the page; and when all are asked for.
_FIRST, _EVERYBODY = 30, 10_000


class ResetForm(forms.Form):
    """What was done about an alert."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Alerte sur"),
        choices=[
            (AbsencePeriod.Kind.ABSENCE, gettext_lazy("les absences")),
            (AbsencePeriod.Kind.LATE, gettext_lazy("les retards")),
        ],
    )
    commentaire = forms.CharField(
        label=gettext_lazy("Ce qui a été fait"),
        help_text=gettext_lazy("Le compte repart de zéro à partir de maintenant."),
        required=False,
        max_length=LONGEST,
    )


@screen("Alertes et absentéisme", open_to=TREATERS, capability=TREAT)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """This month and the last one: what the law counts; and what the school chose to be alerted of."""
    today = clock.today()
    last_month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    over = over_threshold(school.id, most=_EVERYBODY if "tous" in request.GET else _FIRST)
    return page(
        request,
        "attendance/thresholds.html",
        title=_("Alertes et absentéisme"),
        school=school,
        months=absent_months(school.id, since=last_month, until=today),
        over=[
            (title, kind, over.get(kind, NOBODY))
            for kind, title in (("absence", _("Absences répétées")), ("retard", _("Retards répétés")))
        ],
        reported_from=ABSENTEEISM_FROM,
        reinforced_from=REINFORCED_FROM,
    )


@screen("Dossier d’absences d’un élève", open_to=TREATERS, capability=TREAT)
def file(request: Request, *, school: SchoolRef, pupil_id: int) -> HttpResponse:
    """Everything, to read or to print."""
    return _file(request, school, pupil_id, ResetForm(auto_id="alerte-%s"))


@screen("Dire une alerte traitée", open_to=TREATERS, writes=True, reads=False, capability=TREAT)
def reset(request: Request, *, school: SchoolRef, pupil_id: int) -> HttpResponse:
    """With a word of what was done; it stays in the file."""
    form = ResetForm(request.POST, auto_id="alerte-%s")
    if form.is_valid():
        with refusal_shown_in(form):
            reset_alert(
                actor=request.actor,
                school_id=school.id,
                pupil_id=pupil_id,
                kind=form.cleaned_data["kind"],
                words=form.cleaned_data["commentaire"],
            )
        if not form.errors:
            path = reverse("attendance:file", kwargs={"uai": school.uai, "pupil_id": pupil_id})
            return redirect_saying(path, _("L’alerte est traitée."))
    return _file(request, school, pupil_id, form)


def _file(request: Request, school: SchoolRef, pupil_id: int, form: ResetForm) -> HttpResponse:
    head = file_head(school.id, pupil_id)
    today = clock.today()
    facts = facts_of(school.id, [pupil_id], since=head.since, until=today)
    counted = count(facts[pupil_id])
    levels = {
        Level.NONE: ("", "neutral"),
        Level.ABSENTEEISM: (_("Signalement à la DASEN"), "warning"),
        Level.REINFORCED: (_("Mesures renforcées"), "danger"),
    }
    return page(
        request,
        "attendance/file.html",
        title=head.name,
        school=school,
        status=422 if form.errors else 200,
        head=head,
        today=today,
        form=form,
        gross=counted.gross,
        late=counted.late.total.whole,
        hours=round(float(counted.hours.total.value) / 60),
        months=[
            (month_of(one.first_on), f"{one.first_on:%Y-%m}", one, *levels[one.level])
            for one in unjustified_months(counted)
        ],
        states=STATES,
        periods=file_periods(school.id, pupil_id, since=head.since),
        contacts=file_contacts(school.id, pupil_id, since=head.since),
        measures=head.measures,
    )
