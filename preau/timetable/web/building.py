"""The bells and the rooms of the school: read, and written in two small forms."""

from __future__ import annotations

import re
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel import words
from preau.kernel.actor import Profile, SchoolRef
from preau.timetable.actions.describe_room import describe_room
from preau.timetable.actions.write_bell_grid import Slot, write_bell_grid
from preau.timetable.policies import MANAGE_BUILDING
from preau.timetable.queries.bells import GridLine, grids_of, rooms_of
from preau.timetable.queries.ties import readable_groups

_OFFICE = (Profile.DIRECTION, Profile.STAFF)
_DAYS = {day[:3]: n for n, day in enumerate(words.WEEKDAYS[:6], 1)}
_LINE = re.compile(
    r"(?P<label>\S{1,20})\s+(?:(?P<day>lun|mar|mer|jeu|ven|sam)\S*\s+)?"
    r"(?P<h1>\d{1,2})[h:](?P<m1>\d{2})?\s*[-–à\s]\s*(?P<h2>\d{1,2})[h:](?P<m2>\d{2})?"
)


class BellForm(forms.Form):
    """A grid, a line for each slot."""

    label = forms.CharField(label=gettext_lazy("Nom de la grille"), max_length=60)
    site = forms.CharField(label=gettext_lazy("Site"), required=False, max_length=60)
    slots = forms.CharField(
        label=gettext_lazy("Créneaux"),
        required=False,
        help_text=gettext_lazy(
            "Un par ligne, sans les récréations\u202f: «\u202fM1 8h05-9h00\u202f», "
            "ou «\u202fS4 mer 11h00-12h00\u202f» pour un seul jour. "
            "Sans aucune ligne, la grille est retirée."
        ),
        max_length=4000,
    )
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Classes et groupes de cette grille"),
        required=False,
        help_text=gettext_lazy(
            "Sans aucun choix, elle sonne pour ceux qu’aucune grille ne nomme, et pour les salles de son site."
        ),
    )

    def clean_groups(self) -> tuple[int, ...]:
        """The ids of those ticked."""
        return tuple(int(key) for key in self.cleaned_data["groups"])

    def clean_slots(self) -> tuple[Slot, ...]:
        """Each line read, or named with its number."""
        lines = enumerate(self.cleaned_data["slots"].splitlines(), 1)
        return tuple(_slot(number, line.strip()) for number, line in lines if line.strip())


class RoomForm(forms.Form):
    """A room, by the name that the timetable gives it."""

    name = forms.CharField(label=gettext_lazy("Salle"), max_length=60)
    site = forms.CharField(label=gettext_lazy("Site"), required=False, max_length=60)
    seats = forms.IntegerField(
        label=gettext_lazy("Places"), min_value=0, max_value=5000,
        widget=forms.NumberInput(attrs={"type": "number"}),
    )  # fmt: skip


@screen("Sonneries", open_to=_OFFICE, writes=True, capability=MANAGE_BUILDING)
def bells(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The grids, and the form of one: a new one, or the one of `?grille=`."""
    grids = grids_of(school.id)
    asked = next((grid for grid in grids if str(grid.id) == request.GET.get("grille")), None)
    initial: dict[str, Any] = {}
    if asked:
        chosen = [str(pk) for pk in asked.group_ids]
        initial = {"label": asked.label, "site": asked.site, "slots": _written(asked), "groups": chosen}
    form = BellForm(request.POST if request.method == "POST" else None, initial=initial)
    field = form.fields["groups"]
    assert isinstance(field, forms.MultipleChoiceField)
    field.choices = [(one.key, one.label) for one in readable_groups(request.actor, school.id)]
    if form.is_valid():
        words_of_form: dict[str, Any] = dict(form.cleaned_data)
        with refusal_shown_in(form):
            write_bell_grid(
                actor=request.actor, school_id=school.id, group_ids=words_of_form.pop("groups"), **words_of_form
            )
        if form.is_valid():
            return redirect_saying(request.path, _("Les sonneries sont enregistrées."))
    return page(request, "timetable/bells.html", title=_("Sonneries"), school=school, grids=grids, form=form)


@screen("Salles", open_to=_OFFICE, writes=True, capability=MANAGE_BUILDING)
def rooms(request: Request, *, school: SchoolRef) -> HttpResponse:
    """The rooms written down and those the timetable names, and the form of one."""
    lines = rooms_of(school.id)
    asked = next((room for room in lines if room.name == request.GET.get("salle")), None)
    initial = {"name": asked.name, "site": asked.site, "seats": asked.seats} if asked else {"seats": 0}
    form = RoomForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        with refusal_shown_in(form):
            describe_room(actor=request.actor, school_id=school.id, **form.cleaned_data)
        if form.is_valid():
            return redirect_saying(request.path, _("La salle est enregistrée."))
    return page(request, "timetable/rooms.html", title=_("Salles"), school=school, rooms=lines, form=form)


def _slot(number: int, line: str) -> Slot:
    found = _LINE.fullmatch(line)
    starts, ends = (_hour(found, n) for n in "12") if found else (None, None)
    if found is None or starts is None or ends is None:
        raise ValidationError(
            _(
                "Ligne %(number)s\u202f: «\u202f%(line)s\u202f» ne se lit pas. "
                "Écrivez-la comme «\u202fM1 8h05-9h00\u202f»."
            )
            % {"number": number, "line": line[:40]}
        )
    return Slot(found["label"], starts, ends, _DAYS.get(found["day"] or "", 0))


def _hour(found: re.Match[str], which: str) -> time | None:
    hour, minute = int(found[f"h{which}"]), int(found[f"m{which}"] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _written(grid: GridLine) -> str:
    names = {n: day for day, n in _DAYS.items()}
    return "\n".join(
        f"{slot.label} {names[slot.weekday] + ' ' if slot.weekday else ''}"
        f"{slot.starts_at:%Hh%M}-{slot.ends_at:%Hh%M}"
        for slot in grid.slots
    )
