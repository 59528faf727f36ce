"""Statements of marks in PDF: one's own or one's child's, and by class for the school (capability C84)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.foundation.screens.page import page
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import screen
from preau.grading.queries.class_statements import (
    PrintedClass,
    class_statements,
    classes_to_print,
    pupils_of_class,
    terms_of_class,
)
from preau.grading.queries.statement import Statement, TermChoice, chosen_term, statement_of
from preau.grading.web.books import READERS
from preau.grading.web.printed import Printing, statements_in_pdf
from preau.grading.web.statement import FAMILY
from preau.grading.web.wording import term_label
from preau.kernel import clock
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed, NotPossible

_WITH = (
    ("moyennes", gettext_lazy("Les moyennes")),
    ("classe", gettext_lazy("Les repères de la classe")),
    ("coefficients", gettext_lazy("Les coefficients")),
    ("commentaires", gettext_lazy("Les commentaires")),
    ("visas", gettext_lazy("Des cases à signer")),
)
_USUAL = ["moyennes", "classe", "coefficients", "commentaires"]


class PrintingForm(forms.Form):
    """What to print; the pupil is asked of the school only."""

    periode = forms.ChoiceField(label=gettext_lazy("Période"))
    eleve = forms.ChoiceField(label=gettext_lazy("Élève"), required=False)
    avec = forms.MultipleChoiceField(label=gettext_lazy("Avec"), choices=_WITH, required=False)

    def choose_from(self, terms: Sequence[TermChoice], pupils: Sequence[tuple[int, str]] = ()) -> None:
        """Offer the terms there are, and the pupils of the class."""
        several = len({term.school_id for term in terms}) > 1
        self._offer("periode", [(term.key, _named(term, several=several)) for term in terms])
        self._offer("eleve", [("", _("Toute la classe")), *((str(pk), name) for pk, name in pupils)])

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


@screen("Imprimer un relevé de notes", open_to=FAMILY)
def own(request: Request, *, pupil_id: int) -> HttpResponse:
    """What to print of it."""
    statement = statement_of(request.actor, pupil_id, asked=request.GET.get("periode", ""))
    assert statement.term is not None
    form = PrintingForm(initial={"periode": statement.term.key, "avec": _USUAL})
    form.choose_from(statement.terms)
    return page(
        request,
        "grading/printing.html",
        title=_("Relevé en PDF"),
        form=form,
        lead=f"{statement.name}, {statement.term.division}.",
        action=reverse("grading:statement-pdf", kwargs={"pupil_id": pupil_id}),
        back=reverse("grading:statement", kwargs={"pupil_id": pupil_id}) + f"?periode={statement.term.key}",
        usual=_USUAL,
    )


@screen("Relevé de notes en PDF", open_to=FAMILY)
def own_pdf(request: Request, *, pupil_id: int) -> HttpResponse:
    """What the page of the marks says at this minute, on paper."""
    statement = statement_of(request.actor, pupil_id, asked=request.GET.get("periode", ""))
    assert statement.term is not None
    return _pdf(statement.term.school_id, [statement], _printing(request))


@screen("Imprimer les relevés de notes", open_to=READERS)
def classes(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Choose the class."""
    return page(
        request,
        "grading/printed_classes.html",
        title=_("Relevés de notes"),
        school=school,
        classes=[(one.label, _door(school, one)) for one in classes_to_print(request.actor, school.id)],
    )


@screen("Imprimer les relevés de notes d’une classe", open_to=READERS)
def of_class(request: Request, *, school: SchoolRef, group_id: int) -> HttpResponse:
    """What to print of them, of the whole class or of one pupil."""
    division = _class(request, school, group_id)
    terms = _terms(school, group_id)
    form = PrintingForm(initial={"periode": chosen_term(terms, "", clock.today()).key, "avec": _USUAL})
    form.choose_from(terms, pupils_of_class(group_id, school_id=school.id))
    return page(
        request,
        "grading/printing.html",
        title=_("Relevés de notes, %(label)s") % {"label": division.label},
        school=school,
        form=form,
        lead=_("%(label)s. Ce que les familles peuvent voir à cette minute, une page par élève.")
        % {"label": division.label},
        action=reverse("grading:statements-pdf", kwargs={"uai": school.uai, "group_id": group_id}),
        back=reverse("grading:print-classes", kwargs={"uai": school.uai}),
        usual=_USUAL,
    )


@screen("Relevés de notes d’une classe en PDF", open_to=READERS)
def class_pdf(request: Request, *, school: SchoolRef, group_id: int) -> HttpResponse:
    """In one file; of one pupil when the address names her."""
    _class(request, school, group_id)
    term = chosen_term(_terms(school, group_id), request.GET.get("periode", ""), clock.today())
    asked = request.GET.get("eleve", "")
    pupil_ids = {int(asked)} if asked.isascii() and asked.isdigit() and len(asked) < 19 else set[int]()
    statements = class_statements(group_id, term, pupil_ids=pupil_ids)
    if not statements:
        raise NotAllowed
    return _pdf(school.id, statements, _printing(request))


def _class(request: Request, school: SchoolRef, group_id: int) -> PrintedClass:
    for one in classes_to_print(request.actor, school.id):
        if one.group_id == group_id:
            return one
    raise NotAllowed


def _terms(school: SchoolRef, group_id: int) -> tuple[TermChoice, ...]:
    terms = terms_of_class(group_id, school_id=school.id)
    if not terms:
        raise NotPossible(_("Aucune année scolaire n’est en cours\u202f: il n’y a pas de relevé à imprimer."))
    return terms


def _pdf(school_id: int, statements: Sequence[Statement], printing: Printing) -> HttpResponse:
    response = HttpResponse(statements_in_pdf(school_id, statements, printing), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="releve-de-notes.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _printing(request: Request) -> Printing:
    """Ticked boxes; the usual ones for an address that says nothing."""
    chosen = set(request.GET.getlist("avec")) if "periode" in request.GET else set(_USUAL)
    return Printing(*(key in chosen for key, _label in _WITH))


def _named(term: TermChoice, *, several: bool) -> str:
    label = term_label(term.kind, term.number)
    return f"{term.school}, {label}" if several else label


def _door(school: SchoolRef, one: PrintedClass) -> str:
    return reverse("grading:print-statements", kwargs={"uai": school.uai, "group_id": one.group_id})
