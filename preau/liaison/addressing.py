"""Whose families a word goes to: keys kept with it, and the pupils they name today.

`directory.people.audience` says who is in a class, a group, a level. A key is `ecole`, `n4EME` or `g12`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.directory.models import Group
from preau.directory.people.audience import REACHED, Audience, Who, addressed
from preau.directory.people.reach import TIED_GROUPS, asked, during
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.liaison.policies import writes_any
from preau.liaison.signing import readers

SCHOOL = "ecole"

# Parameters of REACHED, and `only`: ids of the pupils chosen, empty for all.
_PUPILS = f"""
SELECT r.pupil_id FROM ({REACHED}) r
 WHERE r.profile = 'eleve' AND (%(only)s::bigint[] = '{{}}' OR r.pupil_id = ANY(%(only)s::bigint[]))
"""  # noqa: S608 - our own constant

_LEVELS = f"""
SELECT DISTINCT u.level FROM enrolment e JOIN pupil u ON u.person_id = e.pupil_id
 WHERE e.school_id = %(school)s AND {during("e")} AND u.level <> '' ORDER BY 1
"""  # noqa: S608 - our own constants

# Of each pupil: her name, her class, how many guardians read, how many signatures count, how many opened accounts.
_FAMILIES = f"""
WITH reader AS MATERIALIZED ({readers()})
SELECT p.id, p.first_name || ' ' || p.last_name, coalesce(d.label, ''),
       count(r.person_id) FILTER (WHERE r.person_id <> p.id),
       count(r.person_id) FILTER (WHERE r.decides),
       count(a.id) FILTER (WHERE r.decides OR r.person_id <> p.id)
  FROM unnest(%(of)s::bigint[]) AS x (pupil_id)
  JOIN person p ON p.id = x.pupil_id
  LEFT JOIN reader r ON r.pupil_id = p.id
  LEFT JOIN account a ON a.person_id = r.person_id AND a.activated_at IS NOT NULL AND a.blocked_at IS NULL
  LEFT JOIN LATERAL (
       SELECT coalesce(nullif(g.label, ''), g.code) AS label
         FROM membership m JOIN pupil_group g ON g.id = m.group_id AND g.kind = 'division'
        WHERE m.pupil_id = p.id AND m.school_id = %(school)s AND {during("m")}
        ORDER BY m.begins_on DESC, m.id LIMIT 1) d ON true
 GROUP BY p.id, p.first_name, p.last_name, d.label, p.sorting_name
 ORDER BY coalesce(d.label, ''), p.sorting_name, p.id
"""  # noqa: S608 - our own constants


@dataclass(frozen=True, slots=True)
class Place:
    """A class, a group, a level, or the school, that may be addressed."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """A pupil and her family: how many read, how many signatures count, how many have opened their account."""

    pupil_id: int
    name: str
    division: str
    readers: int
    signers: int
    connected: int


def audiences_of(keys: Iterable[str]) -> tuple[Audience, ...]:
    """The pupils that these keys name, as `directory` addresses them."""
    return tuple(_audience(key) for key in keys)


def _audience(key: str) -> Audience:
    if key.startswith("g") and key[1:].isdecimal():
        return Audience(Who.PUPILS, group_id=int(key[1:]))
    return Audience(Who.PUPILS, level=key[1:] if key.startswith("n") else "")


def places_of(actor: Actor, school_id: int) -> tuple[Place, ...]:
    """What this actor may address: her classes and groups; levels, the school and all groups for who writes to
    all.
    """
    every = writes_any(actor)
    day = clock.today()
    groups = Group.objects.filter(school_id=school_id, closed_on=None).order_by("kind", "code", "id")
    levels: list[str] = []
    with connection.cursor() as cursor:
        if every:
            rows = cursor.execute(_LEVELS, {"school": school_id, "day": day}).fetchall()
            levels = [level for (level,) in rows]
        else:
            rows = cursor.execute(TIED_GROUPS, asked(actor, school_id, day)).fetchall()
            groups = groups.filter(pk__in=[pk for (pk,) in rows])
    return (
        *(Place(f"g{pk}", label or code) for pk, code, label in groups.values_list("pk", "code", "label")),
        *(Place(f"n{level}", _("Tout le niveau %(level)s") % {"level": level}) for level in levels),
        *((Place(SCHOOL, _("Tout l’établissement")),) if every else ()),
    )


def said(keys: Iterable[str], groups: Mapping[int, str]) -> str:
    """Keys in French words; `groups` names those of `group_ids_of`."""
    return ", ".join(_said(key, groups) for key in keys)


def _said(key: str, groups: Mapping[int, str]) -> str:
    if key == SCHOOL:
        return _("Tout l’établissement")
    if key.startswith("n"):
        return _("Tout le niveau %(level)s") % {"level": key[1:]}
    return groups.get(int(key[1:]), _("un groupe fermé"))


def group_names(school_id: int, keys: Iterable[str]) -> dict[int, str]:
    """The names of the classes and groups that these keys name."""
    ids = [int(key[1:]) for key in keys if key.startswith("g")]
    rows = Group.objects.filter(school_id=school_id, pk__in=ids).values_list("pk", "code", "label")
    return {pk: label or code for pk, code, label in rows}


def pupils_of(school_id: int, keys: Iterable[str], only: Iterable[int] = ()) -> tuple[int, ...]:
    """The pupils addressed today."""
    parameters = {**addressed(school_id, audiences_of(keys)), "only": list(only)}
    with connection.cursor() as cursor:
        rows = cursor.execute(f"{_PUPILS} ORDER BY 1", parameters).fetchall()
    return tuple(pupil_id for (pupil_id,) in rows)


def families_of(school_id: int, pupil_ids: Iterable[int]) -> tuple[FamilyLine, ...]:
    """By class, then by name."""
    parameters: dict[str, Any] = {"school": school_id, "of": list(pupil_ids), "day": clock.today()}
    with connection.cursor() as cursor:
        rows = cursor.execute(_FAMILIES, parameters).fetchall()
    return tuple(FamilyLine(*row) for row in rows)
