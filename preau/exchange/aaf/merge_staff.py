"""Staff: posts, and what is taught to whom.

A post is a function in a school of the delivery. Besides those the feed tells (formats §1.3):
- a head of a school (`ENTEnsFonctionDir`) has a post of direction there;
- a teacher has a teaching post where she has classes; with none anywhere, in the school she is attached to;
- somebody attached to a school, with no function in any school of the delivery, is of its staff (function `-`).
Posts given by the school (`is_local`) are never changed. Courses and form teachers are ended by the feed that
opened them only.
"""

# ruff: noqa: S608 - every name in these statements is our own
from __future__ import annotations

from preau.directory.models import Group
from preau.exchange.aaf.dated import Dated, brought_by, named
from preau.exchange.aaf.merge_groups import ORIGIN
from preau.exchange.aaf.records import Category
from preau.exchange.aaf.vocabulary import NO_FUNCTION
from preau.kernel.actor import Profile


def _ours(person: str) -> str:
    return f"""EXISTS (
        SELECT FROM aaf_place l
         WHERE l.school_id = t.school_id AND l.has_staff AND {brought_by("l.source", person)})
        AND {named(person)}"""


POST = Dated(
    "post",
    {"school_id": "bigint", "person_id": "bigint", "function": "text", "discipline": "text"},
    altered={"label": "text", "profile": "text"},
    authority=f"NOT t.is_local AND {_ours('t.person_id')}",
    may_alter="NOT t.is_local",
    constants={"is_local": "false"},
)
COURSE = Dated(
    "course",
    {"group_id": "bigint", "subject_id": "bigint", "teacher_id": "bigint"},
    carried={"school_id": "bigint"},
    authority=f"t.origin = '{ORIGIN}' AND {_ours('t.teacher_id')}",
    constants={"origin": f"'{ORIGIN}'"},
)
FORM_TEACHER = Dated(
    "form_teacher",
    {"group_id": "bigint", "person_id": "bigint"},
    carried={"school_id": "bigint"},
    authority=f"t.origin = '{ORIGIN}' AND {_ours('t.person_id')}",
    constants={"origin": f"'{ORIGIN}'"},
)

TABLES = {
    "aaf_entry_post": """
        entry bigint, school_id bigint, function text, discipline text, label text, profile text""",
    **POST.tables,
    **COURSE.tables,
    **FORM_TEACHER.tables,
}

_TOLD = """
INSERT INTO aaf_entry_post
SELECT DISTINCT ON (f.entry, l.school_id, f.function, f.discipline)
       f.entry, l.school_id, f.function, f.discipline, f.label, f.profile
  FROM aaf_function f
  JOIN aaf_person s USING (entry)
  JOIN aaf_place l ON l.source = s.source AND l.key = f.structure
 ORDER BY f.entry, l.school_id, f.function, f.discipline, f.label, f.profile
"""


def _added(function: str, label: str, profile: Profile, where: str, unless: str) -> str:
    """SQL: one more post for each (entry, structure) of `where`, unless there is already such a post."""
    return f"""
    INSERT INTO aaf_entry_post
    SELECT DISTINCT s.entry, l.school_id, '{function}', '', '{label}', '{profile.value}'
      FROM ({where}) u
      JOIN aaf_person s USING (entry)
      JOIN aaf_place l ON l.source = s.source AND l.key = u.structure
     WHERE NOT EXISTS (SELECT FROM aaf_entry_post p WHERE p.entry = s.entry AND {unless})"""


_HERE = "p.school_id = l.school_id AND p.profile = '{}'"
_HEADS = _added(
    "DIR",
    "DIRECTION",
    Profile.DIRECTION,
    "SELECT entry, structure FROM aaf_head",
    _HERE.format(Profile.DIRECTION.value),
)
_TEACHING = _added(
    "ENS",
    "ENSEIGNEMENT",
    Profile.TEACHER,
    """SELECT t.entry, t.structure
         FROM (SELECT entry, structure FROM aaf_teaching UNION SELECT entry, structure FROM aaf_principal) t
         JOIN aaf_person s USING (entry) WHERE s.is_teacher""",
    _HERE.format(Profile.TEACHER.value),
)
_ATTACHED_TEACHERS = _added(
    "ENS",
    "ENSEIGNEMENT",
    Profile.TEACHER,
    "SELECT entry, structure FROM aaf_person WHERE is_teacher",
    f"p.profile = '{Profile.TEACHER.value}'",
)
_ATTACHED = _added(
    NO_FUNCTION,
    "",
    Profile.STAFF,
    f"SELECT entry, structure FROM aaf_person WHERE category = '{Category.STAFF}'",
    "true",
)

