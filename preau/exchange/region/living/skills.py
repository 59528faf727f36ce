"""Skills of the first weeks: each school has its referential, the first test of each gradebook evaluates two of
its skills, and each pupil has levels in keeping with her mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from preau.grading.actions.install_skills import install_skills
from preau.grading.cycle import CYCLE_OF_GROUP
from preau.kernel import clock
from preau.kernel.actor import SYSTEM

# The domain that a subject works on most; two of its skills, another pair in another gradebook.
_CHOSEN = f"""
INSERT INTO evaluation_skill (school_id, evaluation_id, skill_id, position)
SELECT e.school_id, e.id, s.id, s.rank
  FROM evaluation e
  JOIN gradebook b ON b.id = e.gradebook_id
  JOIN subject j ON j.id = b.subject_id
  JOIN pupil_group g ON g.id = b.group_id
  JOIN school h ON h.id = g.school_id
 CROSS JOIN LATERAL (SELECT {CYCLE_OF_GROUP} AS cycle) c
 CROSS JOIN LATERAL (
       SELECT CASE WHEN c.cycle = 0 THEN 'LYC_SAV'
                   WHEN j.label ILIKE '%%math%%' THEN 'CPD_SCI'
                   WHEN j.label ILIKE '%%fran%%' THEN 'CPD_FRA'
                   WHEN j.label ILIKE ANY (ARRAY['%%angl%%', '%%espag%%', '%%allem%%', '%%ital%%', '%%occit%%',
                                                 '%%catal%%', '%%langue%%', '%%LV%%']) THEN 'CPD_ETR'
                   WHEN j.label ILIKE ANY (ARRAY['%%art%%', '%%music%%', '%%sport%%', '%%EPS%%']) THEN 'CPD_ART'
                   WHEN j.label ILIKE ANY (ARRAY['%%phys%%', '%%terre%%', '%%techno%%', '%%svt%%']) THEN 'SYS_NAT'
                   WHEN j.label ILIKE ANY (ARRAY['%%hist%%', '%%géo%%']) THEN 'REP_MND'
                   ELSE 'MET_APP' END AS code) d
 CROSS JOIN LATERAL (
       SELECT k.id, row_number() OVER (ORDER BY pg_temp.chance(k.id + b.id * 7919, 51)) AS rank
         FROM skill k
        WHERE k.school_id = h.id AND k.cycle = c.cycle AND k.domain = d.code
          AND k.label NOT LIKE 'Occitan%%' AND k.label NOT LIKE 'Catalan%%') s
 WHERE e.title = 'Contrôle de rentrée' AND s.rank <= 2
   AND NOT EXISTS (SELECT FROM evaluation_skill x WHERE x.evaluation_id = e.id)
"""  # noqa: S608 - our own pieces

# From the ranges of formats §3.1; one skill in three is a level beside.
_LEVELS = """
INSERT INTO skill_mark (school_id, evaluation_id, pupil_id, skill_id, level, version, written_at, written_by_id)
SELECT m.school_id, m.evaluation_id, m.pupil_id, c.skill_id,
       least(4, greatest(1, width_bucket(m.value / e.out_of, ARRAY[0.35, 0.6, 0.8]) + 1
             + CASE WHEN l.luck < 0.17 THEN -1 WHEN l.luck > 0.83 THEN 1 ELSE 0 END)),
       1, %(now)s, m.written_by_id
  FROM evaluation_skill c
  JOIN evaluation e ON e.id = c.evaluation_id
  JOIN mark m ON m.evaluation_id = e.id AND m.value IS NOT NULL
 CROSS JOIN LATERAL (SELECT pg_temp.chance(m.pupil_id * 131 + c.skill_id, 52) AS luck) l
    ON CONFLICT (evaluation_id, pupil_id, skill_id) DO NOTHING
"""


def give_skills(cursor: Any, schools: Sequence[int], until: datetime) -> None:
    """Install the referentials, then choose skills and write levels."""
    with clock.at(until):
        for school_id in schools:
            install_skills(actor=SYSTEM, school_id=school_id)
    words = {"now": until, "today": clock.school_day(until)}
    cursor.execute(_CHOSEN, words)
    cursor.execute(_LEVELS, words)
    for table in ("skill", "evaluation_skill", "skill_mark"):
        cursor.execute(f"ANALYZE {table}")
