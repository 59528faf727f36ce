"""The desk of bad days: incidents of a head or an administrator, the signs of theft, the steps of an incident."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.foundation.screens.page import fragment, page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import Profile
from preau.kernel.refusals import NotPossible
from preau.vigilance.actions.ask_evidence import ask_evidence
from preau.vigilance.actions.ask_restoration import ask_restoration
from preau.vigilance.actions.open_incident import open_incident
from preau.vigilance.actions.suspend_messaging import suspend_messaging
from preau.vigilance.leading import Led, led
from preau.vigilance.perimeter import perimeter
from preau.vigilance.policies import LEAD
from preau.vigilance.queries.freezes import freezes_in
from preau.vigilance.queries.incidents import accounts_of, counts_of, incidents_of, works_of, writings_of
from preau.vigilance.queries.suspects import suspects
from preau.vigilance.rules import STOPPED_FIRST

LEADERS = (Profile.DIRECTION, Profile.AGENT)


class OpenForm(forms.Form):
    """What happens, and whether it is real."""

    title = forms.CharField(
        label=gettext_lazy("Que se passe-t-il\u202f?"),
        max_length=120,
        help_text=gettext_lazy(
            "Quelques mots, sans nom\u202f: «\u202fMenaces envoyées depuis des comptes volés\u202f»."
        ),
        error_messages={"required": gettext_lazy("Donnez un titre à l’incident.")},
    )
    is_rehearsal = forms.TypedChoiceField(
        label=gettext_lazy("Est-ce réel\u202f?"),
        choices=[
            (
                "exercice",
                gettext_lazy("Un exercice\u202f: comptes et messages inventés, rien de réel n’est touché"),
            ),
            ("reel", gettext_lazy("Un incident réel")),
        ],
        coerce=lambda value: value == "exercice",
    )
    school_id = forms.TypedChoiceField(label=gettext_lazy("Où"), coerce=int, empty_value=None, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, places: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["school_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("Dans tous mes établissements")), *places]


@screen("Crise", open_to=LEADERS, writes=True, capability=LEAD)
def every(request: Request) -> HttpResponse:
    """What is under way, the signs of theft, and the way in."""
    with perimeter(request.actor, LEAD) as places:
        schools = [place.id for place in places]
        form = OpenForm(
            [(place.id, place.name) for place in places],
            request.POST if request.method == "POST" else None,
            initial={"is_rehearsal": "exercice", "key": uuid4()},
        )
        if form.is_valid():
            with refusal_shown_in(form):
                made = open_incident(actor=request.actor, **form.cleaned_data)
                return redirect_saying(url("vigilance:incident", incident_id=made.pk), _("Suivez les étapes."))
        return page(
            request,
            "vigilance/incidents.html",
            title=_("Crise"),
            form=form,
            several=len(places) > 1,
            lines=incidents_of(schools, above=request.actor.is_a(Profile.AGENT)),
            suspects=suspects(schools),
            freezes=freezes_in(schools),
            status=422 if form.errors else 200,
        )


@screen("Un incident", open_to=LEADERS, capability=LEAD)
def desk(request: Request, *, incident_id: int) -> HttpResponse:
    """Its six steps on one page."""
    with led(request.actor, incident_id) as mine:
        return page(
            request,
            "vigilance/incident.html",
            title=mine.incident.title,
            topics=(f"incident:{incident_id}",),
            **said_of(mine),
        )


@screen("Un incident, ses étapes", open_to=LEADERS, capability=LEAD)
def steps(request: Request, *, incident_id: int) -> HttpResponse:
    """The same, asked again as its work advances."""
    with led(request.actor, incident_id) as mine:
        return fragment(request, "vigilance/steps.html", **said_of(mine))


@screen("Suspendre la messagerie, pour l’exercice", open_to=LEADERS, writes=True, reads=False, capability=LEAD)
def rehearse_freeze(request: Request, *, incident_id: int) -> HttpResponse:
    """The gesture, without its effect."""
    with led(request.actor, incident_id, to_change=True) as mine:
        if not mine.incident.is_rehearsal:
            raise NotPossible(_("Cet incident est réel\u202f: suspendez la messagerie par sa page."))
        suspend_messaging(
            actor=request.actor, school_ids=mine.school_ids, profiles=[one.value for one in STOPPED_FIRST],
            reason=mine.incident.title, expected_on=None, key=mine.incident.key, is_rehearsal=True,
        )  # fmt: skip
    return back(incident_id, _("Exercice\u202f: la messagerie serait suspendue. Elle ne l’est pas."))


@screen("Rendre des messages retirés", open_to=LEADERS, writes=True, reads=False, capability=LEAD)
def restore(request: Request, *, incident_id: int) -> HttpResponse:
    """Those ticked."""
    ids = [int(one) for one in request.POST.getlist("lignes") if one.isascii() and one.isdigit() and len(one) < 19]
    ask_restoration(actor=request.actor, incident_id=incident_id, row_ids=ids)
    return back(incident_id, _("Les messages cochés sont rendus\u202f: suivez l’avancement."))


@screen("Garder des preuves", open_to=LEADERS, writes=True, reads=False, capability=LEAD)
def keep_evidence(request: Request, *, incident_id: int) -> HttpResponse:
    """Made in the background."""
    ask_evidence(actor=request.actor, incident_id=incident_id)
    return back(incident_id, _("Le dossier de preuves se prépare\u202f: il apparaîtra sur cette page."))


def said_of(mine: Led) -> dict[str, Any]:
    """What the templates of the desk print."""
    works, files = works_of(mine)
    return {
        "incident": mine.incident,
        "places": mine.places,
        "counts": counts_of(mine),
        "writings": writings_of(mine),
        "accounts": accounts_of(mine),
        "works": works,
        "files": files,
        "freezes": freezes_in(mine.school_ids, rehearsal=mine.incident.is_rehearsal),
    }


def back(incident_id: int, sentence: str) -> HttpResponse:
    """To the desk, which says what was done."""
    return redirect_saying(url("vigilance:incident", incident_id=incident_id), sentence)
