"""The form of an evaluation: added to one gradebook or several, changed, withdrawn (capabilities C80 and C43)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.foundation.screens.page import fragment, page, redirect_saying
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.grading.actions.withdraw_evaluation import withdraw_evaluation
from preau.grading.actions.write_evaluation import EvaluationWords, write_evaluation
from preau.grading.averages.given import Counts
from preau.grading.book import GradebookHead, load_gradebook
from preau.grading.entry import number
from preau.grading.evaluated import seen_of
from preau.grading.models import Evaluation
from preau.grading.policies import may_write
from preau.grading.queries.books import books_of
from preau.grading.queries.choices import NO_KIND, Choices, KindStart, choices_for
from preau.grading.queries.load import load_of_week
from preau.grading.queries.periods import period_named, periods_of
from preau.grading.queries.sheet import Period
from preau.grading.queries.skills import skill_choices
from preau.grading.rules import OUT_OF
from preau.grading.web.evaluation_skills import chosen_skills, offer_skills, skill_fields
from preau.grading.web.wording import period_label
from preau.kernel import clock
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed

_WRITERS = frozenset({Profile.TEACHER})
_COUNTS = (
    (Counts.ALWAYS, gettext_lazy("Toujours")),
    (Counts.IF_BETTER, gettext_lazy("Seulement si elle fait monter la moyenne")),
    (Counts.BONUS, gettext_lazy("Bonus\u202f: ses points au-dessus de la moitié s’ajoutent")),
)


class EvaluationForm(forms.Form):
    """What is said of an evaluation; names of fields are those of the action."""

    title = forms.CharField(label=gettext_lazy("Titre"), strip=True)
    kind_id = forms.TypedChoiceField(label=gettext_lazy("Nature"), required=False, coerce=int, empty_value=None)
    held_on = forms.DateField(label=gettext_lazy("Jour de l’évaluation"))
    published_on = forms.DateField(label=gettext_lazy("Visible à partir du"), required=False)
    out_of = forms.DecimalField(
        label=gettext_lazy("Notée sur"), required=False, localize=True, max_digits=6, decimal_places=2,
        help_text=gettext_lazy("Sans nombre, seules les compétences sont évaluées."),
    )  # fmt: skip
    coefficient = forms.DecimalField(
        label=gettext_lazy("Coefficient"), required=False, localize=True, max_digits=5, decimal_places=2,
        help_text=gettext_lazy("Laissez vide pour celui de la nature."),
    )  # fmt: skip
    is_rescaled = forms.BooleanField(label=gettext_lazy("Ramener sur 20"), required=False, initial=True)
    is_formative = forms.BooleanField(label=gettext_lazy("Pour s’entraîner\u202f: ne compte pas"), required=False)
    counts = forms.ChoiceField(
        label=gettext_lazy("Compte dans la moyenne"), choices=_COUNTS, initial=Counts.ALWAYS
    )
    period = forms.ChoiceField(label=gettext_lazy("Compte dans la période"), required=False)
    sub_subject_id = forms.TypedChoiceField(
        label=gettext_lazy("Sous-matière"), required=False, coerce=int, empty_value=None
    )
    comment = forms.CharField(label=gettext_lazy("Commentaire"), required=False, strip=True)
    is_comment_shown = forms.BooleanField(
        label=gettext_lazy("Les familles lisent ce commentaire"), required=False, initial=True
    )
    others = forms.TypedMultipleChoiceField(label=gettext_lazy("Aussi pour"), required=False, coerce=int)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def choose_from(self, choices: Choices, periods: Sequence[Period], others: Sequence[tuple[int, str]]) -> None:
        """Offer what exists: kinds of the school, parts of the gradebook, its periods, other gradebooks."""
        by_date = _("Celle du jour de l’évaluation")
        self._offer("kind_id", [("", _("Sans nature")), *choices.kinds])
        self._offer("sub_subject_id", [("", _("Aucune")), *choices.parts])
        self._offer("period", [("", by_date), *((one.key, period_label(one)) for one in periods)])
        self._offer("others", list(others))

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def words(self, periods: Sequence[Period], starts: Mapping[int, KindStart]) -> EvaluationWords:
        """What the action is asked; what was not said is what the kind starts with."""
        said = {
            name: self.cleaned_data[name] for name in EvaluationWords.__dataclass_fields__ if name in self.fields
        }
        start = starts.get(said["kind_id"] or 0, NO_KIND)
        said["coefficient"] = start.coefficient if said["coefficient"] is None else said["coefficient"]
        said["is_formative"] = said["is_formative"] or start.is_formative
        return EvaluationWords(
            **{**said, "counts": Counts(said["counts"])},
            counts_on=_counted_on(said["held_on"], periods, self.cleaned_data["period"]),
            skill_ids=chosen_skills(self),
        )


@screen("Ajouter une évaluation", open_to=_WRITERS, writes=True)
def add(request: Request, *, school: SchoolRef, gradebook_id: int) -> HttpResponse:
    """Then the grid, where its column waits."""
    book = _book(request, school, gradebook_id)
    today = clock.today()
    start = {"held_on": today, "published_on": today, "out_of": OUT_OF, "key": uuid.uuid4()}
    return _form(request, school, book, start, None)


@screen("Changer une évaluation", open_to=_WRITERS, writes=True)
def change(request: Request, *, school: SchoolRef, gradebook_id: int, evaluation_id: int) -> HttpResponse:
    """Everything of it, but a scale smaller than a mark that was given."""
    book = _book(request, school, gradebook_id)
    evaluation = Evaluation.objects.filter(pk=evaluation_id, gradebook_id=gradebook_id, withdrawn_at=None).first()
    if evaluation is None:
        raise NotAllowed
    start = {name: getattr(evaluation, name) for name in EvaluationForm.base_fields if hasattr(evaluation, name)}
    start |= {name: number(start[name]) for name in ("out_of", "coefficient") if start[name] is not None}
    if evaluation.counts_on != evaluation.held_on:
        start["period"] = period_named(periods_of(book), "", evaluation.counts_on).key
    return _form(request, school, book, start, evaluation)


@screen("Retirer une évaluation", open_to=_WRITERS, writes=True, reads=False)
def withdraw(request: Request, *, school: SchoolRef, gradebook_id: int, evaluation_id: int) -> HttpResponse:
    """With its marks: the button asked."""
    withdraw_evaluation(
        actor=request.actor, school_id=school.id, gradebook_id=gradebook_id, evaluation_id=evaluation_id,
        with_marks=True,
    )  # fmt: skip
    return redirect_saying(_grid_url(school, gradebook_id), _("Évaluation retirée."))


def _form(
    request: Request, school: SchoolRef, book: GradebookHead, start: dict[str, Any], evaluation: Evaluation | None
) -> HttpResponse:
    periods = tuple(one for one in periods_of(book) if one.kind)
    # An evaluation that stands is changed alone: nothing else is offered, and nothing asked.
    books = books_of(request.actor, school.id, every=False) if evaluation is None else ()
    others = [
        (one.gradebook_id, f"{one.subject}, {one.group}")
        for one in books
        if one.is_mine and one.gradebook_id != book.gradebook_id
    ]
    form = EvaluationForm(request.POST if request.method == "POST" else None, initial=start)
    choices = choices_for(book)
    form.choose_from(choices, periods, others)
    skills = skill_choices(book, evaluation.pk if evaluation else None)
    offer_skills(form, skills)
    if evaluation is not None:
        form.initial["seen"] = seen_of(evaluation, [one.skill_id for one in skills if one.used])
    if form.is_valid():
        ids: tuple[int, ...] = ()
        with refusal_shown_in(form):
            ids = write_evaluation(
                actor=request.actor,
                school_id=school.id,
                gradebook_ids=[book.gradebook_id, *form.cleaned_data["others"]],
                said=form.words(periods, choices.starts),
                evaluation_id=evaluation.pk if evaluation else None,
                key=form.cleaned_data["key"] if evaluation is None else None,
                seen=form.cleaned_data["seen"],
            )
        if not form.errors:
            said = _("Évaluation enregistrée.") if evaluation else _("Évaluation ajoutée.")
            return redirect_saying(_next_url(school, book.gradebook_id, ids[0], form), said)
    day = _day(request, start["held_on"])
    load = _load(book, day, evaluation, choices)
    if is_fragment(request) and request.method != "POST":
        return fragment(request, "grading/load.html", **load)
    return page(
        request,
        "grading/evaluation.html",
        title=evaluation.title if evaluation else _("Nouvelle évaluation"),
        school=school,
        status=422 if form.errors else 200,
        book=book,
        form=form,
        evaluation=evaluation,
        skills=skill_fields(form),
        back=_grid_url(school, book.gradebook_id),
        **load,
    )


def _load(book: GradebookHead, day: date, evaluation: Evaluation | None, choices: Choices) -> dict[str, Any]:
    tests = load_of_week(book.school_id, [book.group_id], day, but=evaluation.pk if evaluation else None)
    that_day = sum(1 for one in tests if one.held_on == day)
    is_heavy = 0 < choices.tests_a_day <= that_day or 0 < choices.tests_a_week <= len(tests)
    return {"tests": tests, "day": day, "is_heavy": is_heavy}


def _day(request: Request, default: date) -> date:
    try:
        return date.fromisoformat(request.GET.get("held_on", ""))
    except ValueError:
        return default


def _counted_on(held_on: date, periods: Sequence[Period], chosen: str) -> date:
    """The day of the evaluation when it is in the period chosen, otherwise the last of that period before it, or
    its first.
    """
    period = next((one for one in periods if one.key == chosen), None)
    if period is None:
        return held_on
    return min(max(held_on, period.starts_on), period.ends_on)


def _book(request: Request, school: SchoolRef, gradebook_id: int) -> GradebookHead:
    book = load_gradebook(gradebook_id, school_id=school.id)
    if not may_write(request.actor, book):
        raise NotAllowed
    return book


def _next_url(school: SchoolRef, gradebook_id: int, evaluation_id: int, form: EvaluationForm) -> str:
    """Where it is marked: the grid of marks, or that of skills when it has no mark."""
    if form.cleaned_data["out_of"] is not None:
        return _grid_url(school, gradebook_id)
    where = {"uai": school.uai, "gradebook_id": gradebook_id, "evaluation_id": evaluation_id}
    return reverse("grading:skill-grid", kwargs=where)


def _grid_url(school: SchoolRef, gradebook_id: int) -> str:
    return reverse("grading:grid", kwargs={"uai": school.uai, "gradebook_id": gradebook_id})
