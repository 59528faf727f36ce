"""The kinds of evaluation of a school: add one, change one, hide it, order them."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.grading.actions.move_kind import move_kind
from preau.grading.actions.offer_kind import offer_kind
from preau.grading.actions.write_kind import write_kind
from preau.grading.entry import number
from preau.grading.policies import SET
from preau.grading.queries.kinds import KindLine, kinds_of
from preau.grading.web.doors import OFFICE
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed


class KindForm(forms.Form):
    """What a new evaluation of this kind starts with."""

    label = forms.CharField(label=gettext_lazy("Nom"), strip=True)
    coefficient = forms.DecimalField(
        label=gettext_lazy("Coefficient proposé"), localize=True, max_digits=5, decimal_places=2, initial=1
    )
    is_test = forms.BooleanField(
        label=gettext_lazy("C’est un contrôle\u202f: il compte dans la charge de la semaine"), required=False
    )
    is_formative = forms.BooleanField(
        label=gettext_lazy("Pour s’entraîner\u202f: ne compte jamais dans la moyenne"), required=False
    )


@screen("Natures d’évaluation", open_to=OFFICE, capability=SET)
def show(request: Request, *, school: SchoolRef) -> HttpResponse:
    """In the order in which they are offered, those that are hidden too."""
    return page(
        request,
        "grading/kinds.html",
        title=_("Natures d’évaluation"),
        school=school,
        kinds=[(one, _detail(one)) for one in kinds_of(school.id)],
    )


@screen("Ajouter une nature d’évaluation", open_to=OFFICE, writes=True, capability=SET)
def add(request: Request, *, school: SchoolRef) -> HttpResponse:
    """It comes last."""
    return _form(request, school, None)


@screen("Changer une nature d’évaluation", open_to=OFFICE, writes=True, capability=SET)
def change(request: Request, *, school: SchoolRef, kind_id: int) -> HttpResponse:
    """Evaluations that have it keep what they are."""
    line = next((one for one in kinds_of(school.id) if one.kind_id == kind_id), None)
    if line is None:
        raise NotAllowed
    return _form(request, school, line)


@screen("Ordonner les natures d’évaluation", open_to=OFFICE, writes=True, reads=False, capability=SET)
def move(request: Request, *, school: SchoolRef, kind_id: int) -> HttpResponse:
    """One place higher or lower."""
    is_up = request.POST.get("sens") == "haut"
    move_kind(actor=request.actor, school_id=school.id, kind_id=kind_id, is_up=is_up)
    return redirect_saying(_list(school, kind_id))


@screen("Proposer ou masquer une nature d’évaluation", open_to=OFFICE, writes=True, reads=False, capability=SET)
def offer(request: Request, *, school: SchoolRef, kind_id: int) -> HttpResponse:
    """One button: evaluations that have it keep it."""
    is_offered = request.POST.get("propose") == "oui"
    offer_kind(actor=request.actor, school_id=school.id, kind_id=kind_id, is_offered=is_offered)
    said = _("La nature est proposée de nouveau.") if is_offered else _("La nature n’est plus proposée.")
    return redirect_saying(_list(school, kind_id), said)


def _form(request: Request, school: SchoolRef, line: KindLine | None) -> HttpResponse:
    start: dict[str, object] = {"coefficient": "1"}
    if line is not None:
        kept = {name: getattr(line, name) for name in KindForm.base_fields}
        start = {**kept, "coefficient": number(line.coefficient)}
    form = KindForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        made = None
        with refusal_shown_in(form):
            made = write_kind(
                actor=request.actor, school_id=school.id, kind_id=line.kind_id if line else None,
                **form.cleaned_data,
            )  # fmt: skip
        if made is not None:
            return redirect_saying(_list(school, made.pk), _("La nature est enregistrée."))
    return page(
        request,
        "grading/kind.html",
        title=line.label if line else _("Nouvelle nature"),
        school=school,
        status=422 if form.errors else 200,
        form=form,
        line=line,
    )


def _detail(line: KindLine) -> str:
    said = [_("coefficient %(count)s") % {"count": number(line.coefficient)}]
    if line.is_test:
        said.append(_("contrôle"))
    if line.is_formative:
        said.append(_("pour s’entraîner"))
    return ", ".join(said)


def _list(school: SchoolRef, kind_id: int) -> str:
    return f"{reverse('grading:kinds', kwargs={'uai': school.uai})}#nature-{kind_id}"
