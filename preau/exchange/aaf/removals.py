"""The brake: a delivery that would remove too many of a school's people waits for a human (capability C16).

More than 5 % of the pupils, of the staff, or of both together; of the guardians; or of the pupils who would lose
their class without another. Fewer than five people never stop a delivery: in a small school one family who
moves is already more than 5 %.
"""

# ruff: noqa: S608 - every name in these statements is our own
from __future__ import annotations

from dataclasses import dataclass

from preau.exchange.aaf.dated import CURRENT
from preau.exchange.aaf.happenings import What
from preau.exchange.aaf.tables import Cursor
from preau.exchange.brake import FEWEST, is_too_much


@dataclass(frozen=True, slots=True)
class Removal:
    """`leaving` people out of `of`, in a school; `population` is the plural French noun."""

    uai: str
    school: str
    population: str
    leaving: int
    of: int


_PUPILS, _STAFF, _TOGETHER = "élèves", "personnels", "élèves et personnels"
_GUARDIANS, _CLASSES = "responsables", "élèves sans classe"
_OF_WHAT = (
    (What.PUPIL_OUT, _PUPILS),
    (What.PUPIL_OUT, _TOGETHER),
    (What.STAFF_OUT, _STAFF),
    (What.STAFF_OUT, _TOGETHER),
    (What.GUARDIAN_LOST, _GUARDIANS),
    (What.CLASS_LOST, _CLASSES),
)
_COUNTS = f"""
WITH leaving AS (
    SELECT h.school_id, v.population, count(*) AS number
      FROM aaf_happening h
      JOIN (VALUES {", ".join(f"('{what}', '{population}')" for what, population in _OF_WHAT)})
           AS v (what, population) USING (what)
     GROUP BY h.school_id, v.population HAVING count(*) >= {FEWEST}
), place AS (SELECT DISTINCT school_id FROM leaving
), pupils AS (
    SELECT t.school_id, count(DISTINCT t.pupil_id) AS number
      FROM enrolment t JOIN place USING (school_id) WHERE {CURRENT} GROUP BY t.school_id
), staff AS (
    SELECT t.school_id, count(DISTINCT t.person_id) AS number
      FROM post t JOIN place USING (school_id) WHERE {CURRENT} GROUP BY t.school_id
), guardians AS (
    SELECT e.school_id, count(DISTINCT t.guardian_id) AS number
      FROM enrolment e
      JOIN leaving l ON l.school_id = e.school_id AND l.population = '{_GUARDIANS}'
      JOIN guardianship t ON t.pupil_id = e.pupil_id AND {CURRENT}
     WHERE e.ends_on IS NULL OR e.ends_on > %(today)s GROUP BY e.school_id
), people AS (
    SELECT school_id, '{_PUPILS}' AS population, number FROM pupils
    UNION ALL SELECT school_id, '{_CLASSES}', number FROM pupils
    UNION ALL SELECT school_id, '{_STAFF}', number FROM staff
    UNION ALL SELECT school_id, '{_GUARDIANS}', number FROM guardians
    UNION ALL SELECT school_id, '{_TOGETHER}', coalesce(p.number, 0) + coalesce(s.number, 0)
                FROM pupils p FULL JOIN staff s USING (school_id)
)
SELECT c.uai, c.name, l.population, l.number, p.number
  FROM leaving l JOIN people p USING (school_id, population) JOIN school c ON c.id = l.school_id
 ORDER BY c.uai, l.population
"""


def removals(cursor: Cursor, parameters: dict[str, object]) -> tuple[Removal, ...]:
    """What must be confirmed, by school; the two populations apart are told before both together."""
    cursor.execute(_COUNTS, parameters)
    too_much = [Removal(*row) for row in cursor.fetchall() if is_too_much(row[3], row[4])]
    apart = {removal.uai for removal in too_much if removal.population in {_PUPILS, _STAFF}}
    return tuple(one for one in too_much if one.population != _TOGETHER or one.uai not in apart)
