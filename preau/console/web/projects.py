"""Projects that schools take part in together, besides their collectivity and their académie."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.console.actions.write_project import write_project
from preau.console.network import projects_of
from preau.console.policies import DESCRIBE_NETWORK
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import Profile
from preau.kernel.refusals import NotAllowed


class ProjectForm(forms.Form):
    """What it is called, and its schools."""

    label = forms.CharField(
        label=gettext_lazy("Nom du projet"),
        max_length=120,
        error_messages={"required": gettext_lazy("Donnez un nom au projet.")},
    )
    targets = forms.CharField(
        label=gettext_lazy("UAI des établissements de votre périmètre"),
        max_length=40_000,
        required=False,
        help_text=gettext_lazy("Un par ligne, tapés ou collés d’un tableur."),
    )


@screen("Projets", open_to=(Profile.AGENT,), capability=DESCRIBE_NETWORK)
def every(request: Request) -> HttpResponse:
    """With the number of their schools in the perimeter."""
    return page(request, "console/projects.html", title=_("Projets"), lines=projects_of(request.actor))


@screen("Ajouter un projet", open_to=(Profile.AGENT,), writes=True, capability=DESCRIBE_NETWORK)
def add(request: Request) -> HttpResponse:
    """A name and a list."""
    return _written(request, ProjectForm(request.POST if request.method == "POST" else None), None)


@screen("Changer un projet", open_to=(Profile.AGENT,), writes=True, capability=DESCRIBE_NETWORK)
def change(request: Request, *, project_id: int) -> HttpResponse:
    """The list is the whole list of the perimeter: who is not in it leaves the project."""
    line = next((one for one in projects_of(request.actor) if one.id == project_id), None)
    if line is None:
        raise NotAllowed
    initial = {"label": line.label, "targets": "\n".join(line.uais)}
    return _written(
        request, ProjectForm(request.POST if request.method == "POST" else None, initial=initial), project_id
    )


def _written(request: Request, form: ProjectForm, project_id: int | None) -> HttpResponse:
    if form.is_valid():
        with refusal_shown_in(form):
            write_project(actor=request.actor, project_id=project_id, **form.cleaned_data)
        if form.is_valid():
            return redirect_saying(url("console:projects"), _("Le projet est enregistré."))
    return page(
        request, "console/project.html", title=_("Projet"), form=form, here=request.path,
        is_new=project_id is None, status=422 if form.errors else 200,
    )  # fmt: skip
