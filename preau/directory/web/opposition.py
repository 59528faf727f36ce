"""A pupil who came of age: what she asks, and what the office of her school records (rule B8)."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.directory.actions.ask_opposition import ask_opposition
from preau.directory.actions.end_opposition import end_opposition
from preau.directory.actions.record_opposition import record_opposition
from preau.directory.actions.withdraw_opposition import withdraw_opposition
from preau.directory.adults import majority_of, own_majority
from preau.directory.people.person import seen_person
from preau.directory.policies import RECORD_OPPOSITION
from preau.directory.rules import LONGEST_REASON
from preau.directory.web.doors import OFFICE
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed


class AskForm(forms.Form):
    """Why, for the office alone."""

    reason = forms.CharField(
        label=gettext_lazy("Pourquoi"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("Seuls la direction et le secrétariat le lisent. Vos responsables, jamais."),
    )


class RecordForm(forms.Form):
    """Why, for the office alone; an emancipated pupil needs no age."""

    reason = forms.CharField(
        label=gettext_lazy("Motif, ou pièce reçue"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("Seuls la direction et le secrétariat de l’établissement le lisent."),
    )
    is_emancipated = forms.BooleanField(label=gettext_lazy("Élève mineur émancipé"), required=False)


@screen("Ma majorité", open_to=(Profile.PUPIL,), writes=True)
def mine(request: Request) -> HttpResponse:
    """`geste`: `demander` or `retirer`."""
    actor, gesture = request.actor, request.POST.get("geste")
    if request.method == "POST" and gesture == "retirer":
        withdraw_opposition(actor=actor)
        return redirect_saying(request.path, _("Vos responsables sont de nouveau informés."))
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusal_shown_in(form):
            ask_opposition(actor=actor, reason=form.cleaned_data["reason"])
        if form.is_valid():
            return redirect_saying(request.path, _("Votre demande est partie au secrétariat."))
    return page(
        request, "directory/my_majority.html", title=_("Ma majorité"), form=form, told=own_majority(actor),
        status=422 if form.errors else 200,
    )  # fmt: skip


@screen("Opposition d’un élève majeur", open_to=OFFICE, writes=True, capability=RECORD_OPPOSITION)
def change(request: Request, *, school: SchoolRef, person_id: int) -> HttpResponse:
    """`geste`: `enregistrer` or `terminer`."""
    person = seen_person(request.actor, school.id, person_id)
    if not person.is_pupil:
        raise NotAllowed
    back = url("directory:person", uai=school.uai, person_id=person_id)
    if request.method == "POST" and request.POST.get("geste") == "terminer":
        end_opposition(actor=request.actor, school_id=school.id, pupil_id=person_id)
        return redirect_saying(back, _("Ses responsables sont de nouveau informés."))
    form = RecordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusal_shown_in(form):
            record_opposition(actor=request.actor, school_id=school.id, pupil_id=person_id, **form.cleaned_data)
        if form.is_valid():
            return redirect_saying(back, _("L’opposition est enregistrée, avec effet tout de suite."))
    return page(
        request, "directory/opposition.html", title=_("Élève majeur"), school=school, person=person, form=form,
        told=majority_of(request.actor, school.id, person_id), back_url=back, status=422 if form.errors else 200,
    )  # fmt: skip
