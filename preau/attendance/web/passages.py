"""« Passages »: who is at the infirmary, at the CDI, in study hall; who arrives, who leaves (capability C65)."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.attendance.actions.end_passage import end_passage
from preau.attendance.actions.note_arrival import note_arrival
from preau.attendance.actions.withdraw_passage import withdraw_passage
from preau.attendance.models import Passage
from preau.attendance.policies import NOTE_PASSAGE, may_settle_conflicts, places_of
from preau.attendance.queries.passages import passages_of_day, pupils_found
from preau.foundation.screens.page import fragment, page, redirect_saying
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import screen
from preau.kernel import clock, words
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotPossible

NOTERS = (Profile.VIE_SCOLAIRE, Profile.DIRECTION, Profile.STAFF, Profile.TEACHER)


class ArrivalForm(forms.Form):
    """Who arrives."""

    eleve = forms.IntegerField(min_value=1, max_value=2**62)


class LeavingForm(forms.Form):
    """Where she goes."""

    vers = forms.ChoiceField(choices=[("cours", ""), ("maison", "")])


@screen("Passages à l’infirmerie, au CDI, en étude", open_to=NOTERS, capability=NOTE_PASSAGE)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Find a pupil who arrives; below, who is there now and who came today."""
    places = places_of(request.actor, school.id)
    place = _place_of(request, places)
    typed = request.GET.get("q", "").replace("\x00", "")
    is_search = "q" in request.GET
    hour = request.GET.get("heure", "").replace("\x00", "")[:8]
    asked = {"heure": hour} if hour else {}
    at = f"?{urlencode(asked)}" if hour else ""
    context: dict[str, Any] = {
        "typed": typed,
        "place": place,
        "hour": hour,
        "spoken_hour": _spoken(hour),
        "at": at,
        "here": _here(school) + at,
        "tabs": [
            (
                Passage.Place(one).label,
                f"{_here(school)}?{urlencode({'lieu': one, 'q': typed} | asked)}",
                one == place,
            )
            for one in places
        ],
        "found": pupils_found(school.id, typed) if typed.strip() else None,
        "topic": f"ecole:{school.id}:presence",
    }
    if is_fragment(request) and is_search:
        return fragment(request, "attendance/passages_found.html", school=school, **context)
    lines = passages_of_day(school.id, places, clock.today())
    context["there"] = [line for line in lines if line.left_at is None]
    context["gone"] = [line for line in lines if line.left_at is not None]
    if is_fragment(request):
        return fragment(request, "attendance/passages_now.html", school=school, **context)
    return page(
        request,
        "attendance/passages.html",
        title=_("Passages"),
        school=school,
        topics=(context["topic"],),
        may_settle=may_settle_conflicts(request.actor, school.id),
        **context,
    )


@screen("Noter une arrivée", open_to=NOTERS, writes=True, reads=False, capability=NOTE_PASSAGE)
def arrive(request: Request, *, school: SchoolRef, place: str) -> HttpResponse:
    """One button beside the name."""
    form = ArrivalForm(request.POST)
    if not form.is_valid():
        raise NotPossible(
            _("Ce choix n’a pas été compris\u202f: cherchez l’élève, puis touchez «\u202fArrive\u202f».")
        )
    passage = note_arrival(
        actor=request.actor, school_id=school.id, pupil_id=form.cleaned_data["eleve"], place=place,
        at=_hour_of(request),
    )  # fmt: skip
    where = Passage.Place(passage.place).label
    path = f"{_here(school)}?{urlencode({'lieu': place})}#passage-{passage.pk}"
    since = words.hour(passage.arrived_at)
    return redirect_saying(path, _("%(where)s depuis %(hour)s\u202f: noté.") % {"where": where, "hour": since})


@screen("Noter un départ", open_to=NOTERS, writes=True, reads=False, capability=NOTE_PASSAGE)
def leave(request: Request, *, school: SchoolRef, passage_id: int) -> HttpResponse:
    """« Repart en cours » or « Rentre à la maison »."""
    form = LeavingForm(request.POST)
    if not form.is_valid():
        raise NotPossible(_("Dites si l’élève repart en cours ou rentre à la maison."))
    next_place = Passage.Next(form.cleaned_data["vers"])
    end_passage(
        actor=request.actor, school_id=school.id, passage_id=passage_id, left_to=next_place, at=_hour_of(request)
    )
    return redirect_saying(_here(school), _("Départ noté."))


@screen("Retirer un passage", open_to=NOTERS, writes=True, reads=False, capability=NOTE_PASSAGE)
def withdraw(request: Request, *, school: SchoolRef, passage_id: int) -> HttpResponse:
    """It was an error."""
    withdraw_passage(actor=request.actor, school_id=school.id, passage_id=passage_id)
    is_from_study = request.POST.get("retour") == "etude"
    back = reverse("attendance:study", kwargs={"uai": school.uai}) if is_from_study else _here(school)
    return redirect_saying(back, _("Passage retiré."))


def _hour_of(request: Request) -> datetime | None:
    """The hour that the address says, today; None: now."""
    typed = request.GET.get("heure", "").strip()
    if not typed:
        return None
    try:
        wall = time.fromisoformat(typed)
    except ValueError:
        raise NotPossible(_("Écrivez l’heure ainsi\u202f: 10:05."), field="heure") from None
    return clock.instant(clock.today(), wall.replace(tzinfo=None))


def _spoken(typed: str) -> str:
    """The hour as it is read; empty when it is none."""
    try:
        return words.hour(time.fromisoformat(typed.strip()))
    except ValueError:
        return ""


def _place_of(request: Request, places: tuple[str, ...]) -> str:
    """The place where arrivals are noted now: the one of the address, or the actor's first."""
    asked = request.GET.get("lieu", "")
    return asked if asked in places else places[0]


def _here(school: SchoolRef) -> str:
    return reverse("attendance:passages", kwargs={"uai": school.uai})
