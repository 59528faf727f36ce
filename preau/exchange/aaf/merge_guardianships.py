"""Who answers for the pupils of the delivery (rule B8). A guardianship follows the child, not the school.

- The capabilities start from the level (`Guardianship.CAPABILITIES_OF_LEVEL`). Once a decision set them by hand,
  the feed keeps level, kinship and payment up to date but touches neither the capabilities nor the end.
- A guardianship that was ended by hand is not opened again: a forbidden parent must not come back by night.
- A pupil who is not delivered keeps the guardianships there are: nothing was said of them.
"""

# ruff: noqa: S608 - every name in these statements is our own
from __future__ import annotations

from preau.directory.models import Guardianship
from preau.exchange.aaf.dated import Dated
from preau.exchange.aaf.records import Category

_BY_HAND = "(t.is_set_by_hand OR t.no_contact)"

GUARDIANSHIP = Dated(
    "guardianship",
    {"pupil_id": "bigint", "guardian_id": "bigint"},
    altered={
        "level": "int",
        "kinship": "int",
        "pays_fees": "boolean",
        "receives_aids": "boolean",
        "is_contact": "boolean",
        "rank": "int",
        "is_informed": "boolean",
        "may_consult": "boolean",
        "may_decide": "boolean",
    },
    authority=f"""NOT {_BY_HAND} AND EXISTS (
        SELECT FROM aaf_delivered_pupil d JOIN person_key k ON k.source = d.source AND k.kind = 'aaf'
         WHERE d.pupil_id = t.pupil_id AND k.person_id = t.guardian_id)""",
    constants={"no_contact": "false", "is_set_by_hand": "false", "decision_reference": "''"},
)

TABLES = {
    **GUARDIANSHIP.tables,
    "aaf_delivered_pupil": "source text, pupil_id bigint, day date",
    "aaf_relative": "source text, key text, person_id bigint",
}

_PUPILS = """
INSERT INTO aaf_delivered_pupil
SELECT DISTINCT s.source, n.person_id, o.day
  FROM aaf_schooling
  JOIN aaf_known n USING (entry)
  JOIN aaf_person s USING (entry)
  JOIN aaf_source o USING (source)
"""

_RELATIVES = f"""
INSERT INTO aaf_relative
SELECT s.source, s.key, n.person_id
  FROM aaf_person s JOIN aaf_known n USING (entry) WHERE s.category = '{Category.RELATIVE}'
UNION ALL
SELECT k.source, k.key, k.person_id
  FROM (SELECT DISTINCT s.source, r.relative FROM aaf_relation r JOIN aaf_person s USING (entry)
         WHERE NOT EXISTS (SELECT FROM aaf_person v WHERE v.source = s.source AND v.key = r.relative)) m
  JOIN person_key k ON k.source = m.source AND k.kind = 'aaf' AND k.key = m.relative
"""

_LEVELS = ", ".join(
    f"({int(level)}, {', '.join(str(each).lower() for each in capabilities)})"
    for level, capabilities in Guardianship.CAPABILITIES_OF_LEVEL.items()
)

_WANTED = f"""
WITH told AS (
    SELECT n.person_id AS pupil_id, v.person_id AS guardian_id, min(r.level) AS level,
           (array_agg(r.kinship ORDER BY r.level, r.rank))[1] AS kinship, bool_or(r.pays_fees) AS pays_fees,
           bool_or(r.receives_aids) AS receives_aids, bool_or(r.is_contact) AS is_contact, min(r.rank) AS rank,
           max(o.day) AS day
      FROM aaf_relation r
      JOIN aaf_person s USING (entry)
      JOIN aaf_known n USING (entry)
      JOIN aaf_source o ON o.source = s.source
      JOIN aaf_relative v ON v.source = s.source AND v.key = r.relative
     WHERE v.person_id <> n.person_id
     GROUP BY n.person_id, v.person_id
)
INSERT INTO aaf_guardianship
SELECT w.pupil_id, w.guardian_id, w.level, w.kinship, w.pays_fees, w.receives_aids, w.is_contact, w.rank,
       c.is_informed, c.may_consult, c.may_decide, w.day
  FROM told w JOIN (VALUES {_LEVELS}) AS c (level, is_informed, may_consult, may_decide) USING (level)
"""

_KEEP_BY_HAND = f"""
UPDATE aaf_guardianship w
   SET is_informed = t.is_informed, may_consult = t.may_consult, may_decide = t.may_decide
  FROM guardianship t
 WHERE t.pupil_id = w.pupil_id AND t.guardian_id = w.guardian_id AND {_BY_HAND}
   AND (t.ends_on IS NULL OR t.ends_on > %(today)s)
"""

_ENDED_BY_HAND = f"""
WITH gone AS (
    DELETE FROM aaf_guardianship w
     USING (SELECT DISTINCT ON (t.pupil_id, t.guardian_id) t.*
              FROM guardianship t JOIN aaf_delivered_pupil d USING (pupil_id)
             ORDER BY t.pupil_id, t.guardian_id, t.ends_on DESC NULLS FIRST, t.id DESC) t
     WHERE t.pupil_id = w.pupil_id AND t.guardian_id = w.guardian_id AND {_BY_HAND} AND t.ends_on <= %(today)s
    RETURNING w.pupil_id
)
INSERT INTO aaf_anomaly
SELECT s.file, s.line, s.structure, 'responsabilité close à la main : elle n’est pas rouverte',
       'une responsabilité close à la main est encore dans la livraison : elle n’est pas rouverte'
  FROM gone g
  JOIN (SELECT n.person_id, min(n.entry) AS entry FROM aaf_known n JOIN aaf_schooling USING (entry)
         GROUP BY n.person_id) n ON n.person_id = g.pupil_id
  JOIN aaf_person s USING (entry)
"""

_BY_HAND_AND_GONE = f"""
INSERT INTO aaf_anomaly
SELECT DISTINCT s.file, s.line, s.structure, 'responsabilité fixée à la main, absente de la livraison : gardée',
       'une responsabilité fixée à la main n’est plus dans la livraison : elle est gardée, vérifiez-la'
  FROM guardianship t
  JOIN aaf_delivered_pupil d USING (pupil_id)
  JOIN person_key k ON k.source = d.source AND k.kind = 'aaf' AND k.person_id = t.guardian_id
  JOIN aaf_known n ON n.person_id = t.pupil_id
  JOIN aaf_schooling USING (entry)
  JOIN aaf_person s USING (entry)
 WHERE {_BY_HAND} AND t.ends_on IS NULL
   AND NOT EXISTS (SELECT FROM aaf_guardianship w
                    WHERE w.pupil_id = t.pupil_id AND w.guardian_id = t.guardian_id)
"""

PLAN = (
    _PUPILS,
    "CREATE INDEX ON aaf_delivered_pupil (pupil_id)",
    "ANALYZE aaf_delivered_pupil",
    _RELATIVES,
    "ANALYZE aaf_relative",
    _WANTED,
    _KEEP_BY_HAND,
    _ENDED_BY_HAND,
    *GUARDIANSHIP.plan,
    _BY_HAND_AND_GONE,
)
APPLY = GUARDIANSHIP.apply
