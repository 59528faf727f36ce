"""Exceptional reopenings: those of the school, giving one, taking one back (capability C83)."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.grading.actions.reopen_entry import reopen_entry
from preau.grading.actions.withdraw_reopening import withdraw_reopening
from preau.grading.book import load_gradebook
from preau.grading.policies import LOCK, may_lock
from preau.grading.queries.books_of_class import books_of_class, classes_of
from preau.grading.queries.locks import reopenings_of
from preau.grading.queries.persons import names_of
from preau.grading.rules import REASON_LENGTH
from preau.grading.web.doors import OFFICE
from preau.kernel import clock, words
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed

#: Days proposed for a reopening, today included.
_PROPOSED = 3
#: The choice of nobody in particular.
_EVERYBODY = 0


class ReopenForm(forms.Form):
    """To whom, until when and why."""

    person_id = forms.TypedChoiceField(label=gettext_lazy("Pour qui"), coerce=int)
    until_on = forms.DateField(label=gettext_lazy("Dernier jour de saisie"))
    why = forms.CharField(
        label=gettext_lazy("Raison"),
        help_text=gettext_lazy("Elle reste écrite avec la réouverture. Une raison de santé ne se détaille pas."),
        strip=True,
    )

    def offer(self, writers: dict[int, str]) -> None:
        """Everybody who writes in the gradebook, or one of them."""
        field = self.fields["person_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(_EVERYBODY, _("Tous ceux qui écrivent dans ce carnet")), *writers.items()]


@screen("Réouvertures exceptionnelles", open_to=OFFICE, capability=LOCK)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Those of the school, and the gradebooks of the class of `?classe=` to open one more."""
    classes = classes_of(school.id)
    asked = request.GET.get("classe", "")
    chosen = next((pk for pk, _label in classes if str(pk) == asked), None)
    lines = reopenings_of(school.id)
    return page(
        request,
        "grading/reopenings.html",
        title=_("Réouvertures"),
        school=school,
        classes=[
            ("", _("Choisir une classe"), chosen is None),
            *((pk, label, pk == chosen) for pk, label in classes),
        ],
        chosen=dict(classes).get(chosen, "") if chosen is not None else "",
        books=books_of_class(school.id, chosen) if chosen is not None else (),
        in_force=[one for one in lines if one.is_in_force],
        over=[one for one in lines if not one.is_in_force],
    )


@screen("Rouvrir un carnet de notes", open_to=OFFICE, writes=True, capability=LOCK)
def give(request: Request, *, school: SchoolRef, gradebook_id: int) -> HttpResponse:
    """A gradebook, a person or everybody, a day and a reason."""
    if not may_lock(request.actor, school.id):
        raise NotAllowed
    book = load_gradebook(gradebook_id, school_id=school.id)
    form = ReopenForm(
        request.POST if request.method == "POST" else None,
        initial={"until_on": clock.today() + timedelta(days=_PROPOSED - 1)},
    )
    form.offer(names_of(book.writer_ids))
    if form.is_valid():
        given = None
        with refusal_shown_in(form):
            given = reopen_entry(
                actor=request.actor,
                school_id=school.id,
                gradebook_id=gradebook_id,
                person_id=form.cleaned_data["person_id"] or None,
                until_on=form.cleaned_data["until_on"],
                why=form.cleaned_data["why"],
            )
        if given is not None:
            said = _("%(book)s est rouvert jusqu’au %(day)s.") % {
                "book": book.name, "day": words.day(form.cleaned_data["until_on"]),
            }  # fmt: skip
            return redirect_saying(_list(school), said)
    return page(
        request,
        "grading/reopen.html",
        title=_("Rouvrir un carnet"),
        school=school,
        status=422 if form.errors else 200,
        book=book,
        form=form,
        most=REASON_LENGTH,
    )


@screen("Retirer une réouverture", open_to=OFFICE, writes=True, reads=False, capability=LOCK)
def withdraw(request: Request, *, school: SchoolRef, permission_id: int) -> HttpResponse:
    """What was written meanwhile stays."""
    withdraw_reopening(actor=request.actor, school_id=school.id, permission_id=permission_id)
    return redirect_saying(_list(school), _("La réouverture est retirée\u202f: ce qui a été écrit reste."))


def _list(school: SchoolRef) -> str:
    return reverse("grading:reopenings", kwargs={"uai": school.uai})
