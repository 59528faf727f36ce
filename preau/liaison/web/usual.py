"""The settings of the book: who reads what, and the usual words of the school."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.foundation.bodies.field import BodyField
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import STAFF_PROFILES, SchoolRef
from preau.kernel.refusals import NotAllowed
from preau.liaison import wording
from preau.liaison.actions.change_liaison_settings import change_liaison_settings
from preau.liaison.actions.write_usual_word import UsualWords, write_usual_word
from preau.liaison.catalogue import Usual, usual_words
from preau.liaison.models import LiaisonSettings, Word
from preau.liaison.policies import SET
from preau.liaison.rules import BODY_LENGTH
from preau.liaison.web.word_form import ASKED


class SettingsForm(forms.Form):
    """What new words start with."""

    shows_other = forms.BooleanField(
        label=gettext_lazy("Chaque responsable lit la réponse de l’autre"), required=False,
        help_text=gettext_lazy("Sans cela, chacun ne voit que la sienne\u202f: c’est la règle."),
    )  # fmt: skip
    shows_pupils = forms.BooleanField(label=gettext_lazy("L’élève sait si sa famille a répondu"), required=False)


class UsualForm(forms.Form):
    """Names of fields are those of the action."""

    label = forms.CharField(label=gettext_lazy("Nom, pour le retrouver"), strip=True)
    title = forms.CharField(label=gettext_lazy("Titre"), strip=True)
    html = BodyField(label=gettext_lazy("Ce que les familles lisent"), longest=BODY_LENGTH)
    purpose = forms.ChoiceField(label=gettext_lazy("Nature"), choices=Word.Purpose.choices)
    answer = forms.ChoiceField(label=gettext_lazy("Ce que la famille doit faire"), choices=ASKED)
    options = forms.CharField(
        label=gettext_lazy("Réponses possibles"), required=False, help_text=gettext_lazy("Une par ligne.")
    )
    needs_all = forms.BooleanField(
        label=gettext_lazy("Tous les responsables légaux doivent répondre"), required=False
    )
    is_hidden = forms.BooleanField(label=gettext_lazy("Ne plus proposer ce mot"), required=False)

    def words(self) -> UsualWords:
        """What the action is asked."""
        return UsualWords(**{**self.cleaned_data, "options": self.cleaned_data["options"].splitlines()})


@screen("Régler le carnet de liaison", open_to=STAFF_PROFILES, writes=True, capability=SET)
def settings(request: Request, *, school: SchoolRef) -> HttpResponse:
    """And the list of the usual words, those no longer offered as well."""
    kept = LiaisonSettings.objects.filter(school_id=school.id).first() or LiaisonSettings(school_id=school.id)
    start = {"shows_other": kept.shows_other, "shows_pupils": kept.shows_pupils}
    form = SettingsForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        change_liaison_settings(actor=request.actor, school_id=school.id, **form.cleaned_data)
        return redirect_saying(url("liaison:settings", uai=school.uai), _("Réglages enregistrés."))
    return page(
        request, "liaison/settings.html", title=_("Réglages du carnet"), school=school, form=form,
        usual=usual_words(school.id, hidden=True), wording=wording,
    )  # fmt: skip


@screen("Ajouter un mot habituel", open_to=STAFF_PROFILES, writes=True, capability=SET)
def add(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Offered at once to all who write."""
    start = {"purpose": Word.Purpose.WORD.value, "answer": Word.Answer.ACKNOWLEDGE.value}
    return _form(request, school, None, start)


@screen("Changer un mot habituel", open_to=STAFF_PROFILES, writes=True, capability=SET)
def change(request: Request, *, school: SchoolRef, place: int) -> HttpResponse:
    """By its place in the list of the school."""
    usual = usual_words(school.id, hidden=True)
    if place >= len(usual):
        raise NotAllowed
    return _form(request, school, place, _start_of(usual[place]))


def _start_of(usual: Usual) -> dict[str, Any]:
    start = {name: getattr(usual, name) for name in UsualWords.__dataclass_fields__}
    return {**start, "options": "\n".join(usual.options)}


def _form(request: Request, school: SchoolRef, place: int | None, start: dict[str, Any]) -> HttpResponse:
    form = UsualForm(request.POST if request.method == "POST" else None, initial=start)
    back = url("liaison:settings", uai=school.uai)
    if form.is_valid():
        with refusal_shown_in(form):
            write_usual_word(actor=request.actor, school_id=school.id, said=form.words(), place=place)
        if not form.errors:
            return redirect_saying(back, _("Mot habituel enregistré."))
    return page(
        request, "liaison/usual.html", title=_("Mot habituel"), school=school, form=form, back=back,
        is_new=place is None, status=422 if form.errors else 200,
    )  # fmt: skip
