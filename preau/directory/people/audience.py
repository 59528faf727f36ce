"""Who is addressed: the people of a school that a message, a news item or a word goes to, on a day.

The one place where « the guardians of 4e B » becomes persons. Everything starts from the school. A guardian is
reached for a pupil of hers when she is informed of her schooling (rule B8: no « aucun contact », no pupil of age
who opposes it); a form teacher is a teacher of her class; a broadcast list is the audiences it holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db import connection

from preau.directory.people.reach import during
from preau.kernel import clock


class Who(StrEnum):
    """Some of the people of a school; of a class, a group or a level when one is named (never for the staff)."""

    PUPILS = "eleves"
    GUARDIANS = "responsables"
    TEACHERS = "enseignants"
    STAFF = "personnels"
    VIE_SCOLAIRE = "vie_scolaire"
    DIRECTION = "direction"
    #: Those of a broadcast list.
    LIST = "liste"
    #: One person, under a hat when `profile` names it.
    PERSON = "personne"


@dataclass(frozen=True, slots=True)
class Audience:
    """One line of an address. Without group nor level: all those of the school."""

    who: str
    group_id: int | None = None
    level: str = ""
    list_id: int | None = None
    person_id: int | None = None
    profile: str = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """A person, the hat she is addressed under, and the pupil she is addressed for (0: nobody in particular)."""

    person_id: int
    profile: str
    pupil_id: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A pupil whose family is not reached, and why."""

    pupil_id: int
    name: str
    division: str
    opposes: bool


@dataclass(frozen=True, slots=True)
class AudienceTold:
    """How many people, how many under each hat, and the pupils whose family gets nothing."""

    people: int
    by_profile: dict[str, int]
    left_out: tuple[LeftOut, ...]


# The pupils of each line of the address that day; a list gives the lines it holds.
_PUPILS = f"""
WITH line AS MATERIALIZED (
    SELECT a.* FROM jsonb_to_recordset(%(audiences)s::jsonb)
        AS a(who text, group_id bigint, level text, list_id bigint, person_id bigint, profile text)
     WHERE a.who <> 'liste'
     UNION
    SELECT b.who, b.group_id, '', NULL::bigint, NULL::bigint, ''
      FROM jsonb_to_recordset(%(audiences)s::jsonb) AS a(who text, list_id bigint)
      JOIN broadcast_audience b ON b.of_id = a.list_id AND b.school_id = %(school)s
     WHERE a.who = 'liste'
),
enrolled AS MATERIALIZED (
    SELECT e.pupil_id, u.level FROM enrolment e JOIN pupil u ON u.person_id = e.pupil_id
     WHERE e.school_id = %(school)s AND {during("e")}
),
pupils AS MATERIALIZED (
    SELECT l.who, e.pupil_id FROM line l JOIN enrolled e ON l.level = '' OR l.level = e.level
     WHERE l.group_id IS NULL AND l.who IN ('eleves', 'responsables')
     UNION
    SELECT l.who, e.pupil_id FROM line l
      JOIN membership m ON m.group_id = l.group_id AND m.school_id = %(school)s AND {during("m")}
      JOIN enrolled e ON e.pupil_id = m.pupil_id
     WHERE l.who IN ('eleves', 'responsables')
)"""  # noqa: S608 - our own constants

#: A guardian informed of her pupil, whom nothing keeps from it (row `w`, parameter `day`).
INFORMED = f"""{during("w")} AND w.is_informed AND w.guardian_id <> w.pupil_id
       AND NOT EXISTS (SELECT FROM guardianship n WHERE n.pupil_id = w.pupil_id AND n.guardian_id = w.guardian_id
                          AND n.no_contact AND {during("n")})
       AND NOT EXISTS (SELECT FROM adult_opposition o WHERE o.pupil_id = w.pupil_id AND {during("o")})"""  # noqa: S608

