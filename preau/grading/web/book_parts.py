"""The parts of a subject: one added, changed, removed (rule B2.6)."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.grading.actions.remove_sub_subject import remove_sub_subject
from preau.grading.actions.write_sub_subject import write_sub_subject
from preau.grading.entry import number
from preau.grading.models import Gradebook
from preau.grading.policies import ARRANGE
from preau.grading.queries.arrangement import BookPart, parts_of_book
from preau.grading.web.book import book_name, book_url, open_book
from preau.grading.web.doors import OFFICE
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed


class PartForm(forms.Form):
    """Its name and what it weighs."""

    label = forms.CharField(label=gettext_lazy("Nom"), strip=True)
    coefficient = forms.DecimalField(
        label=gettext_lazy("Coefficient dans la matière"), localize=True, max_digits=5, decimal_places=2
    )
    best_bonus = forms.DecimalField(
        label=gettext_lazy("Poids ajouté à la meilleure note"),
        help_text=gettext_lazy("0\u202f: toutes les notes pèsent selon leur coefficient."),
        localize=True, max_digits=5, decimal_places=2,
    )  # fmt: skip


@screen("Ajouter une sous-matière", open_to=OFFICE, writes=True, capability=ARRANGE)
def add(request: Request, *, school: SchoolRef, gradebook_id: int) -> HttpResponse:
    """Marks that are in no part count as one more, of coefficient 1."""
    return _form(request, school, open_book(request, school, gradebook_id), None)


@screen("Changer une sous-matière", open_to=OFFICE, writes=True, capability=ARRANGE)
def change(request: Request, *, school: SchoolRef, gradebook_id: int, sub_subject_id: int) -> HttpResponse:
    """Its name and what it weighs."""
    book = open_book(request, school, gradebook_id)
    part = next((one for one in parts_of_book(school.id, book.pk) if one.sub_subject_id == sub_subject_id), None)
    if part is None:
        raise NotAllowed
    return _form(request, school, book, part)


@screen("Retirer une sous-matière", open_to=OFFICE, writes=True, reads=False, capability=ARRANGE)
def remove(request: Request, *, school: SchoolRef, gradebook_id: int, sub_subject_id: int) -> HttpResponse:
    """Where nothing is evaluated."""
    remove_sub_subject(
        actor=request.actor, school_id=school.id, gradebook_id=gradebook_id, sub_subject_id=sub_subject_id
    )
    return redirect_saying(f"{book_url(school, gradebook_id)}#parties", _("La sous-matière est retirée."))


def _form(request: Request, school: SchoolRef, book: Gradebook, part: BookPart | None) -> HttpResponse:
    start = {"coefficient": "1", "best_bonus": "0"}
    if part is not None:
        weights = {"coefficient": number(part.coefficient), "best_bonus": number(part.best_bonus)}
        start = {"label": part.label, **weights}
    form = PartForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        made = None
        with refusal_shown_in(form):
            made = write_sub_subject(
                actor=request.actor, school_id=school.id, gradebook_id=book.pk,
                sub_subject_id=part.sub_subject_id if part else None, **form.cleaned_data,
            )  # fmt: skip
        if made is not None:
            return redirect_saying(f"{book_url(school, book.pk)}#parties", _("La sous-matière est enregistrée."))
    return page(
        request,
        "grading/book_part.html",
        title=part.label if part else _("Nouvelle sous-matière"),
        school=school,
        status=422 if form.errors else 200,
        book=book,
        name=book_name(book),
        back=f"{book_url(school, book.pk)}#parties",
        form=form,
        part=part,
    )
