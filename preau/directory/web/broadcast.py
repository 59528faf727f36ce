"""The broadcast lists of a school: whom one writes to together, who sees a list and who writes to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.directory.actions.archive_broadcast_list import archive_broadcast_list
from preau.directory.actions.write_broadcast_list import write_broadcast_list
from preau.directory.models import BroadcastAudience, Group
from preau.directory.people.broadcast import lists_of_school, recipients_of
from preau.directory.people.wording import PROFILE_NAMES
from preau.directory.policies import MANAGE_GROUPS, may_manage_groups, visible_lists
from preau.directory.rules import LONGEST_GROUP_NAME
from preau.directory.web.group_making import MAKERS
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import SIGNED_IN, refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import Profile, SchoolRef

READERS = SIGNED_IN - {Profile.AGENT}
_PROFILES = [(name, label.capitalize()) for name, label in PROFILE_NAMES.items()]
_OF_GROUP = [who for who in BroadcastAudience.Who if who is not BroadcastAudience.Who.STAFF]


class ListForm(forms.Form):
    """The list, its people (`responsables-12`: the guardians of group 12) and its own rule."""

    label = forms.CharField(
        label=gettext_lazy("Nom de la liste"), max_length=LONGEST_GROUP_NAME,
        error_messages={"required": gettext_lazy("Donnez un nom à la liste.")},
    )  # fmt: skip
    whole = forms.MultipleChoiceField(
        label=gettext_lazy("Tous ceux de l’établissement"), required=False,
        choices=[(who.value, who.label.capitalize()) for who in BroadcastAudience.Who],
    )  # fmt: skip
    people = forms.MultipleChoiceField(label=gettext_lazy("Ceux d’une classe ou d’un groupe"), required=False)
    seen_by = forms.MultipleChoiceField(
        label=gettext_lazy("Qui voit la liste et ses membres"), choices=_PROFILES,
        error_messages={"required": gettext_lazy("Dites qui peut voir cette liste.")},
    )  # fmt: skip
    written_by = forms.MultipleChoiceField(
        label=gettext_lazy("Qui peut lui écrire"), required=False, choices=_PROFILES,
        help_text=gettext_lazy("Qui lui écrit la voit aussi."),
    )  # fmt: skip
    is_kept = forms.BooleanField(
        label=gettext_lazy("Garder cette liste l’an prochain"), required=False,
        help_text=gettext_lazy("Sinon, elle s’arrête à la fin de l’année."),
    )  # fmt: skip

    def __init__(self, *args: Any, school_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["people"]
        assert isinstance(field, forms.MultipleChoiceField)
        open_groups = Group.objects.filter(school_id=school_id, closed_on=None).order_by("kind", "code", "id")
        field.choices = [
            (f"{who.value}-{pk}", f"{label or code} – {who.label}")
            for pk, code, label in open_groups.values_list("pk", "code", "label")
            for who in _OF_GROUP
        ]

    @property
    def words(self) -> dict[str, Any]:
        """What the action is asked."""
        given = self.cleaned_data
        parts = (name.rpartition("-") for name in given["people"])
        people = [(who, int(group)) for who, _dash, group in parts] + [(who, None) for who in given["whole"]]
        return {
            "people": people,
            **{name: given[name] for name in ("label", "seen_by", "written_by", "is_kept")},
        }


@screen("Listes de diffusion", open_to=READERS)
def every(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Those whose rule lets the actor see them."""
    return page(
        request, "directory/lists.html", title=_("Listes de diffusion"), school=school,
        lines=lists_of_school(request.actor, school.id), may_manage=may_manage_groups(request.actor, school.id),
    )  # fmt: skip


@screen("Ajouter une liste de diffusion", open_to=MAKERS, writes=True, capability=MANAGE_GROUPS)
def add(request: Request, *, school: SchoolRef) -> HttpResponse:
    """A name, people, a rule."""
    form = ListForm(request.POST if request.method == "POST" else None, school_id=school.id)
    return _written(request, school, form, None)


@screen("Changer une liste de diffusion", open_to=MAKERS, writes=True, capability=MANAGE_GROUPS)
def change(request: Request, *, school: SchoolRef, list_id: int) -> HttpResponse:
    """The same; `geste=archiver` puts it away."""
    kept = get_object_or_404(visible_lists(request.actor), school_id=school.id, pk=list_id)
    if request.method == "POST" and request.POST.get("geste") == "archiver":
        archive_broadcast_list(actor=request.actor, school_id=school.id, list_id=list_id)
        return redirect_saying(url("directory:lists", uai=school.uai), _("La liste est archivée."))
    audiences = list(BroadcastAudience.objects.filter(school_id=school.id, of_id=list_id))
    initial = {
        "label": kept.label, "seen_by": kept.seen_by, "written_by": kept.written_by,
        "is_kept": kept.ends_on is None,
        "whole": [one.who for one in audiences if one.group_id is None],
        "people": [f"{one.who}-{one.group_id}" for one in audiences if one.group_id],
    }  # fmt: skip
    form = ListForm(request.POST if request.method == "POST" else None, initial=initial, school_id=school.id)
    return _written(request, school, form, list_id)


def _written(request: Request, school: SchoolRef, form: ListForm, list_id: int | None) -> HttpResponse:
    if form.is_valid():
        with refusal_shown_in(form):
            write_broadcast_list(actor=request.actor, school_id=school.id, list_id=list_id, **form.words)
        if form.is_valid():
            return redirect_saying(url("directory:lists", uai=school.uai), _("La liste est enregistrée."))
    return page(
        request, "directory/list_form.html", title=_("Liste de diffusion"), school=school, form=form,
        list_id=list_id, here=request.path,
        count=len(recipients_of(request.actor, school.id, list_id)) if list_id else 0,
        chosen={name: form[name].value() or () for name in ("whole", "people", "seen_by", "written_by")},
        status=422 if form.errors else 200,
    )  # fmt: skip
