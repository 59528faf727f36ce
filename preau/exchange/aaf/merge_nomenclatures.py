"""Subjects and programmes (MEF) of a source. A subject taught but not described has its code as label."""

# ruff: noqa: S608 - every name in these statements is our own
from __future__ import annotations

from preau.exchange.aaf.dated import next_id

TABLES = {
    "aaf_subject_known": "source text, code text, label text, subject_id bigint, is_new boolean",
    "aaf_subject_change": "subject_id bigint",
    "aaf_mef_change": "source text, code text, label text, attached_to text, stat11 text",
}

_UNKNOWN = """
INSERT INTO aaf_anomaly
SELECT s.file, s.line, s.structure, 'matière inconnue de la nomenclature : gardée sous son code',
       'la matière ' || u.subject || ' est inconnue de la nomenclature : gardée sous son code'
  FROM (SELECT s.source, t.subject, min(t.entry) AS entry
          FROM aaf_teaching t JOIN aaf_person s USING (entry) GROUP BY s.source, t.subject) u
  JOIN aaf_person s USING (entry)
 WHERE NOT EXISTS (SELECT FROM aaf_subject m WHERE m.source = u.source AND m.code = u.subject)
   AND NOT EXISTS (SELECT FROM subject k WHERE k.source = u.source AND k.code = u.subject AND k.label <> k.code)
"""

_SUBJECTS = f"""
WITH told AS (
    SELECT DISTINCT ON (source, code) source, code, label FROM aaf_subject ORDER BY source, code, entry
), used AS (
    SELECT DISTINCT s.source, t.subject AS code
      FROM aaf_teaching t JOIN aaf_person s USING (entry)
      JOIN aaf_place l ON l.source = s.source AND l.key = t.structure
), wanted AS (
    SELECT source, code, t.label FROM told t FULL JOIN used u USING (source, code)
)
INSERT INTO aaf_subject_known
SELECT w.source, w.code, coalesce(w.label, k.label, w.code),
       coalesce(k.id, {next_id("subject")}), k.id IS NULL
  FROM wanted w LEFT JOIN subject k USING (source, code)
"""

_MEFS = """
WITH wanted AS (
    SELECT DISTINCT ON (w.source, w.code) w.source, w.code, w.label,
           coalesce(nullif(w.attached_to, ''), k.attached_to, '') AS attached_to,
           coalesce(nullif(w.stat11, ''), k.stat11, '') AS stat11
      FROM aaf_mef w LEFT JOIN mef k USING (source, code)
     ORDER BY w.source, w.code, w.entry
)
INSERT INTO aaf_mef_change
SELECT w.* FROM wanted w LEFT JOIN mef k USING (source, code)
 WHERE k.id IS NULL OR ROW(k.label, k.attached_to, k.stat11) IS DISTINCT FROM ROW(w.label, w.attached_to, w.stat11)
"""


def _told_twice(table: str, what: str) -> str:
    return f"""
    WITH gone AS (
        DELETE FROM {table} s USING {table} b
         WHERE b.source = s.source AND b.code = s.code AND b.entry < s.entry RETURNING s.entry, s.code
    )
    INSERT INTO aaf_anomaly
    SELECT DISTINCT e.file, e.line, '', '{what} décrite deux fois : la première est gardée',
           '{what} ' || g.code || ' décrite deux fois : la première est gardée', 'laissée de côté'
      FROM gone g JOIN aaf_entry e USING (entry)"""


PLAN = (
    _told_twice("aaf_subject", "matière"),
    _told_twice("aaf_mef", "formation"),
    _UNKNOWN,
    _SUBJECTS,
    """
    INSERT INTO aaf_subject_change
    SELECT w.subject_id FROM aaf_subject_known w LEFT JOIN subject k ON k.id = w.subject_id
     WHERE k.id IS NULL OR k.label <> w.label""",
    _MEFS,
)

APPLY = (
    """
    INSERT INTO subject (id, source, code, label)
    SELECT subject_id, source, code, label FROM aaf_subject_known WHERE is_new""",
    """
    UPDATE subject k SET label = w.label FROM aaf_subject_known w, aaf_subject_change c
     WHERE w.subject_id = k.id AND c.subject_id = k.id AND NOT w.is_new""",
    """
    INSERT INTO mef (source, code, label, attached_to, stat11)
    SELECT source, code, label, attached_to, stat11 FROM aaf_mef_change
    ON CONFLICT (source, code) DO UPDATE
       SET label = excluded.label, attached_to = excluded.attached_to, stat11 = excluded.stat11""",
)
