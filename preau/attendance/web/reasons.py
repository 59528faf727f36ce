"""The catalogue of reasons: add one, change one, hide it, order them."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.attendance.actions.add_reason import LONGEST, add_reason
from preau.attendance.actions.change_reason import change_reason
from preau.attendance.actions.move_reason import move_reason
from preau.attendance.actions.offer_reason import offer_reason
from preau.attendance.catalogue import FLAGS
from preau.attendance.models import AbsenceReason
from preau.attendance.policies import SET
from preau.attendance.queries.reasons import catalogue_of
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed

SETTERS = (Profile.DIRECTION, Profile.VIE_SCOLAIRE)

#: The two lists of the catalogue and their titles.
KINDS = (
    (AbsenceReason.Kind.ABSENCE, gettext_lazy("Motifs d’absence")),
    (AbsenceReason.Kind.LATE, gettext_lazy("Motifs de retard")),
)

#: What each flag does, as a question the form asks.
FLAG_LABELS = {
    "is_legitimate": gettext_lazy(
        "Motif légitime de la loi\u202f: accepté d’office quand la vie scolaire le note"
    ),
    "needs_proof": gettext_lazy("Demande un justificatif\u202f: l’absence n’est réglée qu’une fois reçu"),
    "is_under_responsibility": gettext_lazy(
        "L’élève est sous la responsabilité de l’établissement\u202f: jamais compté comme une absence"
    ),
    "is_breach": gettext_lazy("Manquement à l’assiduité\u202f: compté dans le bulletin"),
    "as_lateness": gettext_lazy("Compté comme un retard dans le bulletin"),
    "is_health": gettext_lazy("Santé\u202f: les enseignants lisent «\u202fjustifiée\u202f», jamais le motif"),
    "is_for_families": gettext_lazy("Proposé aux familles"),
    "counts_in_alerts": gettext_lazy("Compte pour les alertes tant qu’elle n’est pas réglée"),
    "counts_in_alerts_once_settled": gettext_lazy("Compte pour les alertes même réglée"),
    "is_shown_to_families": gettext_lazy("Les familles lisent ce motif"),
}

#: The same in a word or two, for the list; what most reasons have is not said.
FLAG_BADGES = {
    "is_legitimate": gettext_lazy("légitime"),
    "needs_proof": gettext_lazy("justificatif"),
    "is_under_responsibility": gettext_lazy("sous responsabilité"),
    "as_lateness": gettext_lazy("en retard au bulletin"),
    "is_health": gettext_lazy("santé"),
    "is_for_families": gettext_lazy("proposé aux familles"),
}


class ReasonForm(forms.Form):
    """The name of a reason and what it does."""

    label = forms.CharField(
        label=gettext_lazy("Nom du motif"),
        max_length=LONGEST,
        error_messages={"max_length": gettext_lazy("Le nom d’un motif ne dépasse pas 80 caractères.")},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name in FLAGS:
            self.fields[name] = forms.BooleanField(label=FLAG_LABELS[name], required=False)

    def flags(self) -> dict[str, bool]:
        """What was ticked, once the form is valid."""
        return {name: self.cleaned_data[name] for name in FLAGS}


class NewReasonForm(ReasonForm):
    """The same, with the list it goes in."""

    kind = forms.ChoiceField(label=gettext_lazy("Pour"), choices=AbsenceReason.Kind.choices, initial="absence")


@screen("Ajouter un motif d’absence", open_to=SETTERS, writes=True, capability=SET)
def add(request: Request, *, school: SchoolRef) -> HttpResponse:
    """A reason of the school’s own."""
    form = NewReasonForm(
        request.POST if request.method == "POST" else None,
        initial={"is_breach": True, "counts_in_alerts": True, "is_shown_to_families": True},
    )
    if form.is_valid():
        with refusal_shown_in(form):
            add_reason(
                actor=request.actor,
                school_id=school.id,
                kind=form.cleaned_data["kind"],
                label=form.cleaned_data["label"],
                flags=form.flags(),
            )
        if not form.errors:
            return redirect_saying(_list(school), _("Le motif est ajouté."))
    return _page(request, school, form, title=_("Ajouter un motif"))


@screen("Changer un motif d’absence", open_to=SETTERS, writes=True, capability=SET)
def change(request: Request, *, school: SchoolRef, reason_id: int) -> HttpResponse:
    """Its name and what it does; the page says how many absences have it."""
    line = next((one for one in catalogue_of(school.id) if one.id == reason_id), None)
    if line is None:
        raise NotAllowed
    form = ReasonForm(
        request.POST if request.method == "POST" else None,
        initial={"label": line.label, **dict.fromkeys(line.flags, True)},
    )
    if form.is_valid():
        with refusal_shown_in(form):
            change_reason(
                actor=request.actor,
                school_id=school.id,
                reason_id=reason_id,
                label=form.cleaned_data["label"],
                flags=form.flags(),
            )
        if not form.errors:
            return redirect_saying(_list(school, reason_id), _("Le motif est changé."))
    return _page(request, school, form, title=line.label, used=line.used)


@screen("Proposer ou masquer un motif", open_to=SETTERS, writes=True, reads=False, capability=SET)
def offer(request: Request, *, school: SchoolRef, reason_id: int) -> HttpResponse:
    """One button: absences that have it keep it."""
    is_offered = request.POST.get("propose") == "oui"
    offer_reason(actor=request.actor, school_id=school.id, reason_id=reason_id, is_offered=is_offered)
    said = _("Le motif est proposé de nouveau.") if is_offered else _("Le motif n’est plus proposé.")
    return redirect_saying(_list(school, reason_id), said)


@screen("Ordonner les motifs", open_to=SETTERS, writes=True, reads=False, capability=SET)
def move(request: Request, *, school: SchoolRef, reason_id: int) -> HttpResponse:
    """One place higher or lower."""
    is_up = request.POST.get("sens") == "haut"
    move_reason(actor=request.actor, school_id=school.id, reason_id=reason_id, is_up=is_up)
    return redirect_saying(_list(school, reason_id))


def _page(request: Request, school: SchoolRef, form: ReasonForm, *, title: str, used: int = 0) -> HttpResponse:
    return page(
        request,
        "attendance/reason.html",
        title=title,
        school=school,
        status=422 if form.errors else 200,
        form=form,
        heading=title,
        used=used,
        flags=FLAGS,
    )


def _list(school: SchoolRef, reason_id: int = 0) -> str:
    path = reverse("attendance:settings", kwargs={"uai": school.uai})
    return f"{path}#motif-{reason_id}" if reason_id else f"{path}#motifs"
