"""Pupils: their schooling, their enrolment, their classes and groups, dated.

Dates are the feed's when it tells one that is not to come; else the delivery's. A pupil who changes class belongs
to the new one from the day the change is applied: the rolls called before were called in the old one.
"""

# ruff: noqa: S608 - every name in these statements is our own
from __future__ import annotations

from preau.directory.models import Group
from preau.exchange.aaf.dated import Dated, brought_by, named

_FIELDS = ("mef", "level", "regime", "is_apprentice")
_OURS = f"""
    EXISTS (SELECT FROM aaf_place l
             WHERE l.school_id = t.school_id AND l.has_pupils AND {brought_by("l.source", "t.pupil_id")})
    AND {named("t.pupil_id")}"""
_MANUAL = Group.Kind.MANUAL.value

ENROLMENT = Dated("enrolment", {"school_id": "bigint", "pupil_id": "bigint"}, authority=_OURS)

#: Whoever leaves the school leaves the groups it made by hand too.
MEMBERSHIP = Dated(
    "membership",
    {"group_id": "bigint", "pupil_id": "bigint"},
    carried={"school_id": "bigint"},
    authority=f"""{_OURS}
    AND EXISTS (
        SELECT FROM pupil_group g
         WHERE g.id = t.group_id AND NOT g.is_locked
           AND (g.kind <> '{_MANUAL}'
                OR EXISTS (SELECT FROM aaf_enrolment_end d JOIN enrolment e USING (id)
                            WHERE e.school_id = t.school_id AND e.pupil_id = t.pupil_id)))""",
)

TABLES = {
    **ENROLMENT.tables,
    **MEMBERSHIP.tables,
    "aaf_pupil_change": """
        person_id bigint, is_new boolean, mef text, level text, regime text, is_apprentice boolean""",
}

_VALUES = (*(f"coalesce(c.{name}, p.{name}, '')" for name in _FIELDS[:3]), "c.is_apprentice")
_PUPILS = f"""
INSERT INTO aaf_pupil_change
SELECT n.person_id, p.person_id IS NULL, {", ".join(_VALUES)}
  FROM (SELECT k.person_id, min(k.entry) AS entry FROM aaf_known k JOIN aaf_schooling USING (entry)
         GROUP BY k.person_id) n
  JOIN aaf_schooling c USING (entry)
  LEFT JOIN pupil p ON p.person_id = n.person_id
 WHERE p.person_id IS NULL
    OR ROW({", ".join(f"p.{name}" for name in _FIELDS)}) IS DISTINCT FROM ROW({", ".join(_VALUES)})
"""

_ENROLMENTS = """
INSERT INTO aaf_enrolment
SELECT DISTINCT ON (l.school_id, n.person_id) l.school_id, n.person_id,
       CASE WHEN c.entered_on <= %(today)s THEN c.entered_on ELSE l.day END
  FROM aaf_schooling c
  JOIN aaf_known n USING (entry)
  JOIN aaf_person s USING (entry)
  JOIN aaf_place l ON l.source = s.source AND l.key = s.structure
 ORDER BY l.school_id, n.person_id, s.entry
"""

_MEMBERSHIPS = """
INSERT INTO aaf_membership
SELECT DISTINCT ON (g.group_id, n.person_id) g.group_id, n.person_id, g.school_id,
       CASE WHEN m.entered_on <= %(today)s THEN m.entered_on ELSE l.day END
  FROM aaf_member m
  JOIN aaf_known n USING (entry)
  JOIN aaf_person s USING (entry)
  JOIN aaf_place l ON l.source = s.source AND l.key = m.structure
  JOIN aaf_group g ON g.school_id = l.school_id AND g.kind = m.kind AND g.code = m.code
 WHERE NOT g.is_locked
 ORDER BY g.group_id, n.person_id, s.entry
"""

# One class at a time: the new one begins when the last one ended, today when this delivery ends it.
_AFTER_THE_LAST_CLASS = f"""
UPDATE aaf_membership_open o
   SET begins_on = greatest(o.begins_on, p.ended_on)
  FROM (SELECT t.school_id, t.pupil_id,
               max(CASE WHEN t.ends_on IS NULL THEN greatest(t.begins_on, %(today)s::date) ELSE t.ends_on END)
                   AS ended_on
          FROM membership t
          JOIN pupil_group g ON g.id = t.group_id AND g.kind = '{Group.Kind.DIVISION.value}'
         WHERE (t.ends_on IS NOT NULL OR EXISTS (SELECT FROM aaf_membership_end e WHERE e.id = t.id))
           AND t.pupil_id IN (SELECT pupil_id FROM aaf_membership_open)
         GROUP BY t.school_id, t.pupil_id) p, aaf_group g
 WHERE p.school_id = o.school_id AND p.pupil_id = o.pupil_id
   AND g.group_id = o.group_id AND g.kind = '{Group.Kind.DIVISION.value}'
"""

PLAN = (
    _PUPILS,
    _ENROLMENTS,
    "CREATE INDEX ON aaf_enrolment (pupil_id)",
    *ENROLMENT.plan,
    _MEMBERSHIPS,
    *MEMBERSHIP.plan,
    _AFTER_THE_LAST_CLASS,
)

APPLY = (
    f"""
    INSERT INTO pupil (person_id, {", ".join(_FIELDS)})
    SELECT person_id, {", ".join(_FIELDS)} FROM aaf_pupil_change WHERE is_new""",
    f"""
    UPDATE pupil p SET {", ".join(f"{name} = w.{name}" for name in _FIELDS)}
      FROM aaf_pupil_change w WHERE w.person_id = p.person_id AND NOT w.is_new""",
    *ENROLMENT.apply,
    *MEMBERSHIP.apply,
)
