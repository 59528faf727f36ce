"""The sentences that a teacher keeps to use again: hers, in all her schools."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.bulletins.actions.drop_sentence import drop_sentence
from preau.bulletins.actions.keep_sentence import keep_sentence
from preau.bulletins.models import Sentence
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel.actor import Profile
from preau.kernel.refusals import NotAllowed

_WRITERS = frozenset({Profile.TEACHER})


class SentenceForm(forms.Form):
    """A sentence."""

    text = forms.CharField(
        label=gettext_lazy("Phrase"),
        strip=True,
        help_text=gettext_lazy(
            "{prenom}, {nom} et {matiere} deviennent le prénom de l’élève, son nom et la matière."
        ),
    )


@screen("Mes phrases pour les bulletins", open_to=_WRITERS, writes=True)
def show(request: Request) -> HttpResponse:
    """The list, and one more."""
    form = SentenceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusal_shown_in(form):
            keep_sentence(actor=request.actor, text=form.cleaned_data["text"])
        if not form.errors:
            return redirect_saying(reverse("bulletins:sentences"), _("Phrase gardée."))
    return page(
        request,
        "bulletins/sentences.html",
        title=_("Mes phrases"),
        status=422 if form.errors else 200,
        form=form,
        sentences=list(Sentence.objects.filter(person_id=request.actor.person_id)),
    )


@screen("Changer une phrase", open_to=_WRITERS, writes=True)
def change(request: Request, *, sentence_id: int) -> HttpResponse:
    """Its text; what it was used for stays as it is."""
    sentence = Sentence.objects.filter(pk=sentence_id, person_id=request.actor.person_id).first()
    if sentence is None:
        raise NotAllowed
    form = SentenceForm(request.POST if request.method == "POST" else None, initial={"text": sentence.text})
    if form.is_valid():
        with refusal_shown_in(form):
            keep_sentence(actor=request.actor, text=form.cleaned_data["text"], sentence_id=sentence_id)
        if not form.errors:
            return redirect_saying(reverse("bulletins:sentences"), _("Phrase changée."))
    return page(
        request,
        "bulletins/sentence.html",
        title=_("Changer une phrase"),
        status=422 if form.errors else 200,
        form=form,
        sentence=sentence,
    )


@screen("Effacer une phrase", open_to=_WRITERS, writes=True, reads=False)
def drop(request: Request, *, sentence_id: int) -> HttpResponse:
    """The button asked."""
    drop_sentence(actor=request.actor, sentence_id=sentence_id)
    return redirect_saying(reverse("bulletins:sentences"), _("Phrase effacée."))