#: Everybody addressed, as (`person_id`, `profile`, `pupil_id`): a person comes once a hat and a pupil. A whole
#: statement, and stands in brackets after FROM; its parameters are those of `addressed`.
REACHED = f"""{_PUPILS}
SELECT pupil_id AS person_id, 'eleve' AS profile, pupil_id FROM pupils WHERE who = 'eleves'
 UNION
SELECT w.guardian_id, 'responsable', p.pupil_id FROM pupils p JOIN guardianship w ON w.pupil_id = p.pupil_id
 WHERE p.who = 'responsables' AND {INFORMED}
 UNION
SELECT c.teacher_id, 'enseignant', 0 FROM line l
  JOIN course c ON c.group_id = l.group_id AND c.school_id = %(school)s AND {during("c")}
 WHERE l.who = 'enseignants' AND c.teacher_id IS NOT NULL
 UNION
SELECT f.person_id, 'enseignant', 0 FROM line l
  JOIN form_teacher f ON f.group_id = l.group_id AND f.school_id = %(school)s AND {during("f")}
 WHERE l.who = 'enseignants'
 UNION
SELECT c.teacher_id, 'enseignant', 0 FROM line l JOIN enrolled e ON e.level = l.level
  JOIN membership m ON m.pupil_id = e.pupil_id AND m.school_id = %(school)s AND {during("m")}
  JOIN course c ON c.group_id = m.group_id AND c.school_id = %(school)s AND {during("c")}
 WHERE l.who = 'enseignants' AND l.level <> '' AND c.teacher_id IS NOT NULL
 UNION
SELECT o.person_id, o.profile, 0 FROM line l JOIN post o ON o.school_id = %(school)s AND {during("o")}
 WHERE l.group_id IS NULL AND l.level = ''
   AND (l.who = 'personnels' OR (l.who = 'enseignants' AND o.profile = 'enseignant')
        OR (l.who IN ('vie_scolaire', 'direction') AND o.profile = l.who))
 UNION
SELECT o.person_id, o.profile, 0 FROM line l
  JOIN post o ON o.person_id = l.person_id AND o.school_id = %(school)s AND {during("o")}
 WHERE l.who = 'personne' AND l.profile IN ('', o.profile)
 UNION
SELECT e.pupil_id, 'eleve', e.pupil_id FROM line l JOIN enrolled e ON e.pupil_id = l.person_id
 WHERE l.who = 'personne' AND l.profile IN ('', 'eleve')
 UNION
SELECT w.guardian_id, 'responsable', w.pupil_id FROM line l
  JOIN guardianship w ON w.guardian_id = l.person_id JOIN enrolled e ON e.pupil_id = w.pupil_id
 WHERE l.who = 'personne' AND l.profile IN ('', 'responsable') AND {INFORMED}
"""  # noqa: S608 - our own constants

_COUNT = f"""
SELECT profile, count(*), sum(count(*)) OVER () FROM (
    SELECT DISTINCT ON (person_id) person_id, profile FROM ({REACHED}) r
     ORDER BY person_id, profile IN ('eleve', 'responsable'), profile) one
 GROUP BY profile ORDER BY profile
"""  # noqa: S608 - our own constants

_LEFT_OUT = f"""{_PUPILS}
SELECT p.id, p.first_name || ' ' || p.last_name, coalesce(d.label, ''),
       EXISTS (SELECT FROM adult_opposition o WHERE o.pupil_id = p.id AND {during("o")})
  FROM (SELECT DISTINCT pupil_id FROM pupils WHERE who = 'responsables') a
  JOIN person p ON p.id = a.pupil_id
  LEFT JOIN LATERAL (
       SELECT coalesce(nullif(g.label, ''), g.code) AS label
         FROM membership x JOIN pupil_group g ON g.id = x.group_id AND g.kind = 'division'
        WHERE x.pupil_id = p.id AND x.school_id = %(school)s AND {during("x")}
        ORDER BY x.begins_on DESC, x.id LIMIT 1) d ON true
 WHERE NOT EXISTS (SELECT FROM guardianship w WHERE w.pupil_id = a.pupil_id AND {INFORMED})
 ORDER BY p.sorting_name, p.id
"""  # noqa: S608 - our own constants


def addressed(school_id: int, audiences: Iterable[Audience], day: date | None = None) -> dict[str, Any]:
    """The parameters of `REACHED`: the people of one school, on a day (today)."""
    lines = json.dumps([asdict(one) for one in audiences])
    return {"school": school_id, "audiences": lines, "day": day or clock.today()}


def people_addressed(
    school_id: int, audiences: Iterable[Audience], day: date | None = None
) -> tuple[Reached, ...]:
    """Everybody addressed, in the order of ids."""
    statement = f"SELECT * FROM ({REACHED}) r ORDER BY person_id, profile, pupil_id"  # noqa: S608 - our own constant
    with connection.cursor() as cursor:
        rows = cursor.execute(statement, addressed(school_id, audiences, day)).fetchall()
    return tuple(Reached(*row) for row in rows)


def count_addressed(school_id: int, audiences: Iterable[Audience], person_id: int) -> tuple[int, bool]:
    """How many persons, and whether this one is among them. Counts nothing else: it is asked as one sends."""
    asked = {**addressed(school_id, audiences), "person": person_id}
    statement = f"SELECT count(DISTINCT person_id), bool_or(person_id = %(person)s) FROM ({REACHED}) r"  # noqa: S608
    with connection.cursor() as cursor:
        row = cursor.execute(statement, asked).fetchone()
    return (int(row[0]), bool(row[1])) if row else (0, False)


def audience_told(school_id: int, audiences: Iterable[Audience]) -> AudienceTold:
    """What is said before one sends. A person addressed under two hats counts once, under that of her work."""
    asked = addressed(school_id, audiences)
    with connection.cursor() as cursor:
        counted = cursor.execute(_COUNT, asked).fetchall()
        left_out = cursor.execute(_LEFT_OUT, asked).fetchall()
    return AudienceTold(
        people=int(counted[0][2]) if counted else 0,
        by_profile={profile: count for profile, count, _all in counted},
        left_out=tuple(LeftOut(*row) for row in left_out),
    )
