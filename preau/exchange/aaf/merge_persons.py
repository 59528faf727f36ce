"""Persons: who is already known, under which key; whose record changes. Nobody is ever deleted.

A person is known by her key in the source; else, with names or birth date agreeing, by her national (INE),
SIECLE or STS identifier: a pupil who arrives in another académie is the same person; else as `merge_reattached`
recognises her. Two entries of one delivery with one INE are one person too, and so are those of two records that a
school merged. Keys of two sources never meet otherwise (formats §0).

In a change, an absent value leaves what is there; an empty one erases it (formats §1.6).
"""

# ruff: noqa: S608 - every name in these statements is our own
from __future__ import annotations

from preau.exchange.aaf import merge_reattached
from preau.exchange.aaf.dated import next_id

_TEXTS = (
    "title", "last_name", "birth_name", "first_name", "other_first_names", "email", "mobile", "phone", "address",
    "sorting_name",
)  # fmt: skip
_FIELDS = (*_TEXTS, "born_on")
_VALUES = (*(f"coalesce(s.{name}, p.{name}, '')" for name in _TEXTS), "coalesce(s.born_on, p.born_on)")

TABLES = {
    **merge_reattached.TABLES,
    "aaf_known": "entry bigint, person_id bigint",
    "aaf_named": "person_id bigint",
    "aaf_leader": "entry bigint, leader bigint",
    #: Of persons merged by hand, the entry that tells who she is.
    "aaf_teller": "person_id bigint, entry bigint",
    "aaf_person_change": f"""
        person_id bigint, is_new boolean, {", ".join(f"{name} text" for name in _TEXTS)}, born_on date""",
    "aaf_key": "person_id bigint, source text, kind text, key text, entry bigint",
}

_BY_KEY = """
INSERT INTO aaf_known
SELECT s.entry, k.person_id
  FROM aaf_person s JOIN person_key k ON k.source = s.source AND k.kind = 'aaf' AND k.key = s.key
"""

# An INE is national and typed by hand: names or birth date must agree. The others are numbers of one source,
# which agriculture gathers from several académies: both must.
_BY_OTHER_KEY = """
INSERT INTO aaf_known
SELECT DISTINCT ON (s.entry) s.entry, k.person_id
  FROM aaf_person s
 CROSS JOIN LATERAL (VALUES ('', 'ine', s.ine), (s.source, 'siecle', s.siecle_id), (s.source, 'sts', s.sts_id))
            AS v (source, kind, key)
  JOIN person_key k ON k.source = v.source AND k.kind = v.kind AND k.key = v.key
  JOIN person p ON p.id = k.person_id
 WHERE v.key <> '' AND NOT EXISTS (SELECT FROM aaf_known n WHERE n.entry = s.entry)
   AND CASE v.kind WHEN 'ine' THEN p.sorting_name = s.sorting_name OR p.born_on = s.born_on
            ELSE p.sorting_name = s.sorting_name AND p.born_on = s.born_on END
 ORDER BY s.entry, v.kind, k.person_id
"""

_ONE_INE = """
INSERT INTO aaf_leader
SELECT entry, leader
  FROM (SELECT s.entry, n.person_id, s.born_on, s.sorting_name, first_value(s.entry) OVER w AS leader,
               first_value(s.born_on) OVER w AS born_too, first_value(s.sorting_name) OVER w AS named_too
          FROM aaf_person s LEFT JOIN aaf_known n USING (entry)
         WHERE s.ine IN (SELECT ine FROM aaf_person WHERE ine <> '' GROUP BY ine HAVING count(*) > 1)
        WINDOW w AS (PARTITION BY s.ine ORDER BY n.person_id NULLS LAST, s.entry)) pupil
 WHERE person_id IS NULL AND leader <> entry AND (born_on = born_too OR sorting_name = named_too)
"""

_ONE_KEY = """
INSERT INTO aaf_leader
SELECT s.entry, min(b.entry)
  FROM aaf_double d
  JOIN aaf_person s USING (source, key)
  JOIN aaf_person b ON b.source = s.source AND b.key = s.key AND b.entry < s.entry
 WHERE NOT EXISTS (SELECT FROM aaf_known n WHERE n.entry = s.entry)
 GROUP BY s.entry
"""

# EXCEPT is computed before the first row is written: the table read is the table that grows.
_NEW = f"""
INSERT INTO aaf_known
SELECT entry, {next_id("person")}
  FROM (SELECT entry FROM aaf_person EXCEPT SELECT entry FROM aaf_known EXCEPT SELECT entry FROM aaf_leader
         ORDER BY entry) s
"""

# Twice: the leader of a key may itself follow the leader of an INE.
_FOLLOWERS = """
INSERT INTO aaf_known
SELECT DISTINCT ON (l.entry) l.entry, n.person_id
  FROM aaf_leader l JOIN aaf_known n ON n.entry = l.leader
 WHERE NOT EXISTS (SELECT FROM aaf_known o WHERE o.entry = l.entry)
 ORDER BY l.entry, n.person_id
"""

# Both keys lead to the record that was kept: the entry that bears its name tells it, whichever is read first.
_TELLERS = """
INSERT INTO aaf_teller
SELECT DISTINCT ON (n.person_id) n.person_id, n.entry
  FROM aaf_known n
  JOIN person p ON p.id = n.person_id
  JOIN aaf_person s USING (entry)
 WHERE n.person_id IN (SELECT kept_id FROM person_merge WHERE undone_at IS NULL)
 ORDER BY n.person_id, s.sorting_name <> p.sorting_name, n.entry
"""

