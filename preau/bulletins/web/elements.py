"""The programme elements of a gradebook for a term: added, ordered, removed, taken from elsewhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from preau.bulletins.actions.add_elements import add_elements
from preau.bulletins.actions.move_element import move_element
from preau.bulletins.actions.remove_element import remove_element
from preau.bulletins.elements import element_of, obstacle_to_elements
from preau.bulletins.policies import may_write_appreciations
from preau.bulletins.queries.elements import elements_of, sources_for
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.grading.book import GradebookHead, load_gradebook
from preau.grading.policies import may_read
from preau.grading.queries.periods import period_named, periods_of
from preau.grading.web.books import READERS
from preau.grading.web.wording import period_label, term_label
from preau.kernel import clock
from preau.kernel.actor import Profile, SchoolRef
from preau.kernel.refusals import NotAllowed

_WRITERS = frozenset({Profile.TEACHER})


class ElementsForm(forms.Form):
    """Elements, one a line; or those of a source."""

    texts = forms.CharField(
        label=gettext_lazy("Ajouter des éléments"), required=False, strip=True,
        help_text=gettext_lazy("Un par ligne, 300 caractères au plus chacun."),
    )  # fmt: skip


@screen("Éléments du programme d’une matière", open_to=READERS, writes=True)
def show(request: Request, *, school: SchoolRef, gradebook_id: int) -> HttpResponse:
    """The list in its order, and one form that adds, for who writes in the subject; the list alone for who reads
    its marks.
    """
    book = load_gradebook(gradebook_id, school_id=school.id)
    may_write = may_write_appreciations(request.actor, book)
    if not may_write and (request.method == "POST" or not may_read(request.actor, book)):
        raise NotAllowed
    periods = tuple(one for one in periods_of(book) if one.kind)
    period = period_named(periods, request.GET.get("periode", ""), clock.today()) if periods else None
    told: dict[str, Any] = {"obstacle": _("Aucune période n’est découpée\u202f: demandez à la direction.")}
    form = ElementsForm(request.POST if request.method == "POST" else None)
    if period is not None:
        sources = sources_for(request.actor, book, period.kind, period.number) if may_write else ()
        chosen = next((one.texts for one in sources if one.key == request.POST.get("source")), None)
        if form.is_valid():
            texts = chosen if chosen is not None else form.cleaned_data["texts"].splitlines()
            added = 0
            with refusal_shown_in(form):
                added = add_elements(
                    actor=request.actor, school_id=school.id, gradebook_id=gradebook_id, kind=period.kind,
                    number=period.number, texts=texts,
                )  # fmt: skip
            if not form.errors:
                said = ngettext("%(count)s élément ajouté.", "%(count)s éléments ajoutés.", added)
                there = _there(school, gradebook_id, period.kind, period.number)
                return redirect_saying(there, said % {"count": added} if added else _("Ils y étaient déjà."))
        told = {
            "obstacle": obstacle_to_elements(request.actor, book, period.kind, period.number) if may_write else "",
            "lines": elements_of(book, period.kind, period.number),
            "sources": [(one.key, _source_label(book, one), one.texts) for one in sources],
        }
    return page(
        request,
        "bulletins/elements.html",
        title=_("Éléments du programme"),
        school=school,
        status=422 if form.errors else 200,
        book=book,
        may_write=may_write,
        form=form,
        period=period,
        periods=[(period_label(one), f"?periode={one.key}", one == period) for one in periods],
        **told,
    )


@screen("Monter ou descendre un élément du programme", open_to=_WRITERS, writes=True, reads=False)
def move(request: Request, *, school: SchoolRef, element_id: int) -> HttpResponse:
    """`sens`: `haut` or `bas`."""
    element = element_of(school.id, element_id)
    is_up = request.POST.get("sens") == "haut"
    move_element(actor=request.actor, school_id=school.id, element_id=element_id, is_up=is_up)
    there = _there(school, element.gradebook_id, element.kind, element.number)
    return redirect_saying(there, _("Élément monté.") if is_up else _("Élément descendu."))


@screen("Retirer un élément du programme", open_to=_WRITERS, writes=True, reads=False)
def remove(request: Request, *, school: SchoolRef, element_id: int) -> HttpResponse:
    """From this term alone."""
    element = element_of(school.id, element_id)
    remove_element(actor=request.actor, school_id=school.id, element_id=element_id)
    return redirect_saying(
        _there(school, element.gradebook_id, element.kind, element.number), _("Élément retiré.")
    )


def _source_label(book: GradebookHead, source: Any) -> str:
    term = term_label(source.kind, source.number)
    return term if source.gradebook_id == book.gradebook_id else f"{source.group}, {term.lower()}"


def _there(school: SchoolRef, gradebook_id: int, kind: str, number: int) -> str:
    path = reverse("bulletins:elements", kwargs={"uai": school.uai, "gradebook_id": gradebook_id})
    return f"{path}?periode={kind}-{number}"
