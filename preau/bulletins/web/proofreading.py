"""Proofreading of a class: the subjects of a pupil, or the pupils of a subject; corrections are proposed."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.bulletins.actions.propose_correction import propose_correction
from preau.bulletins.appreciation import appreciation_length
from preau.bulletins.class_term import ClassTerm, load_class_term
from preau.bulletins.policies import may_propose_corrections, may_read_class
from preau.bulletins.queries.proofreading import ClassChoices, choices_of, lines_of
from preau.bulletins.web.missing import READERS
from preau.bulletins.web.wording import class_tabs, term_tabs
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed


class ProposalForm(forms.Form):
    """Another wording, for the version that was read; `view` says where the reader was."""

    text = forms.CharField(label=gettext_lazy("Texte corrigé"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**9)
    view = forms.CharField(widget=forms.HiddenInput, required=False)


@screen("Relecture des appréciations d’une classe", open_to=READERS)
def show(request: Request, *, school: SchoolRef, term_id: int) -> HttpResponse:
    """`vue`: `eleve-<id>` or `matiere-<id>`; the first pupil without any."""
    term = load_class_term(term_id, school_id=school.id)
    if not may_read_class(request.actor, school.id, term.form_teacher_ids):
        raise NotAllowed
    return _drawn(request, school, term, request.GET.get("vue", ""), {})


@screen("Proposer une correction", open_to={Profile.TEACHER}, writes=True, reads=False)
def propose(request: Request, *, school: SchoolRef, term_id: int, appreciation_id: int) -> HttpResponse:
    """Then the same view again; a proposal that is refused comes back with its text."""
    term = load_class_term(term_id, school_id=school.id)
    if not may_propose_corrections(request.actor, school.id, term.form_teacher_ids):
        raise NotAllowed
    form = ProposalForm(request.POST)
    view = str(form["view"].value() or "")
    if form.is_valid():
        with refusal_shown_in(form):
            propose_correction(
                actor=request.actor, school_id=school.id, appreciation_id=appreciation_id,
                seen=form.cleaned_data["seen"], text=form.cleaned_data["text"],
            )  # fmt: skip
    if form.errors:
        return _drawn(request, school, term, view, {appreciation_id: form})
    here = reverse("bulletins:proofreading", kwargs={"uai": school.uai, "term_id": term_id})
    there = f"{here}?{urlencode({'vue': view})}#appreciation-{appreciation_id}"
    return redirect_saying(there, _("Correction proposée\u202f: son auteur répondra."))


def _drawn(
    request: Request, school: SchoolRef, term: ClassTerm, asked: str, refused: Mapping[int, ProposalForm]
) -> HttpResponse:
    choices = choices_of(term)
    view, around = _view(choices, asked)
    of, _dash, number = view.partition("-")
    chosen = int(number) if number else 0
    lines = (
        lines_of(
            request.actor,
            term,
            pupil_id=chosen if of == "eleve" else None,
            gradebook_id=chosen if of == "matiere" else None,
        )
        if view
        else ()
    )
    return page(
        request,
        "bulletins/proofreading.html",
        title=_("Relecture"),
        school=school,
        status=422 if refused else 200,
        term=term,
        views=[
            (_("Toutes les matières d’un élève"), [(key, name, key == view) for key, name in choices.pupil_views]),
            (_("Tous les élèves d’une matière"), [(key, name, key == view) for key, name in choices.book_views]),
        ],
        view=view,
        by_pupil=of == "eleve",
        name=dict([*choices.pupil_views, *choices.book_views]).get(view, ""),
        before=around[0],
        after=around[1],
        here=reverse("bulletins:proofreading", kwargs={"uai": school.uai, "term_id": term.term_id}),
        lines=lines,
        refused=refused,
        most=appreciation_length(school.id),
        tabs=class_tabs(request.actor, school, term, "bulletins:proofreading"),
        terms=term_tabs(school, term, "bulletins:proofreading"),
        may_propose=may_propose_corrections(request.actor, school.id, term.form_teacher_ids)
        and not term.is_closed,
    )


def _view(choices: ClassChoices, asked: str) -> tuple[str, tuple[str, str]]:
    """The view asked, or the first pupil; the addresses of the one before and the one after of its kind."""
    pupils, books = ([key for key, _name in views] for views in (choices.pupil_views, choices.book_views))
    keys = books if asked in books else pupils
    if not keys:
        return "", ("", "")
    place = keys.index(asked) if asked in keys else 0
    before = f"?vue={keys[place - 1]}" if place else ""
    return keys[place], (before, f"?vue={keys[place + 1]}" if place + 1 < len(keys) else "")
