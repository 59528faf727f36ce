"""Suspend messaging, see what is suspended, open it again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from preau.foundation.screens.page import PROFILE_LABELS, page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import Profile
from preau.kernel.refusals import NotPossible
from preau.vigilance.actions.reopen_messaging import reopen_messaging
from preau.vigilance.actions.suspend_messaging import suspend_messaging
from preau.vigilance.perimeter import Place, perimeter
from preau.vigilance.policies import FREEZE
from preau.vigilance.queries.freezes import freezes_in
from preau.vigilance.rules import STOPPED_FIRST, SUSPENDED

LEADERS = (Profile.DIRECTION, Profile.AGENT)
EVERYWHERE = "partout"


class FreezeForm(forms.Form):
    """Who is stopped, why, until when; where, for who decides in several schools."""

    where = forms.ChoiceField(label=gettext_lazy("Où"), required=False)
    schools = forms.CharField(
        label=gettext_lazy("UAI des établissements"),
        help_text=gettext_lazy(
            "Sept chiffres et une lettre, un par ligne. Sans effet si vous choisissez partout."
        ),
        required=False,
        max_length=20_000,
    )
    profiles = forms.MultipleChoiceField(
        label=gettext_lazy("Qui ne peut plus écrire"),
        choices=[(profile.value, PROFILE_LABELS[profile]) for profile in SUSPENDED],
        help_text=gettext_lazy("La direction continue d’informer, sauf si vous la cochez."),
        error_messages={"required": gettext_lazy("Cochez au moins un profil.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Motif"),
        max_length=300,
        help_text=gettext_lazy("Une phrase\u202f: toutes les personnes concernées la liront."),
        error_messages={
            "required": gettext_lazy("Donnez le motif\u202f: toutes les personnes concernées le liront.")
        },
    )
    expected_on = forms.DateField(
        label=gettext_lazy("Réouverture prévue"),
        required=False,
        help_text=gettext_lazy("Annoncée aux personnes. La messagerie ne rouvre que quand vous le décidez."),
        error_messages={"invalid": gettext_lazy("Donnez une date, comme 30/11/2026.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, places: Sequence[Place], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        where = self.fields["where"]
        assert isinstance(where, forms.ChoiceField)
        everywhere = ngettext(
            "Dans mon établissement", "Partout\u202f: les %(count)d établissements de mon périmètre", len(places)
        )
        where.required = len(places) > 1
        where.choices = [(EVERYWHERE, everywhere % {"count": len(places)}), ("liste", _("Dans une liste"))]

    def school_ids(self) -> list[int]:
        """Those chosen. `NotPossible` for a UAI that is none of hers."""
        if self.cleaned_data["where"] != "liste":
            return [place.id for place in self.places]
        known = {place.uai: place.id for place in self.places}
        asked = re.findall(r"\w+", self.cleaned_data["schools"].upper())
        for uai in asked:
            if uai not in known:
                raise NotPossible(
                    _("Aucun établissement de votre périmètre n’a l’UAI %(uai)s.") % {"uai": uai}, field="schools"
                )
        return [known[uai] for uai in asked]


@screen("Suspendre la messagerie", open_to=LEADERS, writes=True, capability=FREEZE)
def show(request: Request) -> HttpResponse:
    """What is suspended, and the form."""
    with perimeter(request.actor, FREEZE) as places:
        sent = request.method == "POST"
        first = {
            "where": EVERYWHERE, "profiles": [profile.value for profile in STOPPED_FIRST], "key": uuid4(),
        }  # fmt: skip
        form = FreezeForm(places, request.POST if sent else None, initial=first)
        if form.is_valid():
            given = form.cleaned_data
            with refusal_shown_in(form):
                suspend_messaging(
                    actor=request.actor, school_ids=form.school_ids(), profiles=given["profiles"],
                    reason=given["reason"], expected_on=given["expected_on"], key=given["key"],
                )  # fmt: skip
                return redirect_saying(
                    url("vigilance:freezes"),
                    _("La messagerie est suspendue, dès maintenant. Les messages restent lisibles."),
                )
        return page(
            request,
            "vigilance/freezes.html",
            title=_("Suspendre la messagerie"),
            form=form,
            chosen=form["profiles"].value() or (),
            several=len(places) > 1,
            lines=freezes_in([place.id for place in places]),
            may_lift=request.actor.is_a(Profile.AGENT),
            status=422 if form.errors else 200,
        )


@screen("Rouvrir la messagerie", open_to=LEADERS, writes=True, reads=False, capability=FREEZE)
def reopen(request: Request, *, gesture: UUID) -> HttpResponse:
    """One gesture, wherever the suspension stood."""
    reopen_messaging(actor=request.actor, gesture=gesture)
    return redirect_saying(url("vigilance:freezes"), _("La messagerie est rouverte."))
