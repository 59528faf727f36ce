"""The accounts of a school: how far activation went, the sheets to print, and one card for who lost her way."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.access.actions.issue_activation_codes import issue_activation_codes
from preau.access.actions.renew_account import renew_account
from preau.access.cards import PrintedCode
from preau.access.policies import ISSUE_CODES
from preau.access.queries import (
    EVERYBODY,
    Audience,
    accounts_of,
    classes_of,
    day_of_accounts,
    division_label,
    people_of_class,
    people_of_staff,
    staff_of,
)
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


class CardForm(forms.Form):
    """Whose card: `personne`, found in `classe` (none: the staff)."""

    classe = forms.IntegerField(required=False)
    personne = forms.IntegerField()


@screen("Comptes de l’établissement", open_to=OFFICE, capability=ISSUE_CODES)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Per class and for the staff: how many activated. In the summer, those of the coming year."""
    day = day_of_accounts()
    return page(
        request,
        "access/accounts.html",
        title=_("Comptes"),
        school=school,
        classes=classes_of(school.id, day),
        staff=staff_of(school.id, day),
        coming=day if day != clock.today() else None,
    )


@screen("Comptes d’une classe, ou des personnels", open_to=OFFICE, capability=ISSUE_CODES)
def people(request: Request, *, school: SchoolRef, group_id: int | None = None) -> HttpResponse:
    """One by one, to give a new card to who lost her password and has no address."""
    found = people_of_staff(school.id) if group_id is None else people_of_class(school.id, group_id, EVERYBODY)
    return page(
        request,
        "access/people.html",
        title=_("Comptes"),
        school=school,
        label=_label(school, group_id),
        group_id=group_id,
        lines=accounts_of(found),
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
    return _to_print(request, school, group_id, cards)


@screen("Nouvelle fiche d’une personne", open_to=OFFICE, writes=True, reads=False, capability=ISSUE_CODES)
def renew(request: Request, *, school: SchoolRef) -> HttpResponse:
    """One card, once, likewise."""
    form = CardForm({**request.GET.dict(), **request.POST.dict()})
    if not form.is_valid():
        raise NotAllowed
    group_id = form.cleaned_data["classe"]
    card = renew_account(
        actor=request.actor, school_id=school.id, person_id=form.cleaned_data["personne"], group_id=group_id
    )
    return _to_print(request, school, group_id, (card,))


def _label(school: SchoolRef, group_id: int | None) -> str:
    label = _("Personnels") if group_id is None else division_label(school.id, group_id)
    if label is None:
        raise NotAllowed
    return label


def _to_print(
    request: Request, school: SchoolRef, group_id: int | None, cards: tuple[PrintedCode, ...]
) -> HttpResponse:
    return page(
        request,
        "access/sheets.html",
        title=_("Fiches d’activation"),
        school=school,
        label=_label(school, group_id),
        cards=cards,
        address=request.build_absolute_uri(reverse("access:activate")),
        printed_on=clock.today(),
        last_day=clock.today() + ACTIVATION_LIFE,
    )
