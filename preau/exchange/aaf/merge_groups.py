"""Divisions and teaching groups: declared by their structure or only used by pupils and teachers, both come in.

A code that comes back is the group it was, reopened: its rolls and its timetable are still its own. A group is
closed when nobody declares or uses it, when this feed opened it, and when it is not locked. A locked group is
the school's: neither its name, nor its members, nor its end change here.
"""

# ruff: noqa: S608 - every name in these statements is our own
from __future__ import annotations

from preau.directory.models import Group
from preau.exchange.aaf.dated import next_id

ORIGIN = "aaf"
_DIVISION = Group.Kind.DIVISION.value

TABLES = {
    "aaf_use": "school_id bigint, kind text, code text, entry bigint",
    #: `happens`: ouvert, rouvert, renommé, or null.
    "aaf_group": """
        school_id bigint, kind text, code text, label text, group_id bigint, happens text, is_locked boolean""",
    "aaf_group_end": "id bigint",
}

_CLASSES_LEFT = """
DELETE FROM aaf_member
 WHERE left_on <= %(today)s AND (entered_on IS NULL OR entered_on <= left_on)
"""

_MEMBERS_ELSEWHERE = """
WITH gone AS (
    DELETE FROM aaf_member m USING aaf_person s
     WHERE s.entry = m.entry
       AND NOT EXISTS (SELECT FROM aaf_place l WHERE l.source = s.source AND l.key = m.structure)
    RETURNING s.file, s.line, s.structure, m.code, m.structure AS place
)
INSERT INTO aaf_anomaly
SELECT file, line, structure, 'classe ou groupe d’un établissement absent de la livraison : ignoré',
       'la classe ou le groupe ' || code || ' est de l’établissement ' || place
       || ', absent de la livraison : ignoré'
  FROM gone
"""

_TWO_CLASSES = f"""
WITH ranked AS (
    SELECT m.ctid AS place, m.entry, m.code,
           first_value(m.code) OVER w AS kept, row_number() OVER w AS rank
      FROM aaf_member m WHERE m.kind = '{_DIVISION}'
    WINDOW w AS (PARTITION BY m.entry, m.structure
                 ORDER BY (m.entered_on > %(today)s) IS TRUE, m.entered_on DESC NULLS LAST, m.position)
), gone AS (
    DELETE FROM aaf_member m USING ranked r WHERE m.ctid = r.place AND r.rank > 1
    RETURNING r.entry, r.code, r.kept
)
INSERT INTO aaf_anomaly
SELECT s.file, s.line, s.structure, 'élève de deux classes : une seule est gardée',
       'élève des classes ' || g.kept || ' et ' || g.code || ' : la classe ' || g.kept || ' est gardée'
  FROM gone g JOIN aaf_person s USING (entry)
"""

_NO_CLASS = f"""
INSERT INTO aaf_anomaly
SELECT s.file, s.line, s.structure, 'élève sans classe', 'élève sans classe'
  FROM aaf_person s JOIN aaf_schooling c USING (entry)
 WHERE NOT EXISTS (SELECT FROM aaf_member m WHERE m.entry = s.entry AND m.kind = '{_DIVISION}')
"""

_USES = f"""
INSERT INTO aaf_use
SELECT l.school_id, u.kind, u.code, min(u.entry)
  FROM (SELECT entry, structure, kind, code FROM aaf_member
        UNION ALL SELECT entry, structure, kind, code FROM aaf_teaching
        UNION ALL SELECT entry, structure, '{_DIVISION}', code FROM aaf_principal) u
  JOIN aaf_person s USING (entry)
  JOIN aaf_place l ON l.source = s.source AND l.key = u.structure
 GROUP BY l.school_id, u.kind, u.code
"""

