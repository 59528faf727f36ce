"""Where the directory contradicts itself: one statement per kind (see `foundation/rooms/anomalies.py`).

What is in course: begun on `%(day)s` at the latest, and not ended that day.
"""

# ruff: noqa: S608 - every name in these statements is our own
from __future__ import annotations

#: In years: from that age on, a pupil may answer for herself (rule B8).
_OF_AGE = 18


def _now(table: str) -> str:
    return f"{table}.begins_on <= %(day)s AND ({table}.ends_on IS NULL OR {table}.ends_on > %(day)s)"


_NAME = "p.last_name || ' ' || p.first_name"
_GROUP = "coalesce(nullif(g.label, ''), g.code)"

#: The class or classes of pupil `e.pupil_id` in school `e.school_id`.
_CLASSES = f"""coalesce((
    SELECT string_agg({_GROUP}, ', ' ORDER BY g.code)
      FROM membership m JOIN pupil_group g ON g.id = m.group_id AND g.kind = 'division' AND g.closed_on IS NULL
     WHERE m.pupil_id = e.pupil_id AND m.school_id = e.school_id AND {_now("m")}), '')"""

_PUPILS = f"""
  FROM enrolment e JOIN person p ON p.id = e.pupil_id
 WHERE e.school_id = ANY(%(schools)s) AND {_now("e")}"""

PUPIL_WITHOUT_CLASS = f"""
SELECT e.school_id, ARRAY[e.pupil_id] AS keys, {_NAME} AS label, '' AS detail, '' AS state
{_PUPILS} AND NOT EXISTS (
       SELECT FROM membership m JOIN pupil_group g ON g.id = m.group_id AND g.kind = 'division'
                                                  AND g.closed_on IS NULL
        WHERE m.pupil_id = e.pupil_id AND m.school_id = e.school_id AND {_now("m")})
"""

PUPIL_IN_TWO_CLASSES = f"""
SELECT m.school_id, ARRAY[m.pupil_id] AS keys, min({_NAME}) AS label,
       string_agg({_GROUP}, ', ' ORDER BY g.code) AS detail,
       string_agg(g.id::text, ' ' ORDER BY g.id) AS state
  FROM pupil_group g
  JOIN membership m ON m.group_id = g.id AND {_now("m")}
  JOIN person p ON p.id = m.pupil_id
 WHERE g.school_id = ANY(%(schools)s) AND g.kind = 'division' AND g.closed_on IS NULL
 GROUP BY m.school_id, m.pupil_id
HAVING count(DISTINCT g.id) > 1
"""

PUPIL_WITHOUT_GUARDIAN = f"""
SELECT e.school_id, ARRAY[e.pupil_id] AS keys, {_NAME} AS label, {_CLASSES} AS detail, '' AS state
{_PUPILS}
   AND (p.born_on IS NULL OR p.born_on > (%(day)s::date - interval '{_OF_AGE} years'))
   AND NOT EXISTS (SELECT FROM guardianship w
                    WHERE w.pupil_id = e.pupil_id AND w.guardian_id <> w.pupil_id
                      AND (w.is_informed OR w.may_consult) AND {_now("w")})
"""

PUPIL_WITHOUT_INE = f"""
SELECT e.school_id, ARRAY[e.pupil_id] AS keys, {_NAME} AS label, {_CLASSES} AS detail, '' AS state
{_PUPILS} AND NOT EXISTS (SELECT FROM person_key k WHERE k.person_id = e.pupil_id AND k.kind = 'ine')
"""

