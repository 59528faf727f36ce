"""Whom a piece of news is for, as keys kept with it; and the keys that a reader holds in each of her schools.

`directory.people.audience` says who is addressed, one by one: it counts readers before publication, and says who
did not acknowledge. To read a page nobody is listed: what a person is that day (`READERS`) meets what the item
asks. A test holds both to the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from preau.directory.people.audience import INFORMED, Audience, Who
from preau.directory.people.reach import during
from preau.kernel import clock
from preau.kernel.actor import STAFF_PROFILES, Actor, Profile

#: What an item may ask: all those of a school, and those that may be narrowed to a class, a group or a level.
EVERY = (Who.GUARDIANS, Who.PUPILS, Who.TEACHERS, Who.VIE_SCOLAIRE, Who.DIRECTION, Who.STAFF)
OF_PUPILS = (Who.GUARDIANS, Who.PUPILS, Who.TEACHERS)

#: Who reads news: everybody who is something in a school.
READING = frozenset({Profile.PUPIL, Profile.GUARDIAN, *STAFF_PROFILES})

# One row per person, hat and school with the keys held there. Parameters: `people` (ids), `profiles` (hats),
# `schools` (ids), `day`.
READERS = f"""
child AS MATERIALIZED (
    SELECT e.pupil_id AS person_id, 'eleve' AS profile, 'eleves' AS who, e.school_id, e.pupil_id
      FROM enrolment e
     WHERE e.pupil_id = ANY(%(people)s::bigint[]) AND e.school_id = ANY(%(schools)s::bigint[]) AND {during("e")}
       AND 'eleve' = ANY(%(profiles)s::text[])
     UNION ALL
    SELECT w.guardian_id, 'responsable', 'responsables', e.school_id, e.pupil_id
      FROM guardianship w JOIN enrolment e ON e.pupil_id = w.pupil_id
     WHERE w.guardian_id = ANY(%(people)s::bigint[]) AND e.school_id = ANY(%(schools)s::bigint[]) AND {during("e")}
       AND 'responsable' = ANY(%(profiles)s::text[]) AND {INFORMED}
),
taught AS MATERIALIZED (
    SELECT c.teacher_id AS person_id, c.school_id, c.group_id, true AS is_course
      FROM course c
     WHERE c.teacher_id = ANY(%(people)s::bigint[]) AND c.school_id = ANY(%(schools)s::bigint[]) AND {during("c")}
       AND 'enseignant' = ANY(%(profiles)s::text[])
     UNION
    SELECT f.person_id, f.school_id, f.group_id, false
      FROM form_teacher f
     WHERE f.person_id = ANY(%(people)s::bigint[]) AND f.school_id = ANY(%(schools)s::bigint[]) AND {during("f")}
       AND 'enseignant' = ANY(%(profiles)s::text[])
),
reader AS MATERIALIZED (
    SELECT person_id, profile, school_id, array_agg(DISTINCT key) AS keys FROM (
        SELECT person_id, profile, school_id, who AS key FROM child
         UNION ALL
        SELECT h.person_id, h.profile, h.school_id, h.who || ':n' || u.level
          FROM child h JOIN pupil u ON u.person_id = h.pupil_id
         UNION ALL
        SELECT h.person_id, h.profile, h.school_id, h.who || ':g' || m.group_id
          FROM child h JOIN membership m ON m.pupil_id = h.pupil_id AND m.school_id = h.school_id AND {during("m")}
         UNION ALL
        SELECT o.person_id, o.profile, o.school_id, k.key
          FROM post o
          JOIN (VALUES ('enseignant', 'enseignants'), ('vie_scolaire', 'vie_scolaire'),
                       ('direction', 'direction'), ('enseignant', 'personnels'), ('vie_scolaire', 'personnels'),
                       ('direction', 'personnels'), ('personnel', 'personnels')) k(profile, key)
            ON k.profile = o.profile
         WHERE o.person_id = ANY(%(people)s::bigint[]) AND o.school_id = ANY(%(schools)s::bigint[])
           AND o.profile = ANY(%(profiles)s::text[]) AND {during("o")}
         UNION ALL
        SELECT person_id, 'enseignant', school_id, 'enseignants:g' || group_id FROM taught
         UNION ALL
        SELECT t.person_id, 'enseignant', t.school_id, 'enseignants:n' || u.level
          FROM taught t
          JOIN membership m ON m.group_id = t.group_id AND m.school_id = t.school_id AND {during("m")}
          JOIN enrolment e ON e.pupil_id = m.pupil_id AND e.school_id = t.school_id AND {during("e")}
          JOIN pupil u ON u.person_id = m.pupil_id
         WHERE t.is_course
    ) held GROUP BY person_id, profile, school_id
)"""  # noqa: S608 - our own constants


def reading(actor: Actor, school_ids: Iterable[int] | None = None, **more: Any) -> dict[str, Any]:
    """The parameters of `READERS` for one person under her hat, in her schools, and `more`."""
    return {
        "people": [actor.person_id], "profiles": [actor.profile.value],
        "schools": list(actor.school_ids if school_ids is None else school_ids), "day": clock.today(), **more,
    }  # fmt: skip


def key_of(audience: Audience) -> str:
    """`responsables`, `eleves:g12`, `enseignants:n4EME`."""
    if audience.group_id is not None:
        return f"{audience.who}:g{audience.group_id}"
    return f"{audience.who}:n{audience.level}" if audience.level else str(audience.who)


def audience_of(key: str) -> Audience:
    """What a key says."""
    who, _colon, of = key.partition(":")
    if of.startswith("g"):
        return Audience(who, group_id=int(of[1:]))
    return Audience(who, level=of[1:])


def audiences_of(keys: Iterable[str]) -> tuple[Audience, ...]:
    return tuple(audience_of(key) for key in keys)


def group_ids_of(keys: Iterable[str]) -> frozenset[int]:
    """The classes and groups that these keys name."""
    return frozenset(one.group_id for one in audiences_of(keys) if one.group_id is not None)


def said(keys: Iterable[str], groups: Mapping[int, str]) -> tuple[str, ...]:
    """Each key in French words; `groups` names those of `group_ids_of`."""
    return tuple(_said(audience_of(key), groups) for key in keys)


def _said(one: Audience, groups: Mapping[int, str]) -> str:
    who = who_label(one.who)
    if one.group_id is not None:
        return _("%(who)s de %(group)s") % {"who": who, "group": groups.get(one.group_id, _("un groupe fermé"))}
    return _("%(who)s de %(group)s") % {"who": who, "group": one.level} if one.level else who


def who_label(who: str) -> str:
    """`responsables`, `élèves`."""
    return {
        Who.GUARDIANS.value: _("responsables"),
        Who.PUPILS.value: _("élèves"),
        Who.TEACHERS.value: _("enseignants"),
        Who.STAFF.value: _("tous les personnels"),
        Who.VIE_SCOLAIRE.value: _("vie scolaire"),
        Who.DIRECTION.value: _("direction"),
    }[str(who)]
