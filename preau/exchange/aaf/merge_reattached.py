"""Persons whose key changed: an entry under a new key, and somebody known whose key is delivered no more.

**Certain** when there is one such person and one such entry: same folded name, same birth date, same school (for
a relative: a child in common, who is enough when a birth date is missing), and nothing against it (two different
INE). The entry is then hers, and that is told. **Uncertain** when one of these fails: the entry comes in as
somebody new, so that she has her place on the first day, and a `Reattachment` waits for a human's word.
"""

# ruff: noqa: S608 - every name in these statements is our own
from __future__ import annotations

from preau.exchange.aaf.records import Category

TABLES = {
    #: An entry under an unknown key, and somebody of that name.
    "aaf_namesake": """
        entry bigint, source text, category text, person_id bigint, is_there boolean, is_born boolean,
        is_unlike boolean""",
    #: Those of them whose former key is still delivered.
    "aaf_still": "source text, person_id bigint",
    "aaf_sure": "entry bigint, person_id bigint",
    "aaf_proposed": "entry bigint, person_id bigint, reason text",
}

_UNKNOWN = "NOT EXISTS (SELECT FROM aaf_known n WHERE n.entry = s.entry)"
_BORN = "s.born_on IS NOT DISTINCT FROM p.born_on AND s.born_on IS NOT NULL"
_MAY_BE = "(s.born_on IS NULL OR p.born_on IS NULL OR s.born_on = p.born_on) AND p.erased_at IS NULL"
_KEY_HERE = "EXISTS (SELECT FROM person_key k WHERE k.person_id = p.id AND k.source = s.source AND k.kind = 'aaf')"

_PUPILS = f"""
INSERT INTO aaf_namesake
SELECT s.entry, s.source, s.category, p.id,
       EXISTS (SELECT FROM enrolment e JOIN aaf_place l ON l.school_id = e.school_id
                WHERE e.pupil_id = p.id AND l.source = s.source AND l.key = s.structure),
       {_BORN},
       s.ine <> '' AND EXISTS (SELECT FROM person_key k
                                WHERE k.person_id = p.id AND k.kind = 'ine' AND k.key <> s.ine)
  FROM aaf_person s
  JOIN person p ON p.sorting_name = s.sorting_name
  JOIN pupil c ON c.person_id = p.id
 WHERE s.category = '{Category.PUPIL}' AND {_UNKNOWN} AND {_MAY_BE} AND {_KEY_HERE}
"""

_STAFF = f"""
INSERT INTO aaf_namesake
SELECT s.entry, s.source, s.category, p.id,
       EXISTS (SELECT FROM post t JOIN aaf_entry_post w ON w.school_id = t.school_id
                WHERE t.person_id = p.id AND w.entry = s.entry),
       {_BORN}, false
  FROM aaf_person s
  JOIN person p ON p.sorting_name = s.sorting_name
 WHERE s.category = '{Category.STAFF}' AND {_UNKNOWN} AND {_MAY_BE} AND {_KEY_HERE}
   AND EXISTS (SELECT FROM post t WHERE t.person_id = p.id)
"""

_RELATIVES = f"""
INSERT INTO aaf_namesake
SELECT DISTINCT s.entry, s.source, s.category, p.id, true, {_BORN}, false
  FROM aaf_person s
  JOIN aaf_person c ON c.source = s.source
  JOIN aaf_relation r ON r.entry = c.entry AND r.relative = s.key
  JOIN aaf_known m ON m.entry = r.entry
  JOIN guardianship g ON g.pupil_id = m.person_id
  JOIN person p ON p.id = g.guardian_id AND p.sorting_name = s.sorting_name
 WHERE s.category = '{Category.RELATIVE}' AND {_UNKNOWN} AND {_MAY_BE} AND {_KEY_HERE}
"""

