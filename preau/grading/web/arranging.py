"""The gradebooks of the school: by group or by subject, many changed at once, put in order (capability C79)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.grading.actions.arrange_gradebooks import arrange_gradebooks
from preau.grading.actions.move_gradebook import move_gradebook
from preau.grading.averages.general import InGeneral
from preau.grading.averages.rounding import Rounding
from preau.grading.book import load_gradebook
from preau.grading.book_choices import IN_GENERAL_WORDS, MODALITY_WORDS, BookChoices
from preau.grading.entry import number
from preau.grading.policies import ARRANGE
from preau.grading.queries.arrangement import (
    ArrangedBook,
    Choice,
    arranged_books,
    groups_with_books,
    subjects_with_books,
)
from preau.grading.web.doors import OFFICE, back_from_office
from preau.grading.web.setting_forms import ROUNDING_WORDS
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed

_KEEP = "garder"
_AS_IT_IS = (_KEEP, gettext_lazy("Ne pas changer"))
#: The rounding of a gradebook that has none of its own.
OF_SCHOOL = "etablissement"
MODALITIES = tuple(MODALITY_WORDS.items())
IN_GENERAL = tuple((one.value, said) for one, said in IN_GENERAL_WORDS.items())
ROUNDINGS = (
    (OF_SCHOOL, gettext_lazy("Celui de l’établissement")),
    *((one.value, said) for one, said in ROUNDING_WORDS.items()),
)


class ManyForm(forms.Form):
    """What changes in every gradebook ticked; what is left empty stays as it is."""

    tous = forms.BooleanField(label=gettext_lazy("Tous ces carnets"), required=False)
    coefficient = forms.DecimalField(
        label=gettext_lazy("Coefficient"),
        help_text=gettext_lazy("Laissez vide pour ne pas changer."),
        required=False, localize=True, max_digits=5, decimal_places=2,
    )  # fmt: skip
    modality = forms.ChoiceField(label=gettext_lazy("Modalité"), choices=(_AS_IT_IS, *MODALITIES))
    is_evaluable = forms.ChoiceField(
        label=gettext_lazy("Évaluée"),
        choices=(
            _AS_IT_IS,
            ("oui", gettext_lazy("Oui\u202f: elle a des notes et une ligne au bulletin")),
            ("non", gettext_lazy("Non")),
        ),
    )
    in_general = forms.ChoiceField(
        label=gettext_lazy("Dans la moyenne générale"), choices=(_AS_IT_IS, *IN_GENERAL)
    )
    rounding = forms.ChoiceField(label=gettext_lazy("Arrondi"), choices=(_AS_IT_IS, *ROUNDINGS))

    def choices(self) -> BookChoices:
        """What was said, once the form is valid."""
        said = self.cleaned_data
        return BookChoices(
            coefficient=said["coefficient"],
            modality=None if said["modality"] == _KEEP else said["modality"],
            is_evaluable={"oui": True, "non": False}.get(said["is_evaluable"]),
            in_general=InGeneral(said["in_general"]) if said["in_general"] != _KEEP else None,
            rounding=rounding_said(said["rounding"]) if said["rounding"] != _KEEP else None,
        )


@screen("Carnets de l’établissement", open_to=OFFICE, writes=True, capability=ARRANGE)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Those of `?groupe=` in their order, or of `?matiere=` in every group; otherwise where to begin."""
    groups, subjects = groups_with_books(school.id), subjects_with_books(school.id)
    group, subject = _chosen(request, "groupe", groups), _chosen(request, "matiere", subjects)
    found: Sequence[ArrangedBook] = ()
    if group is not None or subject is not None:
        found = arranged_books(
            school.id, hidden=_(" (non affiché)"), group_id=group.id if group else None,
            subject_id=subject.id if subject and not group else None,
        )  # fmt: skip
    books = [book for book in found if not book.is_closed]
    ticked = set(request.POST.getlist("carnets"))
    form = ManyForm(request.POST if request.method == "POST" else None)
    if books and form.is_valid():
        changed = 0
        with refusal_shown_in(form):
            chosen = [
                one.gradebook_id for one in books if form.cleaned_data["tous"] or str(one.gradebook_id) in ticked
            ]
            changed = arrange_gradebooks(
                actor=request.actor, school_id=school.id, gradebook_ids=chosen, choices=form.choices()
            )
        if not form.errors:
            return redirect_saying(request.get_full_path(), _said(changed))
    return page(
        request,
        "grading/arrange.html",
        title=_("Carnets de l’établissement"),
        school=school,
        back=back_from_office(request, school),
        status=422 if form.errors else 200,
        form=form,
        groups=groups,
        group=group,
        subject=subject,
        group_choices=_options(_("Choisir une classe ou un groupe"), groups, group),
        subject_choices=_options(_("Choisir une matière"), subjects, subject if group is None else None),
        books=[(book, book_title(book, in_group=group is not None), book_detail(book)) for book in books],
        retired=[book_title(book, in_group=group is not None) for book in found if book.is_closed],
        ticked=ticked,
        here=request.get_full_path(),
    )


