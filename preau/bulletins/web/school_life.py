"""The school-life block of a class: numbers from attendance, corrected with a reason; comments by keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.bulletins.actions.correct_school_life import CorrectedNumbers, correct_school_life
from preau.bulletins.actions.write_life_comments import write_life_comments
from preau.bulletins.class_term import ClassTerm, load_class_term
from preau.bulletins.life import obstacle_to_life
from preau.bulletins.policies import may_read_class, may_write_school_life
from preau.bulletins.queries.council import class_pupils
from preau.bulletins.queries.school_life import SchoolLifeLine, school_life_of
from preau.bulletins.rules import LIFE_LENGTH
from preau.bulletins.saying import Heard
from preau.bulletins.web.missing import READERS
from preau.bulletins.web.typing import (
    is_script,
    saved_words,
    script_words,
    told_to_script,
    typed_texts,
    wrong_of,
)
from preau.bulletins.web.wording import class_tabs, term_tabs
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.grading.entry import number
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed

WRITERS = frozenset({Profile.VIE_SCOLAIRE, Profile.DIRECTION})


class NumbersForm(forms.Form):
    """What is printed instead of what is counted: empty, what is counted."""

    justified = forms.IntegerField(label=gettext_lazy("Demi-journées d’absence justifiées"), required=False)
    unjustified = forms.IntegerField(label=gettext_lazy("Demi-journées d’absence injustifiées"), required=False)
    late = forms.IntegerField(label=gettext_lazy("Retards"), required=False)
    hours = forms.DecimalField(
        label=gettext_lazy("Heures de cours manquées"),
        required=False,
        localize=True,
        max_digits=6,
        decimal_places=2,
    )
    why = forms.CharField(label=gettext_lazy("Raison de la correction"), required=False, strip=True)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def numbers(self) -> CorrectedNumbers:
        """What the action is asked."""
        said = self.cleaned_data
        return CorrectedNumbers(said["justified"], said["unjustified"], said["late"], said["hours"])


@screen("Vie scolaire dans les bulletins d’une classe", open_to=READERS)
def show(request: Request, *, school: SchoolRef, term_id: int) -> HttpResponse:
    """Each pupil with her numbers, then her comment."""
    return _drawn(request, school, _readable(request, school, term_id), {}, {})


@screen("Écrire la vie scolaire des bulletins", open_to=WRITERS, writes=True, reads=False)
def write(request: Request, *, school: SchoolRef, term_id: int) -> HttpResponse:
    """The comments of a form, or those that a script sends one after the other."""
    texts = typed_texts(request)
    results = write_life_comments(actor=request.actor, school_id=school.id, term_id=term_id, texts=texts)
    if is_script(request):
        return told_to_script(results)
    if wrong := wrong_of(results):
        typed = {one.pupil_id: one.text for one in texts}
        return _drawn(request, school, _readable(request, school, term_id), wrong, typed)
    return redirect_saying(_url("school-life", school, term_id=term_id), saved_words(results))


@screen("Corriger les absences d’un bulletin", open_to=WRITERS, writes=True)
def correct(request: Request, *, school: SchoolRef, term_id: int, pupil_id: int) -> HttpResponse:
    """The numbers of a pupil, and why they are not those of attendance."""
    term = load_class_term(term_id, school_id=school.id)
    if not may_write_school_life(request.actor, school.id):
        raise NotAllowed
    pupil = next((one for one in class_pupils(term) if one.pupil_id == pupil_id), None)
    if pupil is None:
        raise NotAllowed
    line = school_life_of(term, [pupil_id])[pupil_id]
    form = NumbersForm(request.POST if request.method == "POST" else None, initial=_initial(line))
    if form.is_valid():
        with refusal_shown_in(form):
            correct_school_life(
                actor=request.actor, school_id=school.id, term_id=term_id, pupil_id=pupil_id,
                seen=form.cleaned_data["seen"], numbers=form.numbers(), why=form.cleaned_data["why"],
            )  # fmt: skip
        if not form.errors:
            there = _url("school-life", school, term_id=term_id)
            return redirect_saying(there, _("Nombres enregistrés."))
    counted = line.counted
    for field, value in (
        ("justified", counted.justified), ("unjustified", counted.unjustified), ("late", counted.late),
        ("hours", counted.hours),
    ):  # fmt: skip
        form.fields[field].help_text = _("Compté\u202f: %(value)s. Vide\u202f: ce qui est compté.") % {
            "value": number(Decimal(value))
        }
    return page(
        request,
        "bulletins/school_life_numbers.html",
        title=pupil.name,
        school=school,
        status=422 if form.errors else 200,
        term=term,
        pupil=pupil,
        line=line,
        form=form,
        obstacle=obstacle_to_life(term),
    )


def _readable(request: Request, school: SchoolRef, term_id: int) -> ClassTerm:
    term = load_class_term(term_id, school_id=school.id)
    if not (
        may_read_class(request.actor, school.id, term.form_teacher_ids)
        or may_write_school_life(request.actor, school.id)
    ):
        raise NotAllowed
    return term


def _drawn(
    request: Request, school: SchoolRef, term: ClassTerm, wrong: Mapping[int, Heard], typed: Mapping[int, str]
) -> HttpResponse:
    pupils = class_pupils(term)
    lines = school_life_of(term, [pupil.pupil_id for pupil in pupils])
    writes = may_write_school_life(request.actor, school.id)
    return page(
        request,
        "bulletins/school_life.html",
        title=_("Vie scolaire"),
        school=school,
        status=422 if wrong else 200,
        term=term,
        pupils=pupils,
        lines=lines,
        numbers={key: _numbers(line) for key, line in lines.items()},
        awaiting=sum(1 for line in lines.values() if line.awaiting),
        said=sum(1 for line in lines.values() if line.comment),
        writes=writes,
        obstacle=obstacle_to_life(term),
        most=LIFE_LENGTH,
        wrong=wrong,
        typed=typed,
        write_url=_url("write-school-life", school, term_id=term.term_id),
        words=script_words(request.actor.person_id),
        tabs=class_tabs(request.actor, school, term, "bulletins:school-life"),
        terms=term_tabs(school, term, "bulletins:school-life"),
    )


def _numbers(line: SchoolLifeLine) -> tuple[str, str, str, str, str]:
    given = line.given
    note = _("corrigé") if line.is_corrected else ""
    return str(given.justified), str(given.unjustified), str(given.late), number(given.hours), note


def _initial(line: SchoolLifeLine) -> dict[str, object]:
    given, counted = line.given, line.counted
    return {
        "justified": given.justified if given.justified != counted.justified else None,
        "unjustified": given.unjustified if given.unjustified != counted.unjustified else None,
        "late": given.late if given.late != counted.late else None,
        "hours": given.hours if given.hours != counted.hours else None,
        "why": line.why,
        "seen": line.version,
    }


def _url(name: str, school: SchoolRef, **where: int) -> str:
    return reverse(f"bulletins:{name}", kwargs={"uai": school.uai, **where})
