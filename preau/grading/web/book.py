"""One gradebook as the school arranges it: what it weighs, its parts, who writes in it (capability C79)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.grading.actions.add_gradebook import add_gradebook
from preau.grading.actions.arrange_gradebooks import arrange_gradebooks
from preau.grading.actions.retire_gradebook import retire_gradebook
from preau.grading.averages.general import InGeneral
from preau.grading.book_choices import FROM_FEED, SET_ASIDE, BookChoices, seen_of
from preau.grading.entry import number
from preau.grading.models import Gradebook
from preau.grading.policies import ARRANGE, may_arrange
from preau.grading.queries.arrangement import BookPart, parts_of_book, teachers_of_book
from preau.grading.queries.teachers import groups_in, subjects_in, teachers_in
from preau.grading.rules import LABEL_LENGTH, PART_LENGTH
from preau.grading.web.arranging import (
    IN_GENERAL,
    MODALITIES,
    OF_SCHOOL,
    ROUNDINGS,
    arrange_url,
    rounding_said,
)
from preau.grading.web.doors import OFFICE
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed

_ORIGINS = {FROM_FEED: gettext_lazy("emploi du temps"), SET_ASIDE: gettext_lazy("retiré par l’établissement")}


class BookForm(forms.Form):
    """Everything that is chosen of a gradebook."""

    label = forms.CharField(
        label=gettext_lazy("Intitulé au bulletin"),
        help_text=gettext_lazy("Laissez vide pour le nom de la matière."),
        required=False, strip=True, max_length=LABEL_LENGTH,
        error_messages={"max_length": gettext_lazy("Un intitulé ne dépasse pas 40 caractères.")},
    )  # fmt: skip
    coefficient = forms.DecimalField(
        label=gettext_lazy("Coefficient"), localize=True, max_digits=5, decimal_places=2
    )
    modality = forms.ChoiceField(label=gettext_lazy("Modalité"), choices=MODALITIES)
    is_evaluable = forms.BooleanField(
        label=gettext_lazy("Évaluée\u202f: elle a des notes et une ligne au bulletin"), required=False
    )
    in_general = forms.ChoiceField(label=gettext_lazy("Dans la moyenne générale"), choices=IN_GENERAL)
    rounding = forms.ChoiceField(label=gettext_lazy("Arrondi"), choices=ROUNDINGS)
    best_bonus = forms.DecimalField(
        label=gettext_lazy("Poids ajouté à la meilleure note"),
        help_text=gettext_lazy("0\u202f: toutes les notes pèsent selon leur coefficient."),
        localize=True, max_digits=5, decimal_places=2,
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput)

    def choices(self) -> BookChoices:
        """What was said, once the form is valid."""
        said = self.cleaned_data
        return BookChoices(
            coefficient=said["coefficient"], modality=said["modality"], is_evaluable=said["is_evaluable"],
            in_general=InGeneral(said["in_general"]), rounding=rounding_said(said["rounding"]),
            best_bonus=said["best_bonus"], label=said["label"],
        )  # fmt: skip


class NewBookForm(forms.Form):
    """Which group, which subject, who."""

    group_id = forms.TypedChoiceField(label=gettext_lazy("Classe ou groupe"), coerce=int)
    subject_id = forms.TypedChoiceField(label=gettext_lazy("Matière"), coerce=int)
    teacher_id = forms.TypedChoiceField(label=gettext_lazy("Enseignant"), coerce=int)
    part = forms.CharField(
        label=gettext_lazy("Part"),
        help_text=gettext_lazy("Seulement quand deux enseignants notent à part dans la même matière."),
        required=False, strip=True, max_length=PART_LENGTH,
        error_messages={"max_length": gettext_lazy("Le nom d’une part ne dépasse pas 20 caractères.")},
    )  # fmt: skip

    def offer(self, school_id: int) -> None:
        """What the school has today."""
        first = ("", _("Choisir"))
        self._among("group_id", [first, *((pk, label) for pk, label, _is_class in groups_in(school_id))])
        self._among("subject_id", [first, *subjects_in(school_id)])
        self._among("teacher_id", [first, *teachers_in(school_id)])

    def _among(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


@screen("Arranger un carnet de notes", open_to=OFFICE, writes=True, capability=ARRANGE)
def change(request: Request, *, school: SchoolRef, gradebook_id: int) -> HttpResponse:
    """What it weighs; its parts and its teachers, each with a door."""
    book = open_book(request, school, gradebook_id)
    start = {name: getattr(book, name) for name in BookForm.base_fields if hasattr(book, name)}
    start |= {name: number(getattr(book, name)) for name in ("coefficient", "best_bonus")}
    start |= {"rounding": book.rounding or OF_SCHOOL, "seen": seen_of(book)}
    form = BookForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        changed = 0
        with refusal_shown_in(form):
            changed = arrange_gradebooks(
                actor=request.actor, school_id=school.id, gradebook_ids=[book.pk], choices=form.choices(),
                seen=form.cleaned_data["seen"],
            )  # fmt: skip
        if not form.errors:
            said = _("Le carnet est enregistré.") if changed else _("Rien n’a changé.")
            return redirect_saying(book_url(school, book.pk), said)
    parts = parts_of_book(school.id, book.pk)
    return page(
        request,
        "grading/book.html",
        title=book_name(book),
        school=school,
        status=422 if form.errors else 200,
        book=book,
        name=book_name(book),
        back=f"{arrange_url(school)}?groupe={book.group_id}",
        form=form,
        parts=[(one, _part_detail(one)) for one in parts],
        weighs_nothing=bool(parts) and not any(one.coefficient for one in parts),
        teachers=[(one, _ORIGINS.get(one.origin, "")) for one in teachers_of_book(school.id, book.pk)],
    )


@screen("Ajouter un carnet de notes", open_to=OFFICE, writes=True, capability=ARRANGE)
def add(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Then its page, where it is arranged."""
    form = NewBookForm(
        request.POST if request.method == "POST" else None, initial={"group_id": request.GET.get("groupe", "")}
    )
    form.offer(school.id)
    if form.is_valid():
        made = None
        with refusal_shown_in(form):
            made = add_gradebook(actor=request.actor, school_id=school.id, **form.cleaned_data)
        if made is not None:
            return redirect_saying(book_url(school, made.pk), _("Le carnet est ouvert."))
    return page(
        request,
        "grading/book_new.html",
        title=_("Ajouter un carnet"),
        school=school,
        status=422 if form.errors else 200,
        form=form,
    )


