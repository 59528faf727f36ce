"""What the school says of itself, and what the feeds say of it."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.directory.actions.describe_school import describe_school
from preau.directory.actions.give_back_school import give_back_school
from preau.directory.models import School, SchoolProject
from preau.directory.policies import DESCRIBE_SCHOOL
from preau.directory.web.doors import OFFICE
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel.actor import SchoolRef

_HELD = gettext_lazy("Écrit par l’établissement : les imports n’y touchent plus.")


class SchoolForm(forms.Form):
    """Where the school is, how to reach it."""

    street = forms.CharField(label=gettext_lazy("Adresse"), max_length=200, required=False)
    postal_code = forms.CharField(label=gettext_lazy("Code postal"), max_length=5, required=False)
    town = forms.CharField(label=gettext_lazy("Commune"), max_length=100, required=False)
    phone = forms.CharField(label=gettext_lazy("Téléphone"), max_length=20, required=False)
    email = forms.CharField(label=gettext_lazy("Courriel"), max_length=200, required=False)
    web = forms.CharField(label=gettext_lazy("Site"), max_length=200, required=False)


@screen("Fiche de l’établissement", open_to=OFFICE, writes=True, capability=DESCRIBE_SCHOOL)
def change(request: Request, *, school: SchoolRef) -> HttpResponse:
    """What may be written is a form; the rest comes from the académie and the public directory."""
    known = School.objects.get(pk=school.id)
    form = SchoolForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(known, name) for name in School.HELD_BY_HAND},
    )
    for name in known.owned_fields:
        form.fields[name].help_text = _HELD
    if form.is_valid():
        with refusal_shown_in(form):
            describe_school(actor=request.actor, school_id=school.id, **form.cleaned_data)
        if form.is_valid():
            return redirect_saying(request.path, _("La fiche de l’établissement est enregistrée."))
    return page(
        request,
        "directory/school.html",
        title=_("Fiche de l’établissement"),
        school=school,
        form=form,
        is_held=bool(known.owned_fields),
        facts=_facts(known),
    )


@screen("Rendre la fiche aux imports", open_to=OFFICE, writes=True, reads=False, capability=DESCRIBE_SCHOOL)
def give_back(request: Request, *, school: SchoolRef) -> HttpResponse:
    """From the page of the school."""
    give_back_school(actor=request.actor, school_id=school.id)
    path = reverse("directory:school", kwargs={"uai": school.uai})
    return redirect_saying(path, _("La fiche suivra de nouveau les imports."))


def _facts(known: School) -> list[tuple[str, str]]:
    projects = SchoolProject.objects.filter(school_id=known.pk).values_list("project__label", flat=True)
    facts = [
        (_("UAI"), known.uai),
        (_("Nature"), known.get_kind_display()),
        (_("Secteur"), known.get_sector_display()),
        (_("Académie"), known.academie),
        (_("Collectivité"), known.collectivity),
        (_("Projets"), ", ".join(projects.order_by("project__label"))),
        (_("SIRET"), known.siret),
    ]
    return [(label, text) for label, text in facts if text]
