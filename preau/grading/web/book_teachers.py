"""Who writes in a gradebook: somebody added, her days, whether the report card names her (capability C79)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.grading.actions.write_gradebook_teacher import write_gradebook_teacher
from preau.grading.models import Gradebook
from preau.grading.policies import ARRANGE
from preau.grading.queries.arrangement import BookTeacher, teachers_of_book
from preau.grading.queries.teachers import teachers_in
from preau.grading.web.book import book_name, book_url, open_book
from preau.grading.web.doors import OFFICE
from preau.kernel import clock
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed


class TeacherForm(forms.Form):
    """Her days, and whether the report card names her."""

    begins_on = forms.DateField(label=gettext_lazy("Premier jour"))
    last_on = forms.DateField(
        label=gettext_lazy("Dernier jour"),
        help_text=gettext_lazy("Laissez vide jusqu’à la fin de l’année."),
        required=False,
    )
    is_shown = forms.BooleanField(label=gettext_lazy("Nommé au bulletin"), required=False)


class NewTeacherForm(TeacherForm):
    """The same, and who."""

    person_id = forms.TypedChoiceField(label=gettext_lazy("Enseignant"), coerce=int)
    field_order = ("person_id", "begins_on", "last_on", "is_shown")

    def offer(self, teachers: tuple[tuple[int, str], ...]) -> None:
        """Those who teach in the school today."""
        field = self.fields["person_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choisir")), *teachers]


@screen("Donner un carnet de notes à un enseignant", open_to=OFFICE, writes=True, capability=ARRANGE)
def add(request: Request, *, school: SchoolRef, gradebook_id: int) -> HttpResponse:
    """A co-teacher, or a substitute for some days."""
    book = open_book(request, school, gradebook_id)
    start = {"begins_on": clock.today(), "is_shown": True}
    form = NewTeacherForm(request.POST if request.method == "POST" else None, initial=start)
    form.offer(teachers_in(school.id))
    if form.is_valid() and _written(request, school, book, form, **form.cleaned_data):
        return _back(school, book, _("C’est noté\u202f: cette personne écrit dans ce carnet."))
    return _page(request, school, book, form, None)


@screen("Changer les jours d’un enseignant dans un carnet", open_to=OFFICE, writes=True, capability=ARRANGE)
def change(request: Request, *, school: SchoolRef, gradebook_id: int, teacher_id: int) -> HttpResponse:
    """Her days, and whether the report card names her."""
    book = open_book(request, school, gradebook_id)
    line = _line(school, book, teacher_id)
    start = {"begins_on": line.begins_on, "last_on": line.last_on, "is_shown": line.is_shown}
    form = TeacherForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        who: dict[str, Any] = {"person_id": line.person_id, "teacher_id": teacher_id}
        if _written(request, school, book, form, **who, **form.cleaned_data):
            return _back(school, book, _("C’est noté."))
    return _page(request, school, book, form, line)


@screen("Retirer un enseignant d’un carnet de notes", open_to=OFFICE, writes=True, reads=False, capability=ARRANGE)
def end(request: Request, *, school: SchoolRef, gradebook_id: int, teacher_id: int) -> HttpResponse:
    """From today on; what she wrote stays."""
    book = open_book(request, school, gradebook_id)
    line = _line(school, book, teacher_id)
    write_gradebook_teacher(
        actor=request.actor, school_id=school.id, gradebook_id=book.pk, person_id=line.person_id,
        begins_on=line.begins_on, last_on=_yesterday_of(line), is_shown=line.is_shown, teacher_id=teacher_id,
    )  # fmt: skip
    return _back(school, book, _("Cette personne n’écrit plus dans ce carnet. Ce qu’elle a écrit reste."))


def _yesterday_of(line: BookTeacher) -> date:
    """Her last day when she stops today; who stopped before stays so, who had not begun never does."""
    yesterday = clock.today() - timedelta(days=1)
    if line.last_on is not None and line.last_on < yesterday:
        return line.last_on
    return max(yesterday, line.begins_on - timedelta(days=1))


def _written(request: Request, school: SchoolRef, book: Gradebook, form: forms.Form, **said: Any) -> bool:
    with refusal_shown_in(form):
        write_gradebook_teacher(actor=request.actor, school_id=school.id, gradebook_id=book.pk, **said)
    return not form.errors


def _line(school: SchoolRef, book: Gradebook, teacher_id: int) -> BookTeacher:
    line = next((one for one in teachers_of_book(school.id, book.pk) if one.teacher_id == teacher_id), None)
    if line is None:
        raise NotAllowed
    return line


def _back(school: SchoolRef, book: Gradebook, said: str) -> HttpResponse:
    return redirect_saying(f"{book_url(school, book.pk)}#enseignants", said)


def _page(
    request: Request, school: SchoolRef, book: Gradebook, form: forms.Form, line: BookTeacher | None
) -> HttpResponse:
    return page(
        request,
        "grading/book_teacher.html",
        title=line.name if line else _("Ajouter un enseignant"),
        school=school,
        status=422 if form.errors else 200,
        book=book,
        name=book_name(book),
        back=f"{book_url(school, book.pk)}#enseignants",
        form=form,
        line=line,
    )
