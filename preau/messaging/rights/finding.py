"""Whom an actor may write to in a school: people by name, classes and groups (capability C30)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.directory.people.audience import INFORMED, Who
from preau.directory.people.reach import during
from preau.directory.people.wording import function_label
from preau.kernel import clock
from preau.kernel.actor import STAFF_PROFILES, Profile
from preau.kernel.words import folded
from preau.messaging.rights.defaults import ENDS, Width
from preau.messaging.rights.ties import TiedGroup, Ties

MOST_FOUND = 12

_ENROLLED = f"SELECT e.pupil_id FROM enrolment e WHERE e.school_id = %(school)s AND {during('e')}"  # noqa: S608
_MEMBERS = f"""
SELECT m.pupil_id FROM membership m WHERE m.school_id = %(school)s AND m.group_id = ANY(%({{groups}})s)
   AND {during("m")}"""  # noqa: S608
_TEACHERS = f"""
SELECT c.teacher_id, 'enseignant', 0 FROM course c
 WHERE c.school_id = %(school)s AND c.group_id = ANY(%({{groups}})s) AND c.teacher_id IS NOT NULL AND {during("c")}
 UNION ALL
SELECT f.person_id, 'enseignant', 0 FROM form_teacher f
 WHERE f.school_id = %(school)s AND f.group_id = ANY(%({{groups}})s) AND {during("f")}"""  # noqa: S608
_POSTS = f"""
SELECT o.person_id, o.profile, 0 FROM post o
 WHERE o.school_id = %(school)s AND o.profile = '{{profile}}' AND {during("o")}"""  # noqa: S608
_GUARDIANS = f"""
SELECT w.guardian_id, 'responsable', w.pupil_id FROM guardianship w
 WHERE w.pupil_id IN ({{pupils}}) AND {INFORMED}"""  # noqa: S608

_FOUND = f"""
WITH can (person_id, profile, pupil_id) AS MATERIALIZED ({{can}}), found AS (
    SELECT c.person_id, c.profile, array_agg(DISTINCT c.pupil_id) AS pupils, p.sorting_name,
           p.first_name || ' ' || p.last_name AS name
      FROM can c JOIN person p ON p.id = c.person_id
     WHERE c.person_id <> %(actor)s AND {{condition}}
     GROUP BY c.person_id, c.profile, p.sorting_name, p.first_name, p.last_name
     ORDER BY p.sorting_name, c.person_id, c.profile LIMIT %(most)s
)
SELECT f.person_id, f.profile, f.name, d.labels, o.functions, w.children
  FROM found f
  LEFT JOIN LATERAL (
       SELECT string_agg(DISTINCT coalesce(nullif(g.label, ''), g.code), ', ') AS labels
         FROM membership m JOIN pupil_group g ON g.id = m.group_id AND g.kind = 'division'
        WHERE m.pupil_id = ANY(f.pupils) AND m.school_id = %(school)s AND {during("m")}) d ON true
  LEFT JOIN LATERAL (
       SELECT array_agg(ARRAY[o.function, o.label, o.discipline] ORDER BY o.begins_on, o.id) AS functions
         FROM post o WHERE o.person_id = f.person_id AND o.profile = f.profile AND o.school_id = %(school)s
          AND {during("o")}) o ON true
  LEFT JOIN LATERAL (
       SELECT string_agg(c.first_name, ', ' ORDER BY c.sorting_name, c.id) AS children
         FROM person c WHERE f.profile = 'responsable' AND c.id = ANY(f.pupils)) w ON true
 ORDER BY f.sorting_name, f.person_id, f.profile
"""  # noqa: S608 - our own constants

_WHO = {Profile.PUPIL: Who.PUPILS, Profile.GUARDIAN: Who.GUARDIANS, Profile.TEACHER: Who.TEACHERS}


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody, or some people, the actor may write to. `token` is what a form says of it: `p12:responsable`
    (a person under a hat), `g5:eleves` (of a group), `e:personnels` (of the school), `l3` (a list).
    """

    token: str
    name: str
    detail: str


