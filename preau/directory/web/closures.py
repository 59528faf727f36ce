"""Close the school for some days, and open it again."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.directory import wording
from preau.directory.actions.add_closure import add_closure
from preau.directory.actions.remove_closure import remove_closure
from preau.directory.calendar_lines import ClosureLine
from preau.directory.models import Half
from preau.directory.policies import MANAGE_CALENDAR, visible_closures
from preau.directory.rules import LONGEST_LABEL
from preau.directory.web.asked import needed_year
from preau.directory.web.doors import OFFICE, calendar_url
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel.actor import SchoolRef


class ClosureForm(forms.Form):
    """Why, from when to when, whole days or a half."""

    label = forms.CharField(
        label=gettext_lazy("Pourquoi"),
        max_length=LONGEST_LABEL,
        help_text=gettext_lazy("Les familles lisent ce mot. Exemple : «\u202fFête locale\u202f»."),
    )
    starts_on = forms.DateField(label=gettext_lazy("Premier jour sans cours"))
    ends_on = forms.DateField(label=gettext_lazy("Dernier jour sans cours"))
    half = forms.ChoiceField(
        label=gettext_lazy("Durée"),
        required=False,
        choices=[
            ("", gettext_lazy("Journées entières")),
            (Half.MORNING.value, gettext_lazy("Le matin seulement")),
            (Half.AFTERNOON.value, gettext_lazy("L’après-midi seulement")),
        ],
    )


@screen("Fermer l’établissement", open_to=OFFICE, writes=True, capability=MANAGE_CALENDAR)
def add(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The form, then the calendar."""
    asked = needed_year(request)
    form = ClosureForm(request.POST if request.method == "POST" else None, initial={"half": ""})
    if form.is_valid():
        with refusal_shown_in(form):
            add_closure(actor=request.actor, school_id=school.id, **form.cleaned_data)
        if form.is_valid():
            days = wording.days(*(form.cleaned_data[name] for name in ("starts_on", "ends_on", "half")))
            return redirect_saying(
                calendar_url(school, asked), _("L’établissement est fermé %(days)s.") % {"days": days}
            )
    return page(
        request, "directory/closure.html", title=_("Ajouter une fermeture"), school=school, form=form, asked=asked
    )


@screen("Retirer une fermeture", open_to=OFFICE, writes=True, capability=MANAGE_CALENDAR)
def remove(request: Request, *, school: SchoolRef, closure_id: int) -> HttpResponse:
    """Asked once more on a page of its own: this works without a script."""
    closure = get_object_or_404(visible_closures(request.actor), school_id=school.id, pk=closure_id)
    asked = needed_year(request)
    if request.method == "POST":
        remove_closure(actor=request.actor, school_id=school.id, closure_id=closure_id)
        return redirect_saying(calendar_url(school, asked), _("La fermeture est retirée du calendrier."))
    return page(
        request,
        "directory/closure_removal.html",
        title=_("Retirer une fermeture"),
        school=school,
        closure=ClosureLine(closure.pk, closure.label, closure.starts_on, closure.ends_on, closure.half),
        asked=asked,
    )
