"""Who sits side by side: a class, a group, a teacher, a pupil or a room, by a short key in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, unquote

from django.http import HttpRequest
from django.utils.translation import gettext as _

from preau.kernel.actor import Actor, SchoolRef
from preau.kernel.refusals import NotAllowed
from preau.timetable.policies import may_see_rooms
from preau.timetable.queries.lines import Seen
from preau.timetable.queries.ties import (
    Choice,
    readable_classes_and_groups,
    readable_pupils,
    readable_rooms,
    readable_teachers,
)
from preau.timetable.queries.weeks import Whose
from preau.timetable.rules import MOST_FOUND, MOST_TOGETHER

_KINDS = {"c": Seen.BY_CLASS, "g": Seen.BY_GROUP, "e": Seen.BY_TEACHER, "p": Seen.BY_PUPIL, "s": Seen.BY_ROOM}
#: In characters: a key longer than this names no room.
_LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody or something chosen."""

    key: str
    label: str
    seen: Seen

    def whose(self, school: SchoolRef) -> Whose:
        named = unquote(self.key[1:])
        return Whose(self.seen, named if self.seen is Seen.BY_ROOM else int(named), (school.id,))


@dataclass(frozen=True, slots=True)
class Seats:
    """Those chosen, those that a list offers (title, list of (key, label)), and the pupils found by name."""

    chosen: tuple[Seat, ...]
    offered: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    found: tuple[tuple[str, str], ...]

    @property
    def keys(self) -> list[str]:
        return [seat.key for seat in self.chosen]


def seats_of(request: HttpRequest, actor: Actor, school: SchoolRef, on: date) -> Seats:
    """Those of `?avec=c12,e34` and of `?plus=`, each one the actor may read, or a page that does not exist; the
    pupils of `?eleve=`, by the beginnings of their names.
    """
    keys = _asked_keys(request)
    known = _known(actor, school, on)
    named = request.GET.get("eleve", "").strip()[:60]
    pupil_ids = [int(key[1:]) for key in keys if key[0] == "p" and key[1:].isdecimal() and len(key) < 19]
    pupils: dict[str, str] = {}
    if pupil_ids or named:
        some = readable_pupils(actor, school.id, pupil_ids=pupil_ids, named=named, most=MOST_FOUND + MOST_TOGETHER)
        pupils = {f"p{one.key}": one.label for one in some}
    labels = {**{key: label for some in known.values() for key, label in some}, **pupils}
    seats = tuple(_seat(actor, school, key, labels) for key in keys)
    offered = tuple((title, tuple(one for one in some if one[0] not in keys)) for title, some in known.items())
    found = [(key, label) for key, label in pupils.items() if key not in keys]
    return Seats(seats, tuple((title, some) for title, some in offered if some), tuple(found[:MOST_FOUND]))


def _asked_keys(request: HttpRequest) -> list[str]:
    asked = [*request.GET.get("avec", "").split(","), request.GET.get("plus", "")]
    return list(dict.fromkeys(key[:_LONGEST_KEY] for key in asked if key))[:MOST_TOGETHER]


def _known(actor: Actor, school: SchoolRef, on: date) -> dict[str, tuple[tuple[str, str], ...]]:
    classes, groups = readable_classes_and_groups(actor, school.id)
    return {
        _("Classes"): _keyed("c", classes),
        _("Groupes"): _keyed("g", groups),
        _("Enseignants"): _keyed("e", readable_teachers(actor, school.id)),
        _("Salles"): _keyed("s", readable_rooms(actor, school.id, on)),
    }


def _keyed(kind: str, choices: Sequence[Choice]) -> tuple[tuple[str, str], ...]:
    """The comma parts the keys: names that have one are quoted."""
    return tuple((kind + quote(one.key, safe=""), one.label) for one in choices)


def _seat(actor: Actor, school: SchoolRef, key: str, labels: dict[str, str]) -> Seat:
    seen = _KINDS.get(key[0])
    label = labels.get(key)
    if seen is Seen.BY_ROOM and may_see_rooms(actor, school.id):
        # A room free that day: a name, with nothing behind it to protect.
        label = _("Salle %(room)s") % {"room": label or unquote(key[1:])[:60]}
    if seen is None or not label:
        raise NotAllowed
    return Seat(key, label, seen)
