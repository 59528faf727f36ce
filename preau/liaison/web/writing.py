"""Writing a word: begun or changed, its pupils chosen, read again as families will, then sent (C99)."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel import words
from preau.kernel.actor import STAFF_PROFILES, SchoolRef
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.liaison import wording
from preau.liaison.actions.choose_pupils import choose_pupils
from preau.liaison.actions.correct_word import correct_word
from preau.liaison.actions.send_word import send_word
from preau.liaison.actions.withdraw_word import withdraw_word
from preau.liaison.actions.write_word import write_word
from preau.liaison.addressing import families_of, group_names, places_of, pupils_of, said
from preau.liaison.catalogue import usual_words
from preau.liaison.models import Word
from preau.liaison.policies import may_change, may_write
from preau.liaison.web.word_form import CorrectionForm, WordForm, start_new, start_of
from preau.vigilance.policies import frozen_because


@screen("Écrire un mot aux familles", open_to=STAFF_PROFILES, writes=True)
def add(request: Request, *, school: SchoolRef) -> HttpResponse:
    """`modele`: the place of a usual word, from which it starts."""
    if not may_write(request.actor, school.id):
        raise NotAllowed
    usual = usual_words(school.id)
    asked = request.GET.get("modele", "")
    taken = usual[int(asked)] if asked.isdecimal() and len(asked) < 4 and int(asked) < len(usual) else None
    form = _form(request, school, {**start_new(school.id, taken), "key": uuid.uuid4()})
    if form.is_valid():
        made = 0
        with refusal_shown_in(form):
            made = write_word(
                actor=request.actor, school_id=school.id, said=form.words(), key=form.cleaned_data["key"]
            )
        if not form.errors:
            return redirect_saying(url("liaison:review", uai=school.uai, word_id=made))
    return _written(request, school, form, None, usual=usual)


@screen("Changer un mot", open_to=STAFF_PROFILES, writes=True)
def change(request: Request, *, school: SchoolRef, word_id: int) -> HttpResponse:
    """A draft, by its author."""
    word = changeable(request, school, word_id, Word.State.DRAFT)
    form = _form(request, school, start_of(word))
    if form.is_valid():
        with refusal_shown_in(form):
            write_word(
                actor=request.actor, school_id=school.id, said=form.words(), word_id=word_id,
                seen=form.cleaned_data["seen"] or 0,
            )  # fmt: skip
        if not form.errors:
            return redirect_saying(url("liaison:review", uai=school.uai, word_id=word_id))
    return _written(request, school, form, word)


@screen("Relire un mot et l’envoyer", open_to=STAFF_PROFILES, writes=True)
def review(request: Request, *, school: SchoolRef, word_id: int) -> HttpResponse:
    """As families will read it, with how many, and who is left out; a POST sends it."""
    word = changeable(request, school, word_id)
    if request.method == "POST" or word.state != Word.State.DRAFT:
        count = 0
        follow = url("liaison:follow", uai=school.uai, word_id=word_id)
        if request.method == "POST":
            seen = request.POST.get("vu", "")
            count = send_word(
                actor=request.actor, school_id=school.id, word_id=word_id,
                seen=int(seen) if seen.isdecimal() and len(seen) < 9 else 0,
            )  # fmt: skip
            return redirect_saying(
                follow,
                ngettext("Mot envoyé à %(num)s famille.", "Mot envoyé à %(num)s familles.", count)
                % {"num": words.number(count)},
            )
        return redirect_saying(follow)
    families = families_of(school.id, pupils_of(school.id, word.audience, word.only_ids))
    return page(
        request,
        "liaison/review.html",
        title=_("Relire avant d’envoyer"),
        school=school,
        word=word,
        to=said(word.audience, group_names(school.id, word.audience)),
        families=families,
        unread=tuple(one for one in families if not one.readers and not one.signers),
        unsigned=tuple(one for one in families if one.readers and not one.signers),
        offline=tuple(one for one in families if (one.readers or one.signers) and not one.connected),
        frozen=frozen_because(request.actor, school.id),
        wording=wording,
    )


@screen("Choisir les élèves d’un mot", open_to=STAFF_PROFILES, writes=True)
def pupils(request: Request, *, school: SchoolRef, word_id: int) -> HttpResponse:
    """Those of its classes; all of them to begin with."""
    word = changeable(request, school, word_id, Word.State.DRAFT)
    error = ""
    chosen = set(word.only_ids)
    if request.method == "POST":
        ids = [int(one) for one in request.POST.getlist("eleve") if one.isdecimal() and len(one) < 16]
        chosen = set(ids)
        try:
            choose_pupils(actor=request.actor, school_id=school.id, word_id=word_id, pupil_ids=ids)
            return redirect_saying(url("liaison:review", uai=school.uai, word_id=word_id))
        except NotPossible as refusal:
            error = refusal.message
    families = families_of(school.id, pupils_of(school.id, word.audience))
    every = not word.only_ids and request.method != "POST"
    return page(
        request,
        "liaison/pupils.html",
        title=_("Choisir les élèves"),
        school=school,
        word=word,
        families=families,
        chosen={one.pupil_id for one in families} if every else chosen,
        error=error,
        status=422 if error else 200,
    )


@screen("Corriger un mot envoyé", open_to=STAFF_PROFILES, writes=True)
def correct(request: Request, *, school: SchoolRef, word_id: int) -> HttpResponse:
    """Its text and its deadline, with or without telling."""
    word = changeable(request, school, word_id, Word.State.SENT)
    start = {"title": word.title, "html": word.html, "due_on": word.due_on, "seen": word.version}
    form = CorrectionForm(request.POST if request.method == "POST" else None, initial=start)
    back = url("liaison:follow", uai=school.uai, word_id=word_id)
    if form.is_valid():
        given = form.cleaned_data
        with refusal_shown_in(form):
            correct_word(
                actor=request.actor, school_id=school.id, word_id=word_id, title=given["title"],
                html=given["html"], due_on=given["due_on"], is_told=given["is_told"], seen=given["seen"] or 0,
            )  # fmt: skip
        if not form.errors:
            return redirect_saying(back, _("Le mot est corrigé."))
    return page(
        request, "liaison/correct.html", title=_("Corriger"), school=school, word=word, form=form, back=back,
        status=422 if form.errors else 200,
    )  # fmt: skip


@screen("Retirer un mot", open_to=STAFF_PROFILES, writes=True, reads=False)
def withdraw(request: Request, *, school: SchoolRef, word_id: int) -> HttpResponse:
    """The button asked. A draft is erased."""
    word = changeable(request, school, word_id)
    was_draft = word.state == Word.State.DRAFT
    withdraw_word(actor=request.actor, school_id=school.id, word_id=word_id, reason=request.POST.get("raison", ""))
    where = url("liaison:desk", uai=school.uai)
    return redirect_saying(
        where, _("Brouillon effacé.") if was_draft else _("Les familles ne lisent plus ce mot.")
    )


def changeable(request: Request, school: SchoolRef, word_id: int, state: str = "") -> Word:
    """A word of this school, in this state, that the actor may change."""
    word = Word.objects.filter(pk=word_id, school_id=school.id).first()
    if word is None or not may_change(request.actor, word) or (state and word.state != state):
        raise NotAllowed
    return word


def _form(request: Request, school: SchoolRef, start: dict[str, Any]) -> WordForm:
    form = WordForm(request.POST if request.method == "POST" else None, initial=start)
    form.offer(places_of(request.actor, school.id))
    return form


def _written(
    request: Request, school: SchoolRef, form: WordForm, word: Word | None, *, usual: tuple[Any, ...] = ()
) -> HttpResponse:
    return page(
        request,
        "liaison/write.html",
        title=word.title if word else _("Nouveau mot"),
        school=school,
        form=form,
        word=word,
        usual=usual,
        back=url("liaison:review", uai=school.uai, word_id=word.pk)
        if word
        else url("liaison:desk", uai=school.uai),
        frozen=frozen_because(request.actor, school.id),
        status=422 if form.errors else 200,
    )
