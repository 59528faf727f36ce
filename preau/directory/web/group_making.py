"""Make a group of the school, rename it, keep it next year, put it away."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.directory.actions.archive_group import archive_group
from preau.directory.actions.change_group import change_group
from preau.directory.actions.create_group import create_group
from preau.directory.models import Group
from preau.directory.policies import MANAGE_GROUPS, changeable_groups
from preau.directory.rules import LONGEST_GROUP_NAME
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import Profile, SchoolRef

#: Those of them without the capability meet a page that does not exist.
MAKERS = (Profile.DIRECTION, Profile.STAFF, Profile.VIE_SCOLAIRE)


class GroupForm(forms.Form):
    """What a group is called, and whether it outlives the year."""

    name = forms.CharField(
        label=gettext_lazy("Nom du groupe"),
        max_length=LONGEST_GROUP_NAME,
        help_text=gettext_lazy("Exemple\u202f: «\u202fChorale\u202f», «\u202fDélégués de 4e\u202f»."),
    )
    is_locked = forms.BooleanField(
        label=gettext_lazy("Garder ce groupe l’an prochain"),
        required=False,
        help_text=gettext_lazy("Sinon, il est archivé à la fin de l’année."),
    )


@screen("Ajouter un groupe", open_to=MAKERS, writes=True, capability=MANAGE_GROUPS)
def add(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The form, then the choice of the members."""
    form = GroupForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = 0
        with refusal_shown_in(form):
            made = create_group(actor=request.actor, school_id=school.id, **form.cleaned_data)
        if form.is_valid():
            path = url("directory:add-members", uai=school.uai, group_id=made)
            return redirect_saying(path, _("Le groupe est fait. Choisissez qui en fait partie."))
    return page(
        request, "directory/group_form.html", title=_("Ajouter un groupe"), school=school, form=form, group_id=0
    )


@screen("Renommer un groupe", open_to=MAKERS, writes=True, capability=MANAGE_GROUPS)
def change(request: Request, *, school: SchoolRef, group_id: int) -> HttpResponse:
    """Its name, and whether it is kept."""
    group = group_to_change(request, school, group_id)
    form = GroupForm(
        request.POST if request.method == "POST" else None,
        initial={"name": group.label, "is_locked": group.is_locked},
    )
    if form.is_valid():
        with refusal_shown_in(form):
            change_group(actor=request.actor, school_id=school.id, group_id=group_id, **form.cleaned_data)
        if form.is_valid():
            return redirect_saying(group_url(school, group_id), _("Le groupe est enregistré."))
    return page(
        request, "directory/group_form.html", title=_("Renommer un groupe"), school=school, form=form,
        group_id=group_id,
    )  # fmt: skip


@screen("Archiver un groupe", open_to=MAKERS, writes=True, capability=MANAGE_GROUPS)
def archive(request: Request, *, school: SchoolRef, group_id: int) -> HttpResponse:
    """Asked once more on a page of its own: this works without a script."""
    group = group_to_change(request, school, group_id)
    if request.method == "POST":
        archive_group(actor=request.actor, school_id=school.id, group_id=group_id)
        return redirect_saying(url("directory:groups", uai=school.uai), _("Le groupe est archivé."))
    return page(
        request, "directory/group_archive.html", title=_("Archiver un groupe"), school=school,
        group_id=group_id, name=group.label or group.code,
    )  # fmt: skip


def group_to_change(request: Request, school: SchoolRef, group_id: int) -> Group:
    """The group, when the school made it and the actor may change it; a page that does not exist otherwise."""
    found: Group = get_object_or_404(changeable_groups(request.actor), school_id=school.id, pk=group_id)
    return found


def group_url(school: SchoolRef, group_id: int) -> str:
    """The list of the group."""
    return url("directory:group", uai=school.uai, group_id=group_id)