TEACHER_WITHOUT_GROUP = f"""
SELECT o.school_id, ARRAY[o.person_id] AS keys, min({_NAME}) AS label,
       coalesce(string_agg(DISTINCT nullif(o.discipline, ''), ', '), '') AS detail, '' AS state
  FROM post o JOIN person p ON p.id = o.person_id
 WHERE o.school_id = ANY(%(schools)s) AND o.function = 'ENS' AND {_now("o")}
   AND NOT EXISTS (SELECT FROM course c WHERE c.teacher_id = o.person_id AND c.school_id = o.school_id
                                          AND {_now("c")})
   AND NOT EXISTS (SELECT FROM form_teacher f WHERE f.person_id = o.person_id AND f.school_id = o.school_id
                                                AND {_now("f")})
 GROUP BY o.school_id, o.person_id
"""

ADULT_WITHOUT_POST = f"""
SELECT u.school_id, ARRAY[u.person_id] AS keys, min({_NAME}) AS label,
       string_agg(DISTINCT {_GROUP}, ', ') AS detail, '' AS state
  FROM (SELECT c.school_id, c.teacher_id AS person_id, c.group_id FROM course c
         WHERE c.school_id = ANY(%(schools)s) AND {_now("c")}
        UNION
        SELECT f.school_id, f.person_id, f.group_id FROM form_teacher f
         WHERE f.school_id = ANY(%(schools)s) AND {_now("f")}) u
  JOIN pupil_group g ON g.id = u.group_id AND g.closed_on IS NULL
  JOIN person p ON p.id = u.person_id
 WHERE NOT EXISTS (SELECT FROM post o WHERE o.person_id = u.person_id AND o.school_id = u.school_id
                                        AND {_now("o")})
 GROUP BY u.school_id, u.person_id
"""

# Where another ward of hers is a pupil, of this school or of another, is asked of a function that passes the
# second wall and answers with pupils alone (migration 0006).
ORPHAN_GUARDIAN = f"""
SELECT l.school_id, ARRAY[l.guardian_id] AS keys, {_NAME} AS label, l.detail, '' AS state
  FROM (SELECT e.school_id, w.guardian_id, string_agg(DISTINCT c.first_name || ' ' || c.last_name, ', ') AS detail
          FROM enrolment e
          JOIN guardianship w ON w.pupil_id = e.pupil_id AND w.guardian_id <> w.pupil_id AND {_now("w")}
          JOIN person c ON c.id = e.pupil_id
         WHERE e.school_id = ANY(%(schools)s) AND e.ends_on <= %(day)s
         GROUP BY e.school_id, w.guardian_id) l
  JOIN person p ON p.id = l.guardian_id
 WHERE NOT EXISTS (SELECT FROM guardianship o
                    WHERE o.guardian_id = l.guardian_id AND o.pupil_id <> o.guardian_id AND {_now("o")}
                      AND is_pupil_somewhere(o.pupil_id, %(day)s))
"""

# A class of the coming year has its pupils from the first day on: it is not empty.
GROUP_OF_NOBODY = f"""
SELECT g.school_id, ARRAY[g.id] AS keys, {_GROUP} AS label,
       CASE g.kind WHEN 'division' THEN 'classe' ELSE 'groupe' END AS detail, '' AS state
  FROM pupil_group g
 WHERE g.school_id = ANY(%(schools)s) AND g.closed_on IS NULL AND g.kind <> 'manuel'
   AND NOT EXISTS (SELECT FROM membership m
                    WHERE m.group_id = g.id AND (m.ends_on IS NULL OR m.ends_on > %(day)s))
"""

CLASS_WITHOUT_FORM_TEACHER = f"""
SELECT g.school_id, ARRAY[g.id] AS keys, {_GROUP} AS label, '' AS detail, '' AS state
  FROM pupil_group g
 WHERE g.school_id = ANY(%(schools)s) AND g.closed_on IS NULL AND g.kind = 'division'
   AND EXISTS (SELECT FROM membership m WHERE m.group_id = g.id AND {_now("m")})
   AND NOT EXISTS (SELECT FROM form_teacher f WHERE f.group_id = g.id AND {_now("f")})
"""

