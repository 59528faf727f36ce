"""The council of a class: who is left, opening, closing, validating; then what is said of the class (C94)."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.bulletins.actions.close_council import close_council
from preau.bulletins.actions.open_council import open_council
from preau.bulletins.actions.reopen_council import reopen_council
from preau.bulletins.actions.validate_council import validate_council
from preau.bulletins.actions.write_council_words import write_council_words
from preau.bulletins.class_term import ClassTerm, load_class_term
from preau.bulletins.policies import may_hold_council, may_publish, may_read_class
from preau.bulletins.queries.council import CouncilHead, Decision, class_pupils, council_of, decisions_of
from preau.bulletins.web.missing import READERS
from preau.bulletins.web.wording import class_tabs, term_tabs
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel import words
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed, NotPossible

HOLDERS = frozenset({Profile.TEACHER, Profile.DIRECTION})
_STEPS = {
    "ouvrir": (open_council, gettext_lazy("Conseil ouvert.")),
    "clore": (close_council, gettext_lazy("Conseil clos\u202f: la direction peut le valider.")),
    "rouvrir": (reopen_council, gettext_lazy("Conseil rouvert.")),
    "valider": (validate_council, gettext_lazy("Conseil validé.")),
}


class CouncilWordsForm(forms.Form):
    """What the council says of the class, and the minutes."""

    synthesis = forms.CharField(
        label=gettext_lazy("Synthèse sur la classe"),
        required=False,
        strip=True,
        help_text=gettext_lazy("1\u202f000 caractères au plus."),
    )
    minutes = forms.CharField(
        label=gettext_lazy("Compte rendu des délégués des parents"),
        required=False,
        strip=True,
        help_text=gettext_lazy("Collez-y ce que les délégués vous ont remis."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


@screen("Conseil de classe", open_to=READERS)
def show(request: Request, *, school: SchoolRef, term_id: int) -> HttpResponse:
    """The pupils with what is decided of each, and how far the council is."""
    term = load_class_term(term_id, school_id=school.id)
    if not may_read_class(request.actor, school.id, term.form_teacher_ids):
        raise NotAllowed
    decisions, pupils, council = decisions_of(term), class_pupils(term), council_of(term)
    said = {pupil.pupil_id: _said(decisions.get(pupil.pupil_id)) for pupil in pupils}
    return page(
        request,
        "bulletins/council.html",
        title=_("Conseil de classe"),
        school=school,
        term=term,
        when=_("Il se réunit le %(day)s.") % {"day": words.day(term.council_on)} if term.council_on else "",
        council=council,
        state=state_of(council),
        pupils=pupils,
        said=said,
        missing=[
            one.name for one in pupils if one.pupil_id not in decisions or not decisions[one.pupil_id].synthesis
        ],
        holds=may_hold_council(request.actor, school.id, term.form_teacher_ids),
        validates=may_publish(request.actor, school.id),
        tabs=class_tabs(request.actor, school, term, "bulletins:council"),
        terms=term_tabs(school, term, "bulletins:council"),
    )


@screen("Ouvrir, clore ou valider un conseil de classe", open_to=HOLDERS, writes=True, reads=False)
def advance(request: Request, *, school: SchoolRef, term_id: int) -> HttpResponse:
    """`geste`: `ouvrir`, `clore`, `rouvrir` or `valider`."""
    step = _STEPS.get(request.POST.get("geste", ""))
    if step is None:
        raise NotPossible(_("Cette page n’est plus à jour\u202f: rechargez-la."))
    act, said = step
    act(actor=request.actor, school_id=school.id, term_id=term_id)
    return redirect_saying(_here(school, term_id), str(said))


@screen("Synthèse d’un conseil et compte rendu", open_to=HOLDERS, writes=True)
def write_words(request: Request, *, school: SchoolRef, term_id: int) -> HttpResponse:
    """Read by the families of the class once validated."""
    term = load_class_term(term_id, school_id=school.id)
    council = council_of(term)
    if council is None or not may_hold_council(request.actor, school.id, term.form_teacher_ids):
        raise NotAllowed
    there = {"synthesis": council.synthesis, "minutes": council.minutes, "seen": council.version}
    form = CouncilWordsForm(request.POST if request.method == "POST" else None, initial=there)
    if form.is_valid():
        with refusal_shown_in(form):
            write_council_words(actor=request.actor, school_id=school.id, term_id=term_id, **form.cleaned_data)
        if not form.errors:
            return redirect_saying(_here(school, term_id), _("Textes enregistrés."))
    return page(
        request,
        "bulletins/council_words.html",
        title=_("Ce que le conseil dit de la classe"),
        school=school,
        status=422 if form.errors else 200,
        term=term,
        council=council,
        form=form,
        is_changed=form.is_bound and str(council.version) != form.data.get("seen"),
        is_locked=council.validated_at is not None and not may_publish(request.actor, school.id),
    )


def state_of(council: CouncilHead | None) -> tuple[str, str]:
    """How far it is, in words, and their tone."""
    if council is None:
        return _("pas encore ouvert"), "neutral"
    if council.validated_at is not None:
        return _("validé le %(day)s") % {"day": words.short_day(council.validated_at)}, "ok"
    if council.closed_at is not None:
        return _("clos, à valider par la direction"), "warning"
    return _("ouvert"), "info"


def _said(decision: Decision | None) -> str:
    """« Félicitations. Synthèse écrite. »"""
    if decision is None or not (decision.synthesis or decision.mention or decision.orientation):
        return _("Rien n’est écrit.")
    said = [_("Synthèse écrite.") if decision.synthesis else _("La synthèse manque.")]
    if decision.mention:
        said.insert(0, f"{decision.mention}.")
    return " ".join(said)


def _here(school: SchoolRef, term_id: int) -> str:
    return reverse("bulletins:council", kwargs={"uai": school.uai, "term_id": term_id})


def council_url(name: str, school: SchoolRef, term: ClassTerm, pupil_id: int) -> str:
    """The address of a page of the council about a pupil."""
    return reverse(f"bulletins:{name}", kwargs={"uai": school.uai, "term_id": term.term_id, "pupil_id": pupil_id})
