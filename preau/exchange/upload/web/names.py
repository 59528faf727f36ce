"""The names that a file writes otherwise than the school, with what each may stand for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from preau.directory.models import Group, Post, School, Subject
from preau.exchange.upload.models import Pairing
from preau.exchange.upload.people.groups import CREATE, LEAVE, Unknown
from preau.exchange.upload.rules import MOST_UNKNOWN
from preau.kernel import clock

What = Pairing.What
_TITLES = {
    What.DIVISION: "Classes",
    What.GROUP: "Groupes",
    What.TEACHER: "Enseignants",
    What.SUBJECT: "Matières",
}
_CREATES = {
    What.DIVISION: "ouvrir la classe « %(told)s »",
    What.GROUP: "ouvrir le groupe « %(told)s »",
    What.SUBJECT: "ajouter cette matière",
}
Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NameLine:
    what: str
    told: str
    label: str
    answer: str
    options: Options
    is_remembered: bool


@dataclass(frozen=True, slots=True)
class NameGroup:
    """The unknown names of one sort; `known` are what they may stand for, `more` how many are not shown."""

    title: str
    known_title: str
    known: Options
    lines: tuple[NameLine, ...]
    more: int


def names_to_pair(school_id: int, unknown: Iterable[Unknown]) -> tuple[NameGroup, ...]:
    """By sort, in the order of their names. Those beyond what a screen bears keep what is proposed."""
    by_sort: dict[str, list[Unknown]] = {}
    for one in unknown:
        by_sort.setdefault(one.what, []).append(one)
    return tuple(
        NameGroup(
            _TITLES[What(what)],
            _("Connus de l’établissement"),
            _known(school_id, what),
            tuple(_line(one) for one in some[:MOST_UNKNOWN]),
            max(0, len(some) - MOST_UNKNOWN),
        )
        for what, some in sorted(by_sort.items())
    )


def _line(one: Unknown) -> NameLine:
    create = _CREATES.get(What(one.what))
    options = [(CREATE, create % {"told": one.told})] if create else []
    if one.what != What.SUBJECT:
        options.append((LEAVE, _("laisser de côté")))
    return NameLine(one.what, one.told, one.label, str(one.answer), tuple(options), one.is_remembered)


def _known(school_id: int, what: str) -> Options:
    """What a name may stand for, with the id that says it."""
    if what in {What.DIVISION, What.GROUP}:
        kind = Group.Kind.DIVISION if what == What.DIVISION else Group.Kind.TEACHING
        groups = Group.objects.filter(school_id=school_id, kind=kind, closed_on=None)
        return tuple((str(pk), code) for pk, code in groups.values_list("id", "code"))
    if what == What.TEACHER:
        today = clock.today()
        posts = Post.objects.filter(school_id=school_id, begins_on__lte=today)
        people = posts.filter(Q(ends_on=None) | Q(ends_on__gt=today)).order_by("person__sorting_name", "person_id")
        rows = people.values_list("person_id", "person__last_name", "person__first_name").distinct()
        return tuple((str(pk), f"{last} {first}") for pk, last, first in rows)
    school = School.objects.get(pk=school_id)
    subjects = Subject.objects.filter(source__in=(school.source, school.uai))
    return tuple((str(pk), f"{label} ({code})") for pk, label, code in subjects.values_list("id", "label", "code"))
