"""Schools: who describes which UAI, where the keys of a delivery lead, what changes in their description.

A UAI is described by one source: the one that described it first. What claims it besides is told and left out.
A school is known by its UAI only; its key in the source may change. What the school wrote itself
(`School.owned_fields`) is left as it is.
"""

# ruff: noqa: S608 - every name in these statements is our own
from __future__ import annotations

from preau.exchange.aaf.dated import next_id

_FIELDS = (
    "name", "kind", "town", "street", "postal_code", "phone", "academie", "departement", "source", "source_key",
    "seat_id",
)  # fmt: skip
_TEXTS = ("town", "street", "postal_code", "phone", "academie")

TABLES = {
    #: Where a structure key leads, for the schools this delivery speaks of.
    "aaf_place": """
        source text, key text, school_id bigint, day date, has_structures boolean, has_pupils boolean,
        has_staff boolean, declares_division boolean, declares_groupe boolean""",
    "aaf_school_id": "entry bigint, school_id bigint",
    "aaf_school_change": f"""
        school_id bigint, is_new boolean, uai text,
        {", ".join(f"{name} {'bigint' if name == 'seat_id' else 'text'}" for name in _FIELDS)}""",
}

_SAME_KEY = """
WITH gone AS (
    DELETE FROM aaf_school s USING aaf_school b
     WHERE b.source = s.source AND b.key = s.key AND b.entry < s.entry RETURNING s.*
)
INSERT INTO aaf_anomaly
SELECT DISTINCT file, line, key, 'structure décrite deux fois : la première est gardée',
       'la structure ' || key || ' est décrite deux fois : la première est gardée', 'laissée de côté'
  FROM gone
"""

_SAME_UAI = """
WITH claimed AS (
    SELECT s.entry,
           coalesce(nullif(c.source, ''), first_value(s.source) OVER (PARTITION BY s.uai ORDER BY s.entry))
               AS holder,
           first_value(s.entry) OVER (PARTITION BY s.uai, s.source ORDER BY s.entry) AS first_of_source
      FROM aaf_school s LEFT JOIN school c ON c.uai = s.uai
), gone AS (
    DELETE FROM aaf_school s USING claimed c
     WHERE c.entry = s.entry AND (c.holder <> s.source OR c.first_of_source <> s.entry)
    RETURNING s.*, c.holder
)
INSERT INTO aaf_anomaly
SELECT file, line, key, 'UAI déjà décrit ailleurs : structure laissée de côté',
       'l’UAI ' || uai || ' est déjà décrit par la source ' || holder || ' : la structure ' || key
       || ' de la source ' || source || ' est laissée de côté', 'laissée de côté'
  FROM gone
"""

_KEY_OF_ANOTHER = """
WITH gone AS (
    DELETE FROM aaf_school s USING school c
     WHERE c.source = s.source AND c.source_key = s.key AND c.uai <> s.uai
       AND NOT EXISTS (SELECT FROM aaf_school o WHERE o.uai = c.uai AND o.source = c.source)
    RETURNING s.*, c.uai AS holder
)
INSERT INTO aaf_anomaly
SELECT file, line, key, 'clé d’un autre établissement : structure laissée de côté',
       'la clé ' || key || ' est celle de l’établissement ' || holder || ', et non de ' || uai
       || ' : structure laissée de côté ; corrigez d’abord l’établissement s’il a changé d’UAI', 'laissée de côté'
  FROM gone
"""

_IDS = f"""
INSERT INTO aaf_school_id
SELECT s.entry, coalesce(s.known, {next_id("school")})
  FROM (SELECT s.entry, c.id AS known FROM aaf_school s LEFT JOIN school c ON c.uai = s.uai ORDER BY s.entry) s
"""

# Without a file of structures, the schools already known that the delivery mentions.
_PLACES = """
WITH described AS (
    SELECT s.source, s.key, i.school_id, s.declares_division, s.declares_groupe
      FROM aaf_school s JOIN aaf_school_id i USING (entry)
), mentioned AS (
    SELECT source, structure FROM aaf_person WHERE structure <> ''
    UNION SELECT p.source, f.structure FROM aaf_function f JOIN aaf_person p USING (entry)
    UNION SELECT p.source, t.structure FROM aaf_teaching t JOIN aaf_person p USING (entry)
), known AS (
    SELECT c.source, c.source_key, c.id, false, false
      FROM school c
      JOIN aaf_source o ON o.source = c.source AND NOT o.has_structures
      JOIN mentioned m ON m.source = c.source AND m.structure = c.source_key
)
INSERT INTO aaf_place
SELECT p.source, p.key, p.school_id, o.day, o.has_structures, o.has_pupils, o.has_staff,
       p.declares_division, p.declares_groupe
  FROM (SELECT * FROM described UNION ALL SELECT * FROM known) p JOIN aaf_source o USING (source)
"""


def _text(name: str) -> str:
    return f"CASE WHEN '{name}' = ANY (c.owned_fields) THEN c.{name} ELSE coalesce(s.{name}, c.{name}, '') END"


_CHANGES = f"""
WITH wanted AS (
    SELECT i.school_id, c.id IS NULL AS is_new, s.uai, s.name,
           coalesce(s.kind, t.kind, c.kind, 'autre') AS kind,
           {", ".join(f"{_text(name)} AS {name}" for name in _TEXTS)},
           s.departement, s.source, s.key AS source_key, coalesce(seat.school_id, c.seat_id) AS seat_id
      FROM aaf_school s
      JOIN aaf_school_id i USING (entry)
      LEFT JOIN school c ON c.id = i.school_id
      LEFT JOIN aaf_place seat ON seat.source = s.source AND seat.key = s.seat AND seat.school_id <> i.school_id
      LEFT JOIN aaf_taught t ON t.source = s.source AND t.structure = s.key AND coalesce(c.kind, 'autre') = 'autre'
)
INSERT INTO aaf_school_change
SELECT w.school_id, w.is_new, w.uai, {", ".join(f"w.{name}" for name in _FIELDS)}
  FROM wanted w LEFT JOIN school c ON c.id = w.school_id
 WHERE w.is_new OR ROW({", ".join(f"c.{name}" for name in _FIELDS)})
       IS DISTINCT FROM ROW({", ".join(f"w.{name}" for name in _FIELDS)})
"""

PLAN = (_SAME_KEY, _SAME_UAI, _KEY_OF_ANOTHER, _IDS, _PLACES, "ANALYZE aaf_place", _CHANGES)

APPLY = (
    # Two schools may exchange their keys: none holds one while the others are written.
    """
    UPDATE school c SET source_key = '' FROM aaf_school_change w
     WHERE w.school_id = c.id AND c.source_key <> w.source_key""",
    f"""
    UPDATE school c SET {", ".join(f"{name} = w.{name}" for name in _FIELDS if name != "seat_id")}
      FROM aaf_school_change w WHERE w.school_id = c.id AND NOT w.is_new""",
    f"""
    INSERT INTO school (id, uai, {", ".join(name for name in _FIELDS if name != "seat_id")}, is_open)
    SELECT school_id, uai, {", ".join(name for name in _FIELDS if name != "seat_id")}, true
      FROM aaf_school_change WHERE is_new""",
    """
    UPDATE school c SET seat_id = w.seat_id FROM aaf_school_change w
     WHERE w.school_id = c.id AND c.seat_id IS DISTINCT FROM w.seat_id""",
)