_NO_SCHOOL = f"""
WITH gone AS (
    DELETE FROM aaf_person s
     WHERE s.category = '{Category.STAFF}'
       AND NOT EXISTS (SELECT FROM aaf_entry_post p WHERE p.entry = s.entry)
    RETURNING s.*
)
INSERT INTO aaf_anomaly
SELECT file, line, structure,
       CASE WHEN is_teacher THEN 'enseignant' ELSE 'personnel' END || ' sans établissement connu : laissé de côté',
       CASE WHEN is_teacher THEN 'enseignant' ELSE 'personnel' END
       || CASE structure WHEN '' THEN ' sans établissement'
               ELSE ' de l’établissement ' || structure || ', absent de la livraison' END
       || ' : laissé de côté', 'laissée de côté'
  FROM gone
"""

_ELSEWHERE = """
INSERT INTO aaf_anomaly
SELECT s.file, s.line, s.structure, 'fonctions ou services dans un établissement absent de la livraison : ignorés',
       'fonctions ou services dans un établissement absent de la livraison ('
       || string_agg(DISTINCT u.structure, ', ' ORDER BY u.structure) || ') : ignorés'
  FROM (SELECT entry, structure FROM aaf_function UNION SELECT entry, structure FROM aaf_head
        UNION SELECT entry, structure FROM aaf_teaching UNION SELECT entry, structure FROM aaf_principal) u
  JOIN aaf_person s USING (entry)
 WHERE NOT EXISTS (SELECT FROM aaf_place l WHERE l.source = s.source AND l.key = u.structure)
 GROUP BY s.entry, s.file, s.line, s.structure
"""

#: Before persons are looked up: whoever has no post does not come in.
PLAN_POSTS = (
    _TOLD,
    "ANALYZE aaf_entry_post",
    _HEADS,
    _TEACHING,
    _ATTACHED_TEACHERS,
    _ATTACHED,
    _NO_SCHOOL,
    _ELSEWHERE,
)

_POSTS = """
INSERT INTO aaf_post
SELECT DISTINCT ON (p.school_id, n.person_id, p.function, p.discipline)
       p.school_id, n.person_id, p.function, p.discipline, p.label, p.profile, l.day
  FROM aaf_entry_post p JOIN aaf_known n USING (entry) JOIN aaf_place l ON l.school_id = p.school_id
 ORDER BY p.school_id, n.person_id, p.function, p.discipline, p.entry
"""

_COURSES = """
INSERT INTO aaf_course
SELECT DISTINCT g.group_id, u.subject_id, n.person_id, g.school_id, l.day
  FROM aaf_teaching t
  JOIN aaf_known n USING (entry)
  JOIN aaf_person s USING (entry)
  JOIN aaf_place l ON l.source = s.source AND l.key = t.structure
  JOIN aaf_group g ON g.school_id = l.school_id AND g.kind = t.kind AND g.code = t.code
  JOIN aaf_subject_known u ON u.source = s.source AND u.code = t.subject
"""

_FORM_TEACHERS = f"""
INSERT INTO aaf_form_teacher
SELECT DISTINCT g.group_id, n.person_id, g.school_id, l.day
  FROM aaf_principal t
  JOIN aaf_known n USING (entry)
  JOIN aaf_person s USING (entry)
  JOIN aaf_place l ON l.source = s.source AND l.key = t.structure
  JOIN aaf_group g ON g.school_id = l.school_id AND g.kind = '{Group.Kind.DIVISION.value}' AND g.code = t.code
"""

PLAN = (_POSTS, *POST.plan, _COURSES, *COURSE.plan, _FORM_TEACHERS, *FORM_TEACHER.plan)
APPLY = (*POST.apply, *COURSE.apply, *FORM_TEACHER.apply)
