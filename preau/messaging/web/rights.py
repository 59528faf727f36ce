"""Who may write to whom in a school: what the direction decides, what a class decides, what each reads of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.directory.models import Group
from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import SIGNED_IN, refusal_shown_in, screen
from preau.foundation.screens.templates import url
from preau.kernel.actor import Profile, SchoolRef
from preau.messaging.actions.choose_group_rules import choose_group_rules
from preau.messaging.actions.choose_writing_rules import Caps, choose_writing_rules
from preau.messaging.actions.reset_writing_rules import reset_writing_rules
from preau.messaging.models import GroupRule, MessagingSettings, WritingRule
from preau.messaging.policies import SET_RIGHTS
from preau.messaging.rights.defaults import ENDS, GROUP_PAIRS, default_width, widths_offered
from preau.messaging.rights.explaining import explained

_HEADS = (Profile.DIRECTION,)
#: Profiles that write in a school.
WRITERS = SIGNED_IN - {Profile.AGENT}
_PAIRS = [(one, other) for one in ENDS for other in ENDS if len(widths_offered(one, other)) > 1]
_CAPS = {
    "pupil_message": gettext_lazy("Un élève, par message"),
    "pupil_day": gettext_lazy("Un élève, en vingt-quatre heures"),
    "guardian_message": gettext_lazy("Un parent, par message"),
    "guardian_day": gettext_lazy("Un parent, en vingt-quatre heures"),
}
_WRITE = {
    Profile.PUPIL: gettext_lazy("Les élèves écrivent"),
    Profile.GUARDIAN: gettext_lazy("Les parents et responsables écrivent"),
    Profile.TEACHER: gettext_lazy("Les enseignants écrivent"),
    Profile.VIE_SCOLAIRE: gettext_lazy("La vie scolaire écrit"),
    Profile.DIRECTION: gettext_lazy("La direction écrit"),
    Profile.STAFF: gettext_lazy("Les autres personnels écrivent"),
}
_TO = {
    Profile.DIRECTION: gettext_lazy("à la direction"),
    Profile.VIE_SCOLAIRE: gettext_lazy("à la vie scolaire"),
    Profile.TEACHER: gettext_lazy("aux enseignants"),
    Profile.STAFF: gettext_lazy("aux autres personnels"),
    Profile.GUARDIAN: gettext_lazy("aux parents et responsables"),
    Profile.PUPIL: gettext_lazy("aux élèves"),
}
_INSIDE = [
    ("", gettext_lazy("Comme l’établissement")), ("oui", gettext_lazy("Permis")), ("non", gettext_lazy("Fermé")),
]  # fmt: skip


class RulesForm(forms.Form):
    """One choice a pair of profiles (`eleve-responsable`), and the caps."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one, other in _PAIRS:
            self.fields[f"{one}-{other}"] = forms.ChoiceField(
                label=_TO[other],
                choices=[(width.value, width.label) for width in widths_offered(one, other)],
            )
        for name, label in _CAPS.items():
            self.fields[name] = forms.IntegerField(
                label=label, error_messages={"required": _("Donnez un nombre."), "invalid": _("Donnez un nombre.")}
            )

    @property
    def widths(self) -> dict[tuple[str, str], str]:
        """What was chosen, by pair."""
        return {(one.value, other.value): self.cleaned_data[f"{one}-{other}"] for one, other in _PAIRS}

    @property
    def caps(self) -> Caps:
        """How many people at once."""
        return Caps(**{name: self.cleaned_data[name] for name in _CAPS})

    def blocks(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The choices, by who writes: those of families first, which a school changes most."""
        return [
            (str(said), [self[f"{one}-{other}"] for one, other in _PAIRS if one is end])
            for end, said in _WRITE.items()
        ]


class GroupForm(forms.Form):
    """As the school, allowed, or closed, for each pair that a group decides."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one, other in GROUP_PAIRS:
            self.fields[f"{one}-{other}"] = forms.ChoiceField(
                label=f"{_WRITE[one]} {_TO[other]}",
                choices=_INSIDE,
                required=False,
            )

    @property
    def choices(self) -> dict[tuple[str, str], bool | None]:
        """What was chosen, by pair; None: as the school."""
        said = {"": None, "oui": True, "non": False}
        return {(one.value, other.value): said[self.cleaned_data[f"{one}-{other}"]] for one, other in GROUP_PAIRS}


@screen("Messages : qui écrit à qui", open_to=_HEADS, writes=True, capability=SET_RIGHTS)
def change(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The whole table; `geste=defaut` goes back to the defaults."""
    here = url("messaging:rights", uai=school.uai)
    if request.method == "POST" and request.POST.get("geste") == "defaut":
        reset_writing_rules(actor=request.actor, school_id=school.id)
        return redirect_saying(here, _("Les règles sont celles par défaut."))
    form = RulesForm(request.POST if request.method == "POST" else None, initial=_initial(school.id))
    if form.is_valid():
        with refusal_shown_in(form):
            choose_writing_rules(actor=request.actor, school_id=school.id, widths=form.widths, caps=form.caps)
        if form.is_valid():
            return redirect_saying(here, _("Les règles sont enregistrées."))
    return page(
        request, "messaging/rights.html", title=_("Qui écrit à qui"), school=school, form=form,
        groups=_groups(school.id), caps=[form[name] for name in _CAPS], status=422 if form.errors else 200,
    )  # fmt: skip


@screen("Messages : règles d’une classe ou d’un groupe", open_to=_HEADS, writes=True, capability=SET_RIGHTS)
def of_group(request: Request, *, school: SchoolRef, group_id: int) -> HttpResponse:
    """What differs from the school inside one group."""
    group = get_object_or_404(Group.objects.filter(school_id=school.id, closed_on=None), pk=group_id)
    name = group.label or group.code
    kept = GroupRule.objects.filter(school_id=school.id, group_id=group_id)
    initial = {f"{one.from_profile}-{one.to_profile}": "oui" if one.is_allowed else "non" for one in kept}
    form = GroupForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        choose_group_rules(actor=request.actor, school_id=school.id, group_id=group_id, choices=form.choices)
        return redirect_saying(
            url("messaging:rights", uai=school.uai),
            _("Les règles de %(group)s sont enregistrées.") % {"group": name},
        )
    return page(
        request, "messaging/group_rights.html", title=_("Messages de %(group)s") % {"group": name},
        school=school, form=form, group_id=group_id, name=name, status=422 if form.errors else 200,
    )  # fmt: skip


@screen("Messages : à qui puis-je écrire", open_to=WRITERS)
def why(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The rule that stands for each kind of people, and who decided it."""
    return page(
        request, "messaging/why.html", title=_("À qui puis-je écrire"), school=school,
        lines=explained(request.actor, school.id),
    )  # fmt: skip


def _initial(school_id: int) -> dict[str, Any]:
    chosen = {f"{one}-{other}": default_width(one, other).value for one, other in _PAIRS}
    for kept in WritingRule.objects.filter(school_id=school_id):
        chosen[f"{kept.from_profile}-{kept.to_profile}"] = kept.width
    caps = MessagingSettings.objects.filter(school_id=school_id).first() or MessagingSettings()
    return chosen | {name: getattr(caps, name) for name in _CAPS}


def _groups(school_id: int) -> list[tuple[int, str, bool]]:
    """Every open group, and whether it has rules of its own."""
    own = set(GroupRule.objects.filter(school_id=school_id).values_list("group_id", flat=True))
    groups = Group.objects.filter(school_id=school_id, closed_on=None).order_by("kind", "code", "pk")
    return [(pk, label or code, pk in own) for pk, label, code in groups.values_list("pk", "label", "code")]