_PERSONS = f"('{Category.PUPIL}', '{Category.RELATIVE}', '{Category.STAFF}')"
_STILL = f"""
INSERT INTO aaf_still
SELECT n.source, n.person_id
  FROM aaf_namesake n
  JOIN person_key k ON k.person_id = n.person_id AND k.source = n.source AND k.kind = 'aaf'
  JOIN aaf_entry e ON e.source = k.source AND e.key = k.key AND e.category IN {_PERSONS}
UNION
SELECT n.source, n.person_id
  FROM aaf_namesake n
  JOIN person_key k ON k.person_id = n.person_id AND k.source = n.source AND k.kind = 'aaf'
  JOIN aaf_record r ON r.source = k.source AND r.key = k.key AND r.category IN {_PERSONS}
 WHERE %(is_delta)s
   AND NOT EXISTS (SELECT FROM aaf_gone g
                    WHERE g.source = r.source AND g.key = r.key AND g.category = r.category)
"""

_SURE = f"""
WITH fit AS (
    SELECT n.entry, n.person_id, count(*) OVER (PARTITION BY n.entry) AS people,
           count(*) OVER (PARTITION BY n.person_id) AS entries
      FROM aaf_namesake n
     WHERE n.is_there AND NOT n.is_unlike AND (n.is_born OR n.category = '{Category.RELATIVE}')
       AND NOT EXISTS (SELECT FROM aaf_still t WHERE t.source = n.source AND t.person_id = n.person_id)
)
INSERT INTO aaf_sure SELECT entry, person_id FROM fit WHERE people = 1 AND entries = 1
"""

_PROPOSED = f"""
WITH left_over AS (
    SELECT n.*, EXISTS (SELECT FROM aaf_still t
                         WHERE t.source = n.source AND t.person_id = n.person_id) AS is_still
      FROM aaf_namesake n
     WHERE NOT EXISTS (SELECT FROM aaf_sure k WHERE k.entry = n.entry OR k.person_id = n.person_id)
)
INSERT INTO aaf_proposed
SELECT entry, person_id,
       CASE WHEN is_unlike THEN 'les identifiants nationaux diffèrent'
            WHEN is_still THEN 'les deux fiches sont délivrées'
            WHEN NOT is_there THEN 'l’établissement a changé'
            WHEN NOT is_born AND category <> '{Category.RELATIVE}' THEN 'une date de naissance manque'
            ELSE 'plusieurs personnes se ressemblent' END
  FROM left_over
 WHERE CASE WHEN is_still THEN is_there AND is_born AND NOT is_unlike ELSE is_there OR is_born END
"""

_TELL_SURE = """
INSERT INTO aaf_anomaly
SELECT s.file, s.line, s.structure, 'clé changée : la personne est reconnue',
       'la clé ' || s.key || ' est nouvelle, et la personne est reconnue à son nom, à sa naissance et à son '
       || 'établissement ou à son enfant', 'à savoir'
  FROM aaf_sure k JOIN aaf_person s USING (entry)
"""
_TELL_PROPOSED = """
INSERT INTO aaf_anomaly
SELECT s.file, s.line, s.structure, 'peut-être une personne déjà connue : à décider',
       'peut-être une personne déjà connue, sous une autre clé (' || min(p.reason) || ') : à décider', 'à savoir'
  FROM aaf_proposed p JOIN aaf_person s USING (entry)
 GROUP BY s.entry, s.file, s.line, s.structure
"""

PLAN = (
    _PUPILS,
    _STAFF,
    _RELATIVES,
    "ANALYZE aaf_namesake",
    _STILL,
    _SURE,
    _PROPOSED,
    "INSERT INTO aaf_known SELECT entry, person_id FROM aaf_sure",
    _TELL_SURE,
    _TELL_PROPOSED,
)

#: Once the newcomers are written.
APPLY = (
    """
    INSERT INTO aaf_reattachment (person_id, newcomer_id, source, key, reason, state, proposed_at)
    SELECT DISTINCT ON (p.person_id, n.person_id)
           p.person_id, n.person_id, s.source, s.key, p.reason, 'à décider', %(now)s
      FROM aaf_proposed p JOIN aaf_known n USING (entry) JOIN aaf_person s USING (entry)
     WHERE n.person_id <> p.person_id
    ON CONFLICT DO NOTHING""",
)
