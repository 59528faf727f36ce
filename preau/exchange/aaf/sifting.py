"""What of the delivery comes in. The rest is told, with its file and its line, or counted when it is usual.

Left out: an entry whose key another one already has; a pupil with no school in the delivery, or who has left;
a relative of no pupil who comes in (300 of the 1,329 of the corpus), and an adult pupil given as his own relative
(26 there). Staff with no school are left out by `merge_staff`, once their posts are known.
"""

# ruff: noqa: S608 - every name in these statements is our own
from __future__ import annotations

from preau.exchange.aaf.records import Category
from preau.exchange.aaf.relations import THE_PUPIL

TABLES = {
    "aaf_double": "source text, key text",
    "aaf_left_out": "what text, number int",
}
#: Names of the counts of what is usual to leave out.
GONE_PUPILS = "partis"
ORPHANS = "orphelins"
THEMSELVES = "eux-mêmes"

# One key in two categories is one person (an adult pupil who is his own relative) when the names agree.
_DOUBLES = """
INSERT INTO aaf_double SELECT source, key FROM aaf_person GROUP BY source, key HAVING count(*) > 1
"""

_SAME_KEY = """
WITH ranked AS (
    SELECT s.entry, first_value(s.entry) OVER of_key AS first, first_value(s.sorting_name) OVER of_key AS name,
           first_value(s.entry) OVER of_category AS first_of_category
      FROM aaf_person s JOIN aaf_double d USING (source, key)
    WINDOW of_key AS (PARTITION BY source, key ORDER BY s.entry),
           of_category AS (PARTITION BY source, key, s.category ORDER BY s.entry)
), gone AS (
    DELETE FROM aaf_person s USING ranked r
     WHERE r.entry = s.entry AND (r.first_of_category <> s.entry OR r.name <> s.sorting_name)
    RETURNING s.*, r.first
)
INSERT INTO aaf_anomaly
SELECT g.file, g.line, g.structure, 'clé déjà lue : la première fiche est gardée',
       'la clé ' || g.key || ' a déjà été lue (« ' || f.name || ' », ligne ' || b.line
       || ') : la première fiche est gardée, celle-ci est laissée de côté', 'laissée de côté'
  FROM gone g JOIN aaf_person b ON b.entry = g.first JOIN aaf_file f ON f.file = b.file
"""

_NO_SCHOOL = f"""
WITH gone AS (
    DELETE FROM aaf_person s
     WHERE s.category = '{Category.PUPIL}'
       AND NOT EXISTS (SELECT FROM aaf_place l WHERE l.source = s.source AND l.key = s.structure)
    RETURNING s.*
)
INSERT INTO aaf_anomaly
SELECT file, line, structure, 'élève sans établissement connu : laissé de côté',
       CASE structure WHEN '' THEN 'élève sans établissement : laissé de côté'
            ELSE 'élève de l’établissement ' || structure || ', absent de la livraison : laissé de côté' END,
       'laissée de côté'
  FROM gone
"""


def _left_out(what: str, reason: str, gone: str) -> str:
    """SQL: delete what `gone` says of `aaf_person s`, count it, and tell each one: it is usual."""
    return f"""
    WITH gone AS (
        DELETE FROM aaf_person s {gone}
        RETURNING s.file, s.line, s.structure
    ), told AS (
        INSERT INTO aaf_anomaly SELECT file, line, structure, '{reason}', '{reason}', 'usage' FROM gone
    )
    INSERT INTO aaf_left_out SELECT '{what}', count(*) FROM gone"""


_GONE = _left_out(
    GONE_PUPILS,
    "élève déjà sorti de l’établissement : laissé de côté",
    """USING aaf_schooling c
         WHERE c.entry = s.entry AND c.left_on <= %(today)s AND c.left_on >= coalesce(c.entered_on, c.left_on)""",
)

# The generation of the source is known now that it is read whole.
_OTHER_READINGS = """
DELETE FROM aaf_relation r
 WHERE NOT EXISTS (
       SELECT FROM aaf_person s JOIN aaf_source o USING (source)
        WHERE s.entry = r.entry AND r.readings & o.reading <> 0 AND r.relative <> s.key)
"""

_HIMSELF = f"DELETE FROM aaf_relation WHERE kinship = {THE_PUPIL}"


def _without_pupil(what: str, reason: str) -> str:
    """SQL: leave out the relatives whom no relation names any more."""
    return _left_out(
        what,
        reason,
        f"""WHERE s.category = '{Category.RELATIVE}'
           AND NOT EXISTS (
               SELECT FROM aaf_relation r JOIN aaf_person c USING (entry)
                WHERE c.source = s.source AND r.relative = s.key)""",
    )


# A relative who is known already stays tied: one missing file must not take her rights away.
_NOT_DELIVERED = """
INSERT INTO aaf_anomaly
SELECT s.file, s.line, s.structure, 'relation avec un responsable absent de la livraison',
       'le responsable ' || r.relative || ' est absent de la livraison : '
       || CASE WHEN k.id IS NULL THEN 'relation laissée de côté' ELSE 'sa fiche est gardée telle quelle' END
  FROM aaf_relation r
  JOIN aaf_person s USING (entry)
  JOIN aaf_source o USING (source)
  LEFT JOIN person_key k ON k.source = s.source AND k.kind = 'aaf' AND k.key = r.relative
 WHERE (o.has_relatives OR k.id IS NULL)
   AND NOT EXISTS (SELECT FROM aaf_person v WHERE v.source = s.source AND v.key = r.relative)
"""

PLAN = (
    _DOUBLES,
    _SAME_KEY,
    _NO_SCHOOL,
    _GONE,
    _OTHER_READINGS,
    "ANALYZE aaf_relation",
    _without_pupil(ORPHANS, "responsable d’aucun élève : laissé de côté"),
    _HIMSELF,
    _without_pupil(THEMSELVES, "élève majeur, son propre responsable : une seule fiche"),
    _NOT_DELIVERED,
)
