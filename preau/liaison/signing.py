"""Who signs for a pupil, and who reads, as SQL that other statements stand on (rule B8, ADR 0025).

A pupil of age or emancipated signs alone: she does herself what her parents did. For another, each guardian who
decides for her. Whoever is informed of her schooling reads, and so does she.
"""

from __future__ import annotations

from django.db import connection

from preau.directory.people.audience import INFORMED
from preau.directory.rules import COMING_OF_AGE
from preau.kernel import clock


def adult(pupil: str) -> str:
    """SQL: the pupil of this column signs for herself on `%(day)s`."""
    return f"""(EXISTS (SELECT FROM person g WHERE g.id = {pupil}
                           AND g.born_on + interval '{COMING_OF_AGE} years' <= %(day)s)
        OR EXISTS (SELECT FROM adult_opposition g WHERE g.pupil_id = {pupil} AND g.is_emancipated
                      AND g.begins_on <= %(day)s AND (g.ends_on IS NULL OR g.ends_on > %(day)s)))"""  # noqa: S608


def readers(pupils: str = "SELECT unnest(%(of)s::bigint[])") -> str:
    """SQL of (`pupil_id`, `person_id`, `decides`): everybody who has the words of these pupils on `%(day)s`;
    `decides`: her signature counts.
    """
    return f"""
SELECT w.pupil_id, w.guardian_id AS person_id, w.may_decide AND NOT {adult("w.pupil_id")} AS decides
  FROM guardianship w
 WHERE w.pupil_id = ANY(ARRAY({pupils})) AND {INFORMED}
 UNION ALL
SELECT u.person_id, u.person_id, {adult("u.person_id")}
  FROM pupil u WHERE u.person_id = ANY(ARRAY({pupils}))
"""  # noqa: S608 - our own pieces


def readers_of(pupil_id: int) -> dict[int, bool]:
    """Everybody who has the words of this pupil today, and whether her signature counts."""
    with connection.cursor() as cursor:
        rows = cursor.execute(readers(), {"of": [pupil_id], "day": clock.today()}).fetchall()
    return {person_id: decides for _pupil, person_id, decides in rows}


def signers_of(pupil_id: int) -> frozenset[int]:
    """Whose signatures count for this pupil today."""
    return frozenset(person_id for person_id, decides in readers_of(pupil_id).items() if decides)
