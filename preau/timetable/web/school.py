"""The timetables of a school: a class, a group, a teacher or a room, and a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.foundation.screens.page import fragment, page
from preau.foundation.screens.request import Request, is_fragment
from preau.foundation.screens.screen import screen
from preau.kernel.actor import STAFF_PROFILES, Actor, SchoolRef
from preau.kernel.refusals import NotAllowed
from preau.timetable.policies import SEE_ANY, may_change_lessons, may_manage_building, may_see_rooms
from preau.timetable.queries.lines import Seen
from preau.timetable.queries.ties import Choice, readable_groups, readable_rooms, readable_teachers
from preau.timetable.queries.weeks import Whose
from preau.timetable.web.choice import Shown, shown_of
from preau.timetable.web.shown import AskedDay, View, asked_day, asked_view

#: What may be asked, in the order of the tabs; the word is the one of the address.
VIEWS = (Seen.BY_CLASS, Seen.BY_GROUP, Seen.BY_TEACHER, Seen.BY_ROOM)
LONGEST_KEY = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """One view, what is chosen in it (None: nothing yet), and what might be."""

    seen: Seen
    choices: tuple[Choice, ...]
    chosen: Choice | None


@screen("Emplois du temps d’un établissement", open_to=STAFF_PROFILES)
def show(request: HttpRequest, *, school: SchoolRef) -> HttpResponse:
    """Staff choose anything of the school; a teacher, the classes and groups she teaches."""
    actor = cast("Request", request).actor
    day = asked_day(request)
    asked = _asked(request, actor, school, day.on)
    shown = _shown(request, actor, asked, school)
    if is_fragment(request):
        if shown is None:
            raise NotAllowed
        return fragment(request, shown.template, shown=shown.what)
    context: dict[str, Any] = {
        "asked": asked,
        "heading": _heading(asked),
        "nothing": _nothing(actor, asked.seen),
        "shown": shown.what if shown else None,
        "piece": shown.template if shown else "",
        "kept_view": asked_view(request).query.get("vue", ""),
        "may_change": may_change_lessons(actor, school_id=school.id),
        "may_manage": may_manage_building(actor, school.id),
        "form": _form(asked),
        "asked_on": day.on,
        "wrong": day.wrong,
        "views": _views(actor, school, asked.seen, day, asked_view(request)),
        "schools": _schools(actor, school),
        "group": asked.chosen.key if asked.chosen and asked.seen in {Seen.BY_CLASS, Seen.BY_GROUP} else "",
    }
    topics = shown.what.topics if shown else ()
    title = _("Emplois du temps")
    return page(request, "timetable/school.html", title=title, school=school, topics=topics, **context)


def _asked(request: HttpRequest, actor: Actor, school: SchoolRef, on: date) -> Asked:
    """The first view that the address names. Nothing is read but what the actor may choose."""
    named = [view for view in VIEWS if view in request.GET]
    seen = next((view for view in named if request.GET[view]), named[0] if named else Seen.BY_CLASS)
    key = request.GET.get(seen, "")[:LONGEST_KEY]
    choices = _choices(actor, school, seen, on)
    if not named and not choices:
        # A teacher of languages or options has groups and no class.
        seen, choices = Seen.BY_GROUP, _choices(actor, school, Seen.BY_GROUP, on)
    if not key:
        return Asked(seen, choices, choices[0] if len(choices) == 1 else None)
    chosen = next((choice for choice in choices if choice.key == key), None)
    if chosen is None and seen is Seen.BY_CLASS:
        # The page of a lesson leads here by its first group, whatever that is.
        groups = _choices(actor, school, Seen.BY_GROUP, on)
        chosen = next((choice for choice in groups if choice.key == key), None)
        seen, choices = (Seen.BY_GROUP, groups) if chosen else (seen, choices)
    if chosen is None and seen is Seen.BY_ROOM and may_see_rooms(actor, school.id):
        # A room free that day, or used once in the year: a name, with nothing behind it to protect.
        chosen = Choice(key, key)
        choices = (*choices, chosen)
    if chosen is None:
        raise NotAllowed
    return Asked(seen, choices, chosen)


def _choices(actor: Actor, school: SchoolRef, seen: Seen, on: date) -> tuple[Choice, ...]:
    if seen is Seen.BY_TEACHER:
        return readable_teachers(actor, school.id)
    if seen is Seen.BY_ROOM:
        return readable_rooms(actor, school.id, on)
    return readable_groups(actor, school.id, divisions=seen is Seen.BY_CLASS)


def _shown(request: HttpRequest, actor: Actor, asked: Asked, school: SchoolRef) -> Shown | None:
    if asked.chosen is None:
        return None
    key = asked.chosen.key
    whose = Whose(asked.seen, key if asked.seen is Seen.BY_ROOM else int(key), (school.id,))
    return shown_of(request, actor, whose, keeping={asked.seen: key}, whole=asked.chosen.label)


def _heading(asked: Asked) -> str:
    if asked.chosen is None:
        return ""
    return _("Salle %(room)s") % {"room": asked.chosen.label} if asked.seen is Seen.BY_ROOM else asked.chosen.label


def _nothing(actor: Actor, seen: Seen) -> str:
    """Why there is nothing to choose, and who can help."""
    if actor.may(SEE_ANY):
        return {
            Seen.BY_CLASS: _("Aucune classe n’est ouverte : l’annuaire de l’établissement n’est pas arrivé."),
            Seen.BY_GROUP: _("Aucun groupe n’est ouvert dans cet établissement."),
            Seen.BY_TEACHER: _("Aucun enseignant n’a de poste : l’annuaire de l’établissement n’est pas arrivé."),
            Seen.BY_ROOM: _("L’emploi du temps n’est pas arrivé, ou il ne nomme pas les salles."),
        }[seen]
    if seen is Seen.BY_CLASS:
        return _("Vous n’avez pas de classe entière ici : vos groupes sont à côté.")
    return _("Vous n’avez pas de groupe ici. Le secrétariat peut vérifier la répartition des services.")


def _form(asked: Asked) -> forms.Form:
    """The choice of the view; sent by GET, so that an address says what it shows."""
    label = {
        Seen.BY_CLASS: _("Classe"),
        Seen.BY_GROUP: _("Groupe"),
        Seen.BY_TEACHER: _("Enseignant"),
        Seen.BY_ROOM: _("Salle"),
    }[asked.seen]
    form = forms.Form(initial={asked.seen.value: asked.chosen.key if asked.chosen else ""})
    options = [("", _("Choisir…")), *((choice.key, choice.label) for choice in asked.choices)]
    form.fields[asked.seen.value] = forms.ChoiceField(label=label, choices=options)
    return form


def _views(
    actor: Actor, school: SchoolRef, seen: Seen, day: AskedDay, shown: View
) -> tuple[tuple[str, str, bool], ...]:
    """The tabs: (label, address, shown now). A teacher has her own day elsewhere, and no rooms."""
    labels = {Seen.BY_CLASS: _("Classes"), Seen.BY_GROUP: _("Groupes")}
    if may_see_rooms(actor, school.id):
        labels |= {Seen.BY_TEACHER: _("Enseignants"), Seen.BY_ROOM: _("Salles")}
    path = reverse("timetable:school", kwargs={"uai": school.uai})
    kept = "".join(f"&{name}={word}" for name, word in {**shown.query, "jour": day.on.isoformat()}.items())
    return tuple((label, f"{path}?{view}={kept}", view is seen) for view, label in labels.items())


def _schools(actor: Actor, school: SchoolRef) -> tuple[tuple[str, str, bool], ...]:
    if len(actor.schools) < 2:
        return ()
    return tuple(
        (other.name, reverse("timetable:school", kwargs={"uai": other.uai}), other.id == school.id)
        for other in actor.schools
    )
