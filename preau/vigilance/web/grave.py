"""The two grave gestures of an incident: they say what they will do, and ask the password again."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.access.actions.prove_oneself import prove_oneself
from preau.access.rules import MOST_LENGTH
from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel.actor import Actor
from preau.vigilance.actions.ask_reset import ask_reset
from preau.vigilance.actions.ask_withdrawal import ask_withdrawal
from preau.vigilance.actions.close_incident import close_incident
from preau.vigilance.leading import led
from preau.vigilance.policies import LEAD
from preau.vigilance.queries.incidents import counts_of
from preau.vigilance.web.incidents import LEADERS, back


class GraveForm(forms.Form):
    """Her password, again: a desk left open must not be enough."""

    current = forms.CharField(
        label=gettext_lazy("Votre mot de passe"),
        max_length=MOST_LENGTH,
        strip=False,
        help_text=gettext_lazy("Redemandé avant ce geste."),
        error_messages={"required": gettext_lazy("Donnez votre mot de passe.")},
    )


class CloseForm(forms.Form):
    """What is to be remembered."""

    conclusion = forms.CharField(
        label=gettext_lazy("Ce qui est à retenir"),
        max_length=4000,
        help_text=gettext_lazy("Ce qui s’est passé, ce qui a été fait, qui a été prévenu."),
        error_messages={"required": gettext_lazy("Écrivez ce qui est à retenir.")},
    )


@screen("Retirer les messages d’un incident", open_to=LEADERS, writes=True, capability=LEAD)
def withdraw(request: Request, *, incident_id: int) -> HttpResponse:
    """Says how many, then does it."""
    return _grave(
        request, incident_id, "vigilance/withdraw.html", _("Retirer les messages"), ask_withdrawal,
        _("Le retrait est lancé\u202f: suivez son avancement."),
    )  # fmt: skip


@screen("Réinitialiser les comptes d’un incident", open_to=LEADERS, writes=True, capability=LEAD)
def reset(request: Request, *, incident_id: int) -> HttpResponse:
    """Says how many, then does it."""
    return _grave(
        request, incident_id, "vigilance/reset.html", _("Réinitialiser les comptes"), ask_reset,
        _("La réinitialisation est lancée\u202f: suivez son avancement."),
    )  # fmt: skip


@screen("Clore un incident", open_to=LEADERS, writes=True, capability=LEAD)
def close(request: Request, *, incident_id: int) -> HttpResponse:
    """With its conclusion."""
    with led(request.actor, incident_id) as mine:
        form = CloseForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            with refusal_shown_in(form):
                close_incident(actor=request.actor, incident_id=incident_id, **form.cleaned_data)
                return back(incident_id, _("L’incident est clos."))
        return page(
            request,
            "vigilance/close.html",
            title=_("Clore l’incident"),
            incident=mine.incident,
            form=form,
            status=422 if form.errors else 200,
        )


def _grave(
    request: Request, incident_id: int, template: str, title: str, act: Callable[..., int], sentence: str
) -> HttpResponse:
    with led(request.actor, incident_id) as mine:
        form = GraveForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and _is_proved(request.actor, form):
            with refusal_shown_in(form):
                act(actor=request.actor, incident_id=incident_id)
                return back(incident_id, sentence)
        return page(
            request,
            template,
            title=title,
            incident=mine.incident,
            counts=counts_of(mine),
            form=form,
            status=422 if form.errors else 200,
        )


def _is_proved(actor: Actor, form: forms.Form) -> bool:
    outcome = prove_oneself(actor=actor, current=form.cleaned_data["current"])
    if not outcome.is_done:
        form.add_error("current", outcome.sentence)
    return outcome.is_done
