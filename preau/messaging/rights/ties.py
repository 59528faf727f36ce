"""What ties an actor to a school's classes and groups, and what the school decided: one statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from preau.directory.people.reach import TIED_GROUPS, during
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile
from preau.messaging.rights.defaults import Width, default_width

_MINE = {
    True: f"""SELECT m.group_id FROM membership m
               WHERE m.school_id = %(school)s AND m.pupil_id = ANY(%(mine)s) AND {during("m")}""",  # noqa: S608
    False: TIED_GROUPS,
}

_TIES = f"""
SELECT 'groupe', g.id, coalesce(nullif(g.label, ''), g.code), g.kind,
       EXISTS (SELECT FROM class_delegate x WHERE x.group_id = g.id AND x.person_id = %(actor)s
                  AND x.profile = %(profile)s AND {during("x")})
  FROM pupil_group g
 WHERE g.school_id = %(school)s AND (g.closed_on IS NULL OR g.closed_on > %(day)s) AND g.id IN ({{mine}})
 UNION ALL
SELECT 'regle', 0, r.to_profile, r.width, false FROM writing_rule r
 WHERE r.school_id = %(school)s AND r.from_profile = %(profile)s
 UNION ALL
SELECT 'dans', r.group_id, r.to_profile, '', r.is_allowed FROM group_writing_rule r
 WHERE r.school_id = %(school)s AND r.from_profile = %(profile)s
 ORDER BY 1, 3, 2
"""  # noqa: S608 - our own constants


@dataclass(frozen=True, slots=True)
class TiedGroup:
    """A class or group of the actor, or of her children. `is_delegate`: she speaks for it."""

    id: int
    name: str
    kind: str
    is_delegate: bool


@dataclass(frozen=True, slots=True)
class Ties:
    """`mine`: the pupils the actor is, or answers for, in the school; `chosen`: the widths the school chose."""

    actor: Actor
    school_id: int
    mine: tuple[int, ...]
    groups: tuple[TiedGroup, ...]
    chosen: Mapping[str, str]
    inside: Mapping[tuple[int, str], bool]

    def width(self, to: str) -> Width:
        """How far the actor writes to this profile: the school's choice, else the default."""
        return Width(self.chosen.get(to) or default_width(self.actor.profile, to))

    def groups_open_to(self, to: str) -> tuple[TiedGroup, ...]:
        """The groups that tie the actor to people of this profile. One made by hand ties nobody by itself; a
        delegate of the parents writes to those of her class.
        """
        is_tied = self.width(to) is Width.TIED
        return tuple(
            group
            for group in self.groups
            if self.inside.get(
                (group.id, to),
                (is_tied and group.kind != "manuel")
                or (group.is_delegate and self.actor.profile == to == Profile.GUARDIAN),
            )
        )


def ties_of(actor: Actor, school_id: int) -> Ties:
    """In the scope of the school."""
    is_family = actor.is_a(Profile.GUARDIAN, Profile.PUPIL)
    mine = _mine(actor, school_id)
    asked: dict[str, Any] = {
        "school": school_id, "actor": actor.person_id, "profile": actor.profile.value, "day": clock.today(),
        "mine": list(mine),
    }  # fmt: skip
    with connection.cursor() as cursor:
        rows = cursor.execute(_TIES.format(mine=_MINE[is_family]), asked).fetchall()
    return Ties(
        actor=actor,
        school_id=school_id,
        mine=mine,
        groups=tuple(TiedGroup(pk, name, kind, flag) for what, pk, name, kind, flag in rows if what == "groupe"),
        chosen={to: width for what, _pk, to, width, _flag in rows if what == "regle"},
        inside={(pk, to): flag for what, pk, to, _kind, flag in rows if what == "dans"},
    )


def _mine(actor: Actor, school_id: int) -> tuple[int, ...]:
    if actor.is_a(Profile.PUPIL):
        return (actor.person_id,) if actor.in_school(school_id) else ()
    return tuple(ward.pupil_id for ward in actor.wards if school_id in ward.school_ids)
