"""Find the writings of an incident, choose those that are kept."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel import clock
from preau.vigilance.actions.keep_writings import keep_writings
from preau.vigilance.actions.look_for_writings import look_for_writings
from preau.vigilance.leading import led
from preau.vigilance.models import Incident
from preau.vigilance.policies import LEAD
from preau.vigilance.rules import MOST_FOUND, MOST_PASTED
from preau.vigilance.searching import Result, Wanted, pasted_logins
from preau.vigilance.web.incidents import LEADERS, back

#: Where a search begins, before the incident was opened: attacks come at night and are seen in the morning.
_BEFORE = timedelta(days=2)


class SearchForm(forms.Form):
    """Whose, with what words, between which hours."""

    logins = forms.CharField(
        label=gettext_lazy("Identifiants des comptes"),
        required=False,
        max_length=MOST_PASTED * 40,
        help_text=gettext_lazy("Tapés ou collés, un par ligne."),
    )
    of_kept = forms.BooleanField(label=gettext_lazy("Les comptes déjà retenus dans cet incident"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Texte contenu dans le message"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Sans tenir compte des accents ni des majuscules."),
    )
    since_on = forms.DateField(label=gettext_lazy("Depuis le"))
    since_at = forms.TimeField(label=gettext_lazy("à partir de"))
    until_on = forms.DateField(label=gettext_lazy("Jusqu’au"))

    def clean(self) -> dict[str, Any]:
        """Something is looked for, and the days are in order."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not (given.get("logins") or given.get("of_kept") or given.get("text")):
            self.add_error("text", _("Donnez des identifiants, ou un texte."))
        begins, ends = given.get("since_on"), given.get("until_on")
        if begins and ends and ends < begins:
            self.add_error("until_on", _("Ce jour est avant le premier."))
        return given

    def wanted(self) -> Wanted:
        """In the words of a search."""
        given = self.cleaned_data
        return Wanted(
            since=clock.instant(given["since_on"], given["since_at"]),
            until=clock.instant(given["until_on"] + timedelta(days=1), time()),
            logins=pasted_logins(given["logins"]),
            of_kept=given["of_kept"],
            text=given["text"],
        )


@screen("Chercher les messages d’un incident", open_to=LEADERS, writes=True, capability=LEAD)
def show(request: Request, *, incident_id: int) -> HttpResponse:
    """`geste`: `chercher`, or `retenir` what is ticked (`tout`: all of it). A search is recorded: it is sent."""
    with led(request.actor, incident_id) as mine:
        form = SearchForm(request.POST if request.method == "POST" else None, initial=_first(mine.incident))
        result: Result | None = None
        if form.is_valid():
            with refusal_shown_in(form):
                if request.POST.get("geste") in {"retenir", "tout"}:
                    return _keep(request, incident_id, form.wanted())
                result = look_for_writings(actor=request.actor, incident_id=incident_id, wanted=form.wanted())
        return page(
            request,
            "vigilance/search.html",
            title=_("Chercher les messages"),
            incident=mine.incident,
            form=form,
            result=result,
            is_cut=result is not None and len(result.hits) == MOST_FOUND,
            copies=sum(hit.found.recipients for hit in result.hits) if result else 0,
            status=422 if form.errors else 200,
        )


def _keep(request: Request, incident_id: int, wanted: Wanted) -> HttpResponse:
    tokens = None if request.POST.get("geste") == "tout" else request.POST.getlist("ecrit")
    writings, accounts = keep_writings(actor=request.actor, incident_id=incident_id, wanted=wanted, tokens=tokens)
    said = [
        ngettext("%(n)d message retenu", "%(n)d messages retenus", writings) % {"n": writings},
        ngettext("%(n)d compte retenu", "%(n)d comptes retenus", accounts) % {"n": accounts},
    ]
    return back(incident_id, ", ".join(said) + ".")


def _first(incident: Incident) -> dict[str, object]:
    begins: datetime = clock.local(incident.opened_at - _BEFORE)
    return {"since_on": begins.date(), "since_at": time(), "until_on": clock.today()}
