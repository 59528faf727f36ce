"""Recipients as the writing page offers and shows them: classes, groups, lists, the whole school, people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from preau.directory.models import Group
from preau.directory.people.audience import LeftOut, Who, audience_told
from preau.directory.policies import visible_lists
from preau.kernel import clock
from preau.kernel.actor import STAFF_PROFILES, Actor, Profile
from preau.kernel.words import folded
from preau.messaging.letter import Line, count_reached
from preau.messaging.rights.defaults import Width
from preau.messaging.rights.finding import Recipient, groups_open, people_found, people_named
from preau.messaging.rights.ties import Ties, ties_of
from preau.messaging.tokens import token_of

#: Groups shown of a search.
_MOST_GROUPS = 12

_WHOLE = (
    (Who.PUPILS, Profile.PUPIL), (Who.GUARDIANS, Profile.GUARDIAN), (Who.TEACHERS, Profile.TEACHER),
    (Who.VIE_SCOLAIRE, Profile.VIE_SCOLAIRE), (Who.DIRECTION, Profile.DIRECTION), (Who.STAFF, Profile.STAFF),
)  # fmt: skip

_NAMED = """
SELECT 'g' || g.id, coalesce(nullif(g.label, ''), g.code) FROM pupil_group g
 WHERE g.school_id = %(school)s AND g.id = ANY(%(groups)s)
 UNION ALL
SELECT 'l' || l.id, l.label FROM broadcast_list l WHERE l.school_id = %(school)s AND l.id = ANY(%(lists)s)
 UNION ALL