@screen("Ordonner les carnets d’un groupe", open_to=OFFICE, writes=True, reads=False, capability=ARRANGE)
def move(request: Request, *, school: SchoolRef, gradebook_id: int) -> HttpResponse:
    """One place higher or lower, as the report card prints them."""
    is_up = request.POST.get("sens") == "haut"
    move_gradebook(actor=request.actor, school_id=school.id, gradebook_id=gradebook_id, is_up=is_up)
    group_id = load_gradebook(gradebook_id, school_id=school.id).group_id
    return redirect_saying(f"{arrange_url(school)}?groupe={group_id}#ordre-{gradebook_id}")


def arrange_url(school: SchoolRef) -> str:
    return reverse("grading:arrange", kwargs={"uai": school.uai})


def rounding_said(said: str) -> str:
    """As it is kept: '' for the school's."""
    return "" if said == OF_SCHOOL else Rounding(said).value


def book_title(book: ArrangedBook, *, in_group: bool) -> str:
    """« Mathématiques », or « 4e B » in the list of a subject; with the name of its part."""
    name = book.subject if in_group else f"{book.group}, {book.subject}"
    return f"{name} ({book.part})" if book.part else name


def book_detail(book: ArrangedBook) -> str:
    """« Claire Durand. Coefficient 2, tronc commun, bonus »."""
    said = [_("coefficient %(count)s") % {"count": number(book.coefficient)}]
    said.append(str(MODALITY_WORDS[book.modality]).lower())
    if book.in_general is InGeneral.NEVER:
        said.append(_("hors moyenne générale"))
    elif book.in_general is not InGeneral.COUNTS:
        said.append(_("bonus") if book.in_general is InGeneral.BONUS else _("compte à partir de 10"))
    if book.rounding:
        said.append(_("arrondi propre"))
    if book.parts:
        said.append(_("sous-matières\u202f: %(parts)s") % {"parts": book.parts})
    told = ", ".join(said)
    who = book.teachers or _("personne n’y écrit")
    return f"{who}. {told[:1].upper()}{told[1:]}."


def _chosen(request: Request, name: str, choices: Sequence[Choice]) -> Choice | None:
    """Errors: `NotAllowed` for one that has no gradebook in this school."""
    asked = request.GET.get(name, "")
    if not asked:
        return None
    found = next((one for one in choices if str(one.id) == asked), None)
    if found is None:
        raise NotAllowed
    return found


def _options(first: str, choices: Sequence[Choice], chosen: Choice | None) -> list[tuple[Any, str, bool]]:
    return [("", first, chosen is None), *((one.id, one.label, one == chosen) for one in choices)]


def _said(changed: int) -> str:
    if not changed:
        return _("Rien n’a changé\u202f: ces carnets étaient déjà ainsi.")
    return ngettext("%(n)s carnet est changé.", "%(n)s carnets sont changés.", changed) % {"n": changed}
