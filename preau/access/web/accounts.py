"""The accounts of a school: how far activation went, and the sheets to print."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.access.actions.issue_activation_codes import EVERYBODY, issue_activation_codes
from preau.access.policies import ISSUE_CODES
from preau.access.queries import Audience, classes_of, staff_of
from preau.access.rules import ACTIVATION_LIFE
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.kernel import clock
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed

OFFICE = (Profile.DIRECTION, Profile.STAFF)


class SheetForm(forms.Form):
    """What to print: `classe` (none: the staff), and of a class its pupils, its guardians or both."""

    classe = forms.IntegerField(required=False)
    pour = forms.ChoiceField(choices=[(audience.value, audience.value) for audience in Audience], required=False)


@screen("Comptes de l’établissement", open_to=OFFICE, capability=ISSUE_CODES)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Per class and for the staff: how many activated."""
    return page(
        request,
        "access/accounts.html",
        title=_("Comptes"),
        school=school,
        classes=classes_of(school.id),
        staff=staff_of(school.id),
    )


@screen("Fiches d’activation", open_to=OFFICE, writes=True, reads=False, capability=ISSUE_CODES)
def sheets(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The cards to print, once: the codes are shown nowhere else."""
    form = SheetForm({**request.GET.dict(), **request.POST.dict()})
    if not form.is_valid():
        raise NotAllowed
    group_id, audience = form.cleaned_data["classe"], form.cleaned_data["pour"]
    cards = issue_activation_codes(
        actor=request.actor,
        school_id=school.id,
        group_id=group_id,
        audiences=(Audience(audience),) if audience else EVERYBODY,
    )
    label = next((line.label for line in classes_of(school.id) if line.id == group_id), _("Personnels"))
    return page(
        request,
        "access/sheets.html",
        title=_("Fiches d’activation"),
        school=school,
        label=label,
        cards=cards,
        address=request.build_absolute_uri(reverse("access:activate")),
        printed_on=clock.today(),
        last_day=clock.today() + ACTIVATION_LIFE,
    )