SELECT 'p' || p.id, p.first_name || ' ' || p.last_name FROM person p WHERE p.id = ANY(%(people)s)
"""


@dataclass(frozen=True, slots=True)
class Chosen:
    """One line of an address, ready to print."""

    token: str
    name: str
    detail: str
    role: str


@dataclass(frozen=True, slots=True)
class AddressTold:
    """How many people would have it, and the pupils whose family would not."""

    people: int
    left_out: tuple[LeftOut, ...]


def group_name(who: str, group: str) -> str:
    """« Parents de 4e B »; of the whole school when no group is named."""
    if not group:
        return {
            Who.PUPILS: _("Tous les élèves"), Who.GUARDIANS: _("Tous les parents"),
            Who.TEACHERS: _("Tous les enseignants"), Who.STAFF: _("Tous les personnels"),
            Who.VIE_SCOLAIRE: _("La vie scolaire"), Who.DIRECTION: _("La direction"),
        }[Who(who)]  # fmt: skip
    said = {
        Who.PUPILS: _("Élèves de %(group)s"), Who.GUARDIANS: _("Parents de %(group)s"),
        Who.TEACHERS: _("Enseignants de %(group)s"),
    }  # fmt: skip
    return said.get(Who(who), "%(group)s") % {"group": group}


def recipients_offered(actor: Actor, school_id: int) -> tuple[Recipient, ...]:
    """What one may choose without typing: classes and groups, lists, the whole school."""
    ties = ties_of(actor, school_id)
    return (*_groups(ties), *_lists(actor, school_id), *_whole(ties))


def search_recipients(actor: Actor, school_id: int, typed: str) -> tuple[Recipient, ...]:
    """Groups, lists and people whose name holds every word typed."""
    words = folded(typed).split()
    if not words:
        return ()
    ties = ties_of(actor, school_id)
    sets = (*_every_group(ties), *_lists(actor, school_id), *_whole(ties))
    squeezed = "".join(words)
    held = (
        one
        for one in sets
        if all(f" {word}" in f" {folded(one.name)}" for word in words)
        or squeezed in folded(one.name).replace(" ", "")
    )
    return (*list(held)[:_MOST_GROUPS], *people_found(ties, typed))


def _groups(ties: Ties) -> Iterator[Recipient]:
    for who, group in groups_open(ties):
        yield Recipient(f"g{group.id}:{who.value}", group_name(who, group.name), _("groupe"))


def _every_group(ties: Ties) -> Iterator[Recipient]:
    """Those of the school for who writes to the whole school, those that tie her for the others."""
    wide = [(who, profile) for who, profile in _WHOLE[:3] if ties.width(profile) is Width.SCHOOL]
    if not wide or not ties.actor.is_a(*STAFF_PROFILES):
        yield from _groups(ties)
        return
    today = clock.today()
    is_open = Q(closed_on=None) | Q(closed_on__gt=today)
    every = Group.objects.filter(is_open, school_id=ties.school_id).order_by("kind", "code", "pk")
    for pk, code, label in every.values_list("pk", "code", "label"):
        for who, _profile in wide:
            yield Recipient(f"g{pk}:{who.value}", group_name(who, label or code), _("groupe"))
    wide_tokens = {who.value for who, _profile in wide}
    yield from (one for one in _groups(ties) if one.token.partition(":")[2] not in wide_tokens)


def _whole(ties: Ties) -> Iterator[Recipient]:
    """Everybody of the school under a profile, for those whose rule opens the school to them."""
    if not ties.actor.is_a(*STAFF_PROFILES):
        return
    for who, profile in _WHOLE:
        ends = STAFF_PROFILES if who is Who.STAFF else {profile}
        if all(ties.width(end) is Width.SCHOOL for end in ends):
            yield Recipient(f"e:{who.value}", group_name(who, ""), _("tout l’établissement"))


def _lists(actor: Actor, school_id: int) -> Iterator[Recipient]:
    today = clock.today()
    for kept in visible_lists(actor).filter(school_id=school_id, is_archived=False):
        if (kept.ends_on is None or kept.ends_on > today) and actor.profile.value in kept.written_by:
            yield Recipient(f"l{kept.pk}", kept.label, _("liste de diffusion"))


def chosen_lines(
    actor: Actor, school_id: int, lines: Sequence[Line], always: Iterable[int] = ()
) -> tuple[Chosen, ...]:
    """The lines of an address with their names. A person is named to who may write to her; `always`: those who
    wrote to the actor, or with her.
    """
    audiences = [line.audience for line in lines]
    people = {one.person_id for one in audiences if one.person_id}
    hers = people & set(always)
    others = sorted(people - hers)
    known = {one.token: one for one in people_named(ties_of(actor, school_id), others)} if others else {}
    names = _names(school_id, lines, sorted(hers))
    shown = []
    for line in lines:
        token, one = token_of(line.audience), line.audience
        if one.who == Who.PERSON:
            found = known.get(token) or next((k for k in known.values() if k.token.startswith(f"{token}:")), None)
            name = (
                found.name if found else names.get(f"p{one.person_id}", _("Personne que vous ne pouvez joindre"))
            )
            shown.append(Chosen(token, name, found.detail if found else "", line.role))
        elif one.who == Who.LIST:
            shown.append(Chosen(token, names.get(f"l{one.list_id}", _("Liste fermée")), "", line.role))
        else:
            group = names.get(f"g{one.group_id}", "") if one.group_id else one.level
            shown.append(Chosen(token, group_name(one.who, group), "", line.role))
    return tuple(shown)


def _names(school_id: int, lines: Sequence[Line], people: list[int]) -> dict[str, str]:
    asked: dict[str, Any] = {
        "school": school_id, "people": people,
        "groups": [line.audience.group_id for line in lines if line.audience.group_id],
        "lists": [line.audience.list_id for line in lines if line.audience.list_id],
    }  # fmt: skip
    if not any((asked["people"], asked["groups"], asked["lists"])):
        return {}
    with connection.cursor() as cursor:
        return dict(cursor.execute(_NAMED, asked).fetchall())


def told_of(actor: Actor, school_id: int, lines: Sequence[Line]) -> AddressTold:
    """What is said before one sends."""
    if not lines:
        return AddressTold(0, ())
    people = count_reached(school_id, lines, but=actor.person_id)
    has_families = any(line.audience.who in {Who.GUARDIANS, Who.LIST} for line in lines)
    told = audience_told(school_id, [line.audience for line in lines]) if has_families else None
    return AddressTold(people, told.left_out if told else ())