@screen("Retirer un carnet de notes", open_to=OFFICE, writes=True, reads=False, capability=ARRANGE)
def retire(request: Request, *, school: SchoolRef, gradebook_id: int) -> HttpResponse:
    """One that has no mark: the button asked."""
    retire_gradebook(actor=request.actor, school_id=school.id, gradebook_id=gradebook_id)
    return redirect_saying(arrange_url(school), _("Le carnet est retiré."))


def _part_detail(part: BookPart) -> str:
    said = _("coefficient %(count)s") % {"count": number(part.coefficient)}
    if part.best_bonus:
        more = _("poids ajouté à la meilleure note\u202f: %(count)s") % {"count": number(part.best_bonus)}
        return f"{said}, {more}"
    return said


def open_book(request: Request, school: SchoolRef, gradebook_id: int) -> Gradebook:
    """The gradebook to arrange. Errors: `NotAllowed` when it is not open in this school."""
    if not may_arrange(request.actor, school.id):
        raise NotAllowed
    book = (
        Gradebook.objects.select_related("group", "subject")
        .filter(school_id=school.id, pk=gradebook_id, closed_at=None)
        .first()
    )
    if book is None:
        raise NotAllowed
    return book


def book_name(book: Gradebook) -> str:
    """« Mathématiques, 4e B », with the name of its part."""
    name = f"{book.label or book.subject.label}, {book.group.label or book.group.code}"
    return f"{name} ({book.part})" if book.part else name


def book_url(school: SchoolRef, gradebook_id: int) -> str:
    return reverse("grading:book", kwargs={"uai": school.uai, "gradebook_id": gradebook_id})
