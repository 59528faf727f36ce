"""The accounts of an incident: put in by their logins or by a whole profile, taken out, given new cards."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from preau.access.rules import ACTIVATION_LIFE
from preau.foundation.screens.page import PROFILE_LABELS, page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel import clock
from preau.kernel.actor import Profile, SchoolRef
from preau.vigilance.actions.keep_accounts import keep_accounts
from preau.vigilance.actions.print_cards import print_cards
from preau.vigilance.leading import Led, led
from preau.vigilance.policies import LEAD
from preau.vigilance.queries.incidents import accounts_of, counts_of
from preau.vigilance.rules import MOST_PASTED, SUSPENDED
from preau.vigilance.searching import pasted_logins
from preau.vigilance.web.incidents import LEADERS, back


class AccountsForm(forms.Form):
    """Logins, or everybody of a profile in a school."""

    logins = forms.CharField(
        label=gettext_lazy("Identifiants des comptes"),
        required=False,
        max_length=MOST_PASTED * 40,
        help_text=gettext_lazy("Tapés ou collés, un par ligne."),
    )
    profile = forms.ChoiceField(
        label=gettext_lazy("Ou tout un profil"),
        required=False,
        choices=[("", gettext_lazy("Aucun")), *((one.value, PROFILE_LABELS[one]) for one in SUSPENDED)],
    )
    school_id = forms.TypedChoiceField(label=gettext_lazy("De l’établissement"), coerce=int, required=False)

    def __init__(self, mine: Led, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["school_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(place.id, place.name) for place in mine.places]

    def clean(self) -> dict[str, Any]:
        """One or the other."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not given.get("logins") and not given.get("profile"):
            self.add_error("logins", _("Donnez des identifiants, ou choisissez un profil."))
        return given


@screen("Comptes d’un incident", open_to=LEADERS, writes=True, capability=LEAD)
def show(request: Request, *, incident_id: int) -> HttpResponse:
    """Those kept, and the form that adds some."""
    with led(request.actor, incident_id) as mine:
        sent = request.method == "POST" and request.POST.get("geste") != "enlever"
        form = AccountsForm(mine, request.POST if sent else None)
        if request.method == "POST" and not sent:
            return _removed(request, incident_id)
        unknown: tuple[str, ...] = ()
        if form.is_valid():
            given = form.cleaned_data
            with refusal_shown_in(form):
                kept = keep_accounts(
                    actor=request.actor, incident_id=incident_id, logins=pasted_logins(given["logins"]),
                    profile=given["profile"], school_id=given["school_id"] or mine.school_id,
                )  # fmt: skip
                unknown = kept.unknown
                said = ngettext("%(n)d compte retenu.", "%(n)d comptes retenus.", kept.added) % {"n": kept.added}
                if not unknown:
                    return back(incident_id, said)
        return page(
            request,
            "vigilance/accounts.html",
            title=_("Comptes de l’incident"),
            incident=mine.incident,
            form=form,
            several=len(mine.places) > 1,
            lines=accounts_of(mine),
            counts=counts_of(mine),
            unknown=unknown,
            status=422 if form.errors else 200,
        )


@screen("Fiches des comptes réinitialisés", open_to=(Profile.DIRECTION,), writes=True, reads=False)
def cards(request: Request, *, school: SchoolRef, incident_id: int) -> HttpResponse:
    """The cards to print, once: the codes are shown nowhere else."""
    made = print_cards(actor=request.actor, school_id=school.id, incident_id=incident_id)
    return page(
        request,
        "access/sheets.html",
        title=_("Fiches d’activation"),
        school=school,
        label=_("Comptes réinitialisés"),
        cards=made,
        address=request.build_absolute_uri(reverse("access:activate")),
        printed_on=clock.today(),
        last_day=clock.today() + ACTIVATION_LIFE,
    )


def _removed(request: Request, incident_id: int) -> HttpResponse:
    ids = [int(one) for one in request.POST.getlist("lignes") if one.isascii() and one.isdigit() and len(one) < 19]
    keep_accounts(actor=request.actor, incident_id=incident_id, removed=ids)
    return back(incident_id, _("Les comptes cochés sont enlevés de l’incident."))