GUARDIAN_UNREACHABLE = f"""
SELECT e.school_id, ARRAY[w.guardian_id] AS keys, min({_NAME}) AS label,
       string_agg(DISTINCT c.first_name || ' ' || c.last_name, ', ') AS detail, '' AS state
  FROM enrolment e
  JOIN guardianship w ON w.pupil_id = e.pupil_id AND w.guardian_id <> w.pupil_id AND w.is_informed AND {_now("w")}
  JOIN person p ON p.id = w.guardian_id AND p.email = '' AND p.mobile = '' AND p.phone = ''
  JOIN person c ON c.id = e.pupil_id
 WHERE e.school_id = ANY(%(schools)s) AND {_now("e")}
 GROUP BY e.school_id, w.guardian_id
"""

#: Everybody a school knows today: its pupils, its staff, the guardians of its pupils.
KNOWN = f"""
SELECT e.school_id, e.pupil_id AS person_id, true AS is_pupil FROM enrolment e
 WHERE e.school_id = ANY(%(schools)s) AND {_now("e")}
UNION
SELECT o.school_id, o.person_id, false FROM post o WHERE o.school_id = ANY(%(schools)s) AND {_now("o")}
UNION
SELECT e.school_id, w.guardian_id, false FROM enrolment e
  JOIN guardianship w ON w.pupil_id = e.pupil_id AND w.guardian_id <> w.pupil_id AND {_now("w")}
 WHERE e.school_id = ANY(%(schools)s) AND {_now("e")}
"""

_NAMED = f"""
SELECT k.school_id, k.person_id, bool_or(k.is_pupil) AS is_pupil, p.sorting_name, p.born_on,
       min({_NAME}) AS label, lower(p.email) AS email
  FROM ({KNOWN}) k JOIN person p ON p.id = k.person_id
 GROUP BY k.school_id, k.person_id, p.id
"""

_ROLE = "CASE WHEN a.is_pupil THEN 'élève' ELSE 'adulte' END"


def _alike(field: str) -> str:
    """Those whom a school knows by the same `field`: few, found by one sort, so that pairs are cheap to make."""
    return f"""
SELECT * FROM (SELECT n.*, count(*) OVER (PARTITION BY n.school_id, n.{field}) AS alike FROM ({_NAMED}) n
                WHERE n.{field} <> '') counted
 WHERE counted.alike > 1"""


HOMONYMS = f"""
WITH named AS MATERIALIZED ({_alike("sorting_name")})
SELECT a.school_id, ARRAY[a.person_id, b.person_id] AS keys, a.label,
       to_char(a.born_on, 'DD/MM/YYYY') AS detail, a.sorting_name || ' ' || a.born_on AS state
  FROM named a
  JOIN named b ON b.school_id = a.school_id AND b.sorting_name = a.sorting_name AND b.born_on = a.born_on
              AND b.person_id > a.person_id
"""

# A father and his son may bear one name: a pupil is like another pupil only, an adult like another adult.
NEAR_HOMONYMS = f"""
WITH named AS MATERIALIZED ({_alike("sorting_name")})
SELECT a.school_id, ARRAY[a.person_id, b.person_id] AS keys, a.label, {_ROLE} AS detail, a.sorting_name AS state
  FROM named a
  JOIN named b ON b.school_id = a.school_id AND b.sorting_name = a.sorting_name AND b.person_id > a.person_id
              AND b.is_pupil = a.is_pupil AND (a.born_on IS NULL OR b.born_on IS NULL)
"""

SAME_MAIL = f"""
WITH named AS MATERIALIZED ({_alike("email")})
SELECT a.school_id, ARRAY[a.person_id, b.person_id] AS keys, a.label || ' – ' || b.label AS label,
       a.email AS detail, a.email AS state
  FROM named a
  JOIN named b ON b.school_id = a.school_id AND b.email = a.email AND b.person_id > a.person_id
 WHERE NOT a.is_pupil AND NOT b.is_pupil AND a.sorting_name <> b.sorting_name
"""