def people_found(ties: Ties, typed: str) -> tuple[Recipient, ...]:
    """The people the actor may write to whose name begins, word by word, like what is typed; the first twelve."""
    words = folded(typed).split()
    if not words:
        return ()
    condition = " AND ".join(f"' ' || p.sorting_name LIKE %(word{n})s" for n in range(len(words)))
    more: dict[str, Any] = {f"word{n}": f"% {_plain(word)}%" for n, word in enumerate(words)}
    return _found(ties, condition, MOST_FOUND, more)


def people_named(ties: Ties, people: Sequence[int]) -> tuple[Recipient, ...]:
    """Those of these persons the actor may write to, once a hat, with what a page says of them."""
    return _found(ties, "c.person_id = ANY(%(people)s)", 10_000, {"people": list(people)})


def people_open_to(ties: Ties, people: Sequence[int]) -> frozenset[tuple[int, str]]:
    """Those of these persons the actor may write to, each with the hats that are open."""
    pairs = (one.token[1:].split(":") for one in people_named(ties, people))
    return frozenset((int(pk), profile) for pk, profile in pairs)


def groups_open(ties: Ties) -> tuple[tuple[Who, TiedGroup], ...]:
    """« Parents de 4e B »: whom in the groups that tie her, or hers when she writes to the whole school anyway."""
    offered = []
    for profile, who in _WHO.items():
        hers = ties.groups if ties.width(profile) is Width.SCHOOL else ties.groups_open_to(profile)
        if profile in {Profile.GUARDIAN, Profile.PUPIL} and ties.actor.is_a(Profile.GUARDIAN):
            hers = ties.groups_open_to(profile) if profile is Profile.GUARDIAN else ()
        if profile is Profile.GUARDIAN and ties.actor.is_a(Profile.PUPIL):
            hers = ()
        offered += [(who, group) for group in hers]
    return tuple(offered)


def _found(ties: Ties, condition: str, most: int, more: dict[str, Any]) -> tuple[Recipient, ...]:
    asked: dict[str, Any] = {
        "school": ties.school_id, "actor": ties.actor.person_id, "day": clock.today(), "mine": list(ties.mine),
        "most": most, **more,
    }  # fmt: skip
    pieces = [piece for profile in ENDS for piece in _pieces(ties, profile, asked)]
    if not pieces:
        return ()
    statement = _FOUND.format(can=" UNION ALL ".join(pieces), condition=condition)
    with connection.cursor() as cursor:
        rows = cursor.execute(statement, asked).fetchall()
    return tuple(_recipient(*row) for row in rows)


def _pieces(ties: Ties, to: Profile, asked: dict[str, Any]) -> list[str]:
    """SQL of the people of this profile that are open to the actor."""
    width = ties.width(to)
    if to in STAFF_PROFILES and (width is Width.SCHOOL or to is not Profile.TEACHER):
        return [_POSTS.format(profile=to.value)] if width is Width.SCHOOL else []
    name = f"groups_{to.value}"
    asked[name] = [group.id for group in ties.groups_open_to(to)]
    if to is Profile.TEACHER:
        return [_TEACHERS.format(groups=name)]
    pupils = _ENROLLED if width is Width.SCHOOL else _MEMBERS.format(groups=name)
    if to is Profile.PUPIL:
        if ties.actor.is_a(Profile.GUARDIAN) and width is not Width.NONE:
            pupils = "SELECT unnest(%(mine)s::bigint[])"
        return [f"SELECT pupil_id, 'eleve', pupil_id FROM ({pupils}) AS u (pupil_id)"]  # noqa: S608
    if ties.actor.is_a(Profile.PUPIL):
        return [] if width is Width.NONE else [_GUARDIANS.format(pupils="SELECT unnest(%(mine)s::bigint[])")]
    return [_GUARDIANS.format(pupils=pupils)]


def _recipient(
    person_id: int,
    profile: str,
    name: str,
    labels: str | None,
    functions: list[list[str]] | None,
    children: str | None,
) -> Recipient:
    if profile == Profile.PUPIL:
        detail = labels or _("élève")
    elif profile == Profile.GUARDIAN:
        detail = _("parent de %(child)s") % {"child": children or ""} + (f" – {labels}" if labels else "")
    else:
        detail = ", ".join(dict.fromkeys(function_label(*one) for one in functions or ()))
    return Recipient(f"p{person_id}:{profile}", name, detail)


def _plain(word: str) -> str:
    """A percent sign or an underscore typed is looked for as such."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
