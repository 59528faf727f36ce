"""Who is in a group of the school: put pupils in, class by class, and take one out."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from preau.directory.actions.add_members import add_members
from preau.directory.actions.end_membership import end_membership
from preau.directory.people.lists import (
    GroupHead,
    MemberLine,
    groups_of_school,
    members_of_group,
    readable_group,
    stays_in_group,
)
from preau.directory.policies import MANAGE_GROUPS
from preau.directory.web.group_making import MAKERS, group_to_change, group_url
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel import clock
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed

_PUPIL = "eleve_"


class StayForm(forms.Form):
    """From when, and until when if it is known; one more box per pupil (`eleve_12`)."""

    begins_on = forms.DateField(label=gettext_lazy("Premier jour dans le groupe"))
    last_day = forms.DateField(label=gettext_lazy("Dernier jour"), required=False)

    def __init__(self, sent: QueryDict | None, *, pupils: tuple[MemberLine, ...]) -> None:
        super().__init__(sent, initial={"begins_on": clock.today().isoformat()})
        for pupil in pupils:
            self.fields[f"{_PUPIL}{pupil.pupil_id}"] = forms.BooleanField(label=pupil.name, required=False)

    @property
    def boxes(self) -> list[forms.BoundField]:
        """The box of each pupil."""
        return [bound for bound in self if bound.name.startswith(_PUPIL)]

    @property
    def ticked(self) -> list[int]:
        """The pupils chosen."""
        chosen = (name for name, is_ticked in self.cleaned_data.items() if name.startswith(_PUPIL) and is_ticked)
        return [int(name.removeprefix(_PUPIL)) for name in chosen]


class ExitForm(forms.Form):
    """The last day in the group, or that there never was any."""

    last_day = forms.DateField(label=gettext_lazy("Dernier jour dans le groupe"))
    was_mistake = forms.BooleanField(
        label=gettext_lazy("C’était une erreur"),
        required=False,
        help_text=gettext_lazy("L’élève n’a jamais été dans ce groupe\u202f: son passage est effacé."),
    )


@screen("Ajouter des élèves à un groupe", open_to=MAKERS, writes=True, capability=MANAGE_GROUPS)
def add(request: Request, *, school: SchoolRef, group_id: int) -> HttpResponse:
    """The pupils of one class (`classe`), without those who are in the group today."""
    group_to_change(request, school, group_id)
    classes = tuple(
        one for one in groups_of_school(request.actor, school.id) if one.is_division and not one.is_archived
    )
    chosen = _chosen(request, classes)
    group = readable_group(request.actor, school.id, group_id)
    pupils = _outside(request, school, chosen, group) if chosen else ()
    form = StayForm(request.POST if request.method == "POST" else None, pupils=pupils)
    if form.is_valid():
        added = 0
        with refusal_shown_in(form):
            added = add_members(
                actor=request.actor, school_id=school.id, group_id=group_id, pupil_ids=form.ticked,
                begins_on=form.cleaned_data["begins_on"], last_day=form.cleaned_data["last_day"],
            )  # fmt: skip
        if form.is_valid():
            said = ngettext("%(n)d élève entre dans le groupe.", "%(n)d élèves entrent dans le groupe.", added)
            return redirect_saying(group_url(school, group_id), said % {"n": added})
    return page(
        request, "directory/group_members.html", title=_("Ajouter des élèves"), school=school, group=group,
        form=form, here=request.get_full_path(),
        classes=[(one.id, one.name, one is chosen) for one in classes],
    )  # fmt: skip


@screen("Faire sortir un élève d’un groupe", open_to=MAKERS, writes=True, capability=MANAGE_GROUPS)
def end(request: Request, *, school: SchoolRef, group_id: int, membership_id: int) -> HttpResponse:
    """Today is the last day, unless another is said."""
    group_to_change(request, school, group_id)
    group = readable_group(request.actor, school.id, group_id)
    stays = stays_in_group(request.actor, school.id, group)
    stay = next((line for line in stays if line.membership_id == membership_id), None)
    if stay is None:
        raise NotAllowed
    form = ExitForm(
        request.POST if request.method == "POST" else None, initial={"last_day": clock.today().isoformat()}
    )
    if form.is_valid():
        with refusal_shown_in(form):
            end_membership(
                actor=request.actor, school_id=school.id, group_id=group_id, membership_id=membership_id,
                **form.cleaned_data,
            )  # fmt: skip
        if form.is_valid():
            said = _("%(name)s sort du groupe.") % {"name": stay.full_name}
            return redirect_saying(f"{group_url(school, group_id)}?vue=passages", said)
    return page(
        request, "directory/group_exit.html", title=_("Faire sortir un élève"), school=school, group=group,
        stay=stay, form=form,
    )  # fmt: skip


def _chosen(request: HttpRequest, classes: tuple[GroupHead, ...]) -> GroupHead | None:
    asked = request.GET.get("classe", "")
    return next((one for one in classes if str(one.id) == asked), classes[0] if classes else None)


def _outside(request: Request, school: SchoolRef, chosen: GroupHead, group: GroupHead) -> tuple[MemberLine, ...]:
    today = clock.today()
    inside = {line.pupil_id for line in members_of_group(request.actor, school.id, group, today)}
    pupils = members_of_group(request.actor, school.id, chosen, today)
    return tuple(line for line in pupils if line.pupil_id not in inside)