# What is read first of a person tells her identity: pupil, then relative, then staff.
_CHANGES = f"""
INSERT INTO aaf_person_change (person_id, is_new, {", ".join(_FIELDS)})
SELECT n.person_id, p.id IS NULL, {", ".join(_VALUES)}
  FROM (SELECT person_id, min(entry) AS entry FROM aaf_known GROUP BY person_id) n
  LEFT JOIN aaf_teller t USING (person_id)
  JOIN aaf_person s ON s.entry = coalesce(t.entry, n.entry)
  LEFT JOIN person p ON p.id = n.person_id
 WHERE p.id IS NULL
    OR ROW({", ".join(f"p.{name}" for name in _FIELDS)}) IS DISTINCT FROM ROW({", ".join(_VALUES)})
"""

_KEYS = """
INSERT INTO aaf_key
SELECT DISTINCT ON (v.source, v.kind, v.key) n.person_id, v.source, v.kind, v.key, s.entry
  FROM aaf_person s
  JOIN aaf_known n USING (entry)
 CROSS JOIN LATERAL (VALUES (s.source, 'aaf', s.key), ('', 'ine', s.ine), (s.source, 'siecle', s.siecle_id),
                            (s.source, 'sts', s.sts_id)) AS v (source, kind, key)
 WHERE v.key <> ''
   AND NOT EXISTS (SELECT FROM person_key k WHERE k.source = v.source AND k.kind = v.kind AND k.key = v.key)
 ORDER BY v.source, v.kind, v.key, s.entry
"""

_KEYS_OF_ANOTHER = """
INSERT INTO aaf_anomaly
SELECT s.file, s.line, s.structure, 'identifiant qui est aussi celui d’une autre personne : ignoré',
       v.label || ' ' || v.key || ' est aussi celui d’une autre personne : il est ignoré, vérifiez les deux fiches'
  FROM aaf_person s
  JOIN aaf_known n USING (entry)
 CROSS JOIN LATERAL (VALUES ('', 'ine', s.ine, 'l’INE'), (s.source, 'siecle', s.siecle_id, 'l’identifiant SIECLE'),
                            (s.source, 'sts', s.sts_id, 'l’identifiant STS')) AS v (source, kind, key, label)
  LEFT JOIN person_key k ON k.source = v.source AND k.kind = v.kind AND k.key = v.key
  LEFT JOIN aaf_key a ON a.source = v.source AND a.kind = v.kind AND a.key = v.key
 WHERE v.key <> '' AND coalesce(k.person_id, a.person_id) <> n.person_id
"""

_DELIVERED_TWICE = """
INSERT INTO aaf_anomaly
SELECT s.file, s.line, s.structure,
       CASE WHEN t.entry IS NULL THEN 'fiche délivrée deux fois sous un même identifiant : une seule personne'
            ELSE 'fiche d’une personne réunie par son établissement' END,
       'la fiche ' || s.key || ' est aussi délivrée par la source ' || b.source || ' sous la clé ' || b.key
       || CASE WHEN t.entry IS NULL THEN ' avec un même identifiant (INE, SIECLE ou STS) : une seule personne'
               ELSE ' : son établissement a dit que c’est une seule personne, ses deux fiches restent réunies' END,
       CASE WHEN t.entry IS NULL THEN 'anomalie' ELSE 'à savoir' END
  FROM aaf_known n
  LEFT JOIN aaf_teller t ON t.person_id = n.person_id
  JOIN aaf_known o ON o.person_id = n.person_id AND o.entry < n.entry
  JOIN aaf_person s ON s.entry = n.entry
  JOIN aaf_person b ON b.entry = o.entry
 WHERE s.category = b.category AND (s.source, s.key) <> (b.source, b.key)
"""

# Of whom a delta says all there is to say: the others keep what they have.
_NAMED = """
INSERT INTO aaf_named
SELECT person_id FROM aaf_known WHERE %(is_delta)s
UNION
SELECT k.person_id
  FROM aaf_gone g JOIN person_key k ON k.source = g.source AND k.kind = 'aaf' AND k.key = g.key
 WHERE g.category IN ('Eleve', 'PersRelEleve', 'PersEducNat')
"""

PLAN = (
    _BY_KEY,
    "ANALYZE aaf_known",
    _BY_OTHER_KEY,
    "ANALYZE aaf_known",
    *merge_reattached.PLAN,
    _ONE_INE,
    _ONE_KEY,
    "ANALYZE aaf_known",
    _NEW,
    _FOLLOWERS,
    _FOLLOWERS,
    "CREATE INDEX ON aaf_known (entry)",
    "ANALYZE aaf_known",
    _TELLERS,
    _CHANGES,
    _KEYS,
    "ANALYZE aaf_key",
    _KEYS_OF_ANOTHER,
    _DELIVERED_TWICE,
    _NAMED,
    "ANALYZE aaf_named",
)

APPLY = (
    f"""
    INSERT INTO person (id, {", ".join(_FIELDS)})
    SELECT person_id, {", ".join(_FIELDS)} FROM aaf_person_change WHERE is_new""",
    f"""
    UPDATE person p SET {", ".join(f"{name} = w.{name}" for name in _FIELDS)}
      FROM aaf_person_change w WHERE w.person_id = p.id AND NOT w.is_new""",
    "INSERT INTO person_key (person_id, source, kind, key) SELECT person_id, source, kind, key FROM aaf_key",
    *merge_reattached.APPLY,
)