_UNDECLARED = f"""
INSERT INTO aaf_anomaly
SELECT s.file, s.line, l.key,
       'classe ou groupe absent de la description de l’établissement : les fiches suffisent à l’ouvrir',
       CASE u.kind WHEN '{_DIVISION}' THEN 'la classe ' ELSE 'le groupe ' END || u.code
       || ' n’est pas dans la description de l’établissement ' || l.key || ' : les fiches suffisent à l’ouvrir'
  FROM aaf_use u
  JOIN aaf_person s USING (entry)
  JOIN aaf_place l ON l.source = s.source AND l.school_id = u.school_id
 WHERE CASE u.kind WHEN '{_DIVISION}' THEN l.declares_division ELSE l.declares_groupe END
   AND NOT EXISTS (SELECT FROM aaf_declared d JOIN aaf_school c USING (entry)
                    WHERE c.source = l.source AND c.key = l.key AND d.kind = u.kind AND d.code = u.code)
"""

_GROUPS = f"""
WITH told AS (
    SELECT i.school_id, d.kind, d.code, max(d.label) AS label
      FROM aaf_declared d JOIN aaf_school_id i USING (entry) GROUP BY i.school_id, d.kind, d.code
), wanted AS (
    SELECT school_id, kind, code, coalesce(t.label, '') AS label
      FROM told t FULL JOIN aaf_use u USING (school_id, kind, code)
), known AS (
    SELECT DISTINCT ON (g.school_id, g.kind, g.code) g.*
      FROM pupil_group g
      JOIN aaf_place l ON l.school_id = g.school_id
     WHERE g.closed_on IS NULL OR g.origin = '{ORIGIN}'
     ORDER BY g.school_id, g.kind, g.code, g.closed_on DESC NULLS FIRST, g.id DESC
), compared AS (
    SELECT school_id, kind, code, w.label, k.id, k.label AS label_now, k.closed_on, k.is_locked
      FROM wanted w LEFT JOIN known k USING (school_id, kind, code)
     ORDER BY school_id, kind, code
)
INSERT INTO aaf_group
SELECT school_id, kind, code, coalesce(nullif(label, ''), label_now, ''), coalesce(id, {next_id("pupil_group")}),
       CASE WHEN id IS NULL THEN 'ouvert'
            WHEN closed_on IS NOT NULL THEN 'rouvert'
            WHEN label NOT IN ('', label_now) AND NOT is_locked THEN 'renommé' END,
       coalesce(is_locked, false)
  FROM compared
"""

PLAN = (
    _CLASSES_LEFT,
    _MEMBERS_ELSEWHERE,
    _TWO_CLASSES,
    _NO_CLASS,
    _USES,
    _UNDECLARED,
    _GROUPS,
    "ANALYZE aaf_group",
    "ANALYZE aaf_member",
)

#: After memberships, courses and form teachers are compared: whoever still uses a group keeps it open.
PLAN_ENDS = (
    f"""
    INSERT INTO aaf_group_end
    SELECT g.id FROM pupil_group g
      JOIN aaf_place l ON l.school_id = g.school_id AND l.has_structures
     WHERE g.closed_on IS NULL AND g.origin = '{ORIGIN}' AND NOT g.is_locked
       AND NOT EXISTS (SELECT FROM aaf_group w WHERE w.group_id = g.id)"""
    + "".join(
        f"""
       AND NOT EXISTS (SELECT FROM {table} t
                        WHERE t.group_id = g.id AND (t.ends_on IS NULL OR t.ends_on > %(today)s)
                          AND NOT EXISTS (SELECT FROM aaf_{table}_end e WHERE e.id = t.id))"""
        for table in ("membership", "course", "form_teacher")
    ),
)

APPLY = (
    f"""
    INSERT INTO pupil_group (id, school_id, kind, code, label, origin, is_locked)
    SELECT group_id, school_id, kind, code, label, '{ORIGIN}', false FROM aaf_group WHERE happens = 'ouvert'""",
    """
    UPDATE pupil_group g SET closed_on = NULL, label = w.label FROM aaf_group w
     WHERE w.group_id = g.id AND w.happens IN ('rouvert', 'renommé')""",
    "UPDATE pupil_group g SET closed_on = %(today)s FROM aaf_group_end e WHERE e.id = g.id",
)
