"""What a plan does, school by school, counted in SQL from the rows that applying would write.

One row of `aaf_happening` is one thing that happens in a school: to a person, or to a class (`label`).
"""

# ruff: noqa: S608 - every name in these statements is our own
from __future__ import annotations

from enum import StrEnum

from preau.directory.models import Group
from preau.exchange.aaf.dated import CURRENT

_DIVISION = Group.Kind.DIVISION.value


class What(StrEnum):
    """A kind of thing that happens in a school; in the order of the report."""

    SCHOOL_NEW = "school_new"
    SCHOOL_CHANGED = "school_changed"
    PUPIL_IN = "pupil_in"
    PUPIL_OUT = "pupil_out"
    STAFF_IN = "staff_in"
    STAFF_OUT = "staff_out"
    CLASS_MOVE = "class_move"
    GROUP_MOVE = "group_move"
    RECORD = "record"
    GUARDIAN_IN = "guardian_in"
    GUARDIAN_OUT = "guardian_out"
    GUARDIAN_CHANGED = "guardian_changed"
    POST_IN = "post_in"
    POST_OUT = "post_out"
    POST_CHANGED = "post_changed"
    COURSE_IN = "course_in"
    COURSE_OUT = "course_out"
    FORM_TEACHER_IN = "form_teacher_in"
    FORM_TEACHER_OUT = "form_teacher_out"
    GROUP_IN = "group_in"
    GROUP_OUT = "group_out"
    GROUP_RENAMED = "group_renamed"
    #: Of the brake only: a guardian who loses every child of the school, a pupil who loses every class.
    GUARDIAN_LOST = "guardian_lost"
    CLASS_LOST = "class_lost"


BRAKE_ONLY = (What.GUARDIAN_LOST, What.CLASS_LOST)
TABLES = {"aaf_happening": "what text, school_id bigint, person_id bigint, label text"}


def _told(what: What, rows: str) -> str:
    """SQL: these (school, person) rows happen; `rows` starts after SELECT.

    Sorted, so that all is read before the first row is written: the table read may be the table that grows.
    """
    return f"INSERT INTO aaf_happening SELECT '{what}', {rows} ORDER BY 2"


def _is(what: What, school: str, person: str) -> str:
    where = f"h.what = '{what}' AND h.school_id = {school} AND h.person_id = {person}"
    return f"EXISTS (SELECT FROM aaf_happening h WHERE {where})"


_ARRIVALS = (
    _told(What.PUPIL_IN, "school_id, pupil_id FROM aaf_enrolment_open"),
    _told(What.PUPIL_OUT, "e.school_id, e.pupil_id FROM aaf_enrolment_end d JOIN enrolment e USING (id)"),
    _told(
        What.STAFF_IN,
        f"""w.school_id, w.person_id FROM aaf_post_open w
             WHERE NOT EXISTS (SELECT FROM post t WHERE t.school_id = w.school_id AND t.person_id = w.person_id
                                  AND {CURRENT})
             GROUP BY w.school_id, w.person_id""",
    ),
    _told(
        What.STAFF_OUT,
        f"""o.school_id, o.person_id FROM aaf_post_end d JOIN post o USING (id)
             WHERE NOT EXISTS (SELECT FROM post t WHERE t.school_id = o.school_id AND t.person_id = o.person_id
                                  AND {CURRENT} AND NOT EXISTS (SELECT FROM aaf_post_end e WHERE e.id = t.id))
               AND NOT EXISTS (SELECT FROM aaf_post_open w
                                WHERE w.school_id = o.school_id AND w.person_id = o.person_id)
             GROUP BY o.school_id, o.person_id""",
    ),
    "ANALYZE aaf_happening",
)

_MOVES = (
    f"""
    INSERT INTO aaf_happening
    SELECT DISTINCT CASE coalesce(g.kind, x.kind) WHEN '{_DIVISION}' THEN '{What.CLASS_MOVE}'
                         ELSE '{What.GROUP_MOVE}' END, m.school_id, m.pupil_id
      FROM (SELECT school_id, pupil_id, group_id FROM aaf_membership_open
            UNION ALL
            SELECT t.school_id, t.pupil_id, t.group_id FROM aaf_membership_end d JOIN membership t USING (id)) m
      LEFT JOIN aaf_group g ON g.group_id = m.group_id
      LEFT JOIN pupil_group x ON x.id = m.group_id
     WHERE NOT {_is(What.PUPIL_IN, "m.school_id", "m.pupil_id")}
       AND NOT {_is(What.PUPIL_OUT, "m.school_id", "m.pupil_id")}""",
    _told(
        What.CLASS_LOST,
        f"""t.school_id, t.pupil_id
              FROM aaf_membership_end d
              JOIN membership t USING (id)
              JOIN pupil_group g ON g.id = t.group_id AND g.kind = '{_DIVISION}'
             WHERE NOT {_is(What.PUPIL_OUT, "t.school_id", "t.pupil_id")}
               AND NOT EXISTS (SELECT FROM aaf_membership w JOIN aaf_group x USING (group_id)
                                WHERE w.school_id = t.school_id AND w.pupil_id = t.pupil_id
                                  AND x.kind = '{_DIVISION}')
             GROUP BY t.school_id, t.pupil_id""",
    ),
)

_RECORDS = (
    f"""
    WITH changed AS (
        SELECT person_id FROM aaf_person_change WHERE NOT is_new
        UNION SELECT person_id FROM aaf_pupil_change WHERE NOT is_new
    )
    INSERT INTO aaf_happening
    SELECT DISTINCT '{What.RECORD}', a.school_id, a.person_id
      FROM (SELECT school_id, pupil_id AS person_id FROM aaf_enrolment
            UNION ALL SELECT school_id, person_id FROM aaf_post
            UNION ALL SELECT e.school_id, g.guardian_id
                        FROM aaf_guardianship g JOIN aaf_enrolment e USING (pupil_id)) a
      JOIN changed c USING (person_id)""",
)

_GUARDIANS = (
    _told(
        What.GUARDIAN_IN,
        "e.school_id, g.guardian_id FROM aaf_guardianship_open g JOIN aaf_enrolment e USING (pupil_id)",
    ),
    *(
        _told(
            what,
            f"""e.school_id, g.guardian_id
                  FROM aaf_guardianship_{table} d JOIN guardianship g USING (id)
                  JOIN aaf_enrolment e USING (pupil_id)""",
        )
        for what, table in ((What.GUARDIAN_OUT, "end"), (What.GUARDIAN_CHANGED, "alter"))
    ),
    _told(
        What.GUARDIAN_LOST,
        f"""h.school_id, h.person_id FROM aaf_happening h
             WHERE h.what = '{What.GUARDIAN_OUT}'
               AND NOT EXISTS (SELECT FROM aaf_guardianship w JOIN aaf_enrolment e USING (pupil_id)
                                WHERE w.guardian_id = h.person_id AND e.school_id = h.school_id)
             GROUP BY h.school_id, h.person_id""",
    ),
)

_STAFF = (
    _told(
        What.POST_IN,
        "w.school_id, w.person_id FROM aaf_post_open w WHERE NOT "
        + _is(What.STAFF_IN, "w.school_id", "w.person_id"),
    ),
    _told(
        What.POST_OUT,
        "t.school_id, t.person_id FROM aaf_post_end d JOIN post t USING (id) WHERE NOT "
        + _is(What.STAFF_OUT, "t.school_id", "t.person_id"),
    ),
    _told(What.POST_CHANGED, "t.school_id, t.person_id FROM aaf_post_alter d JOIN post t USING (id)"),
    _told(What.COURSE_IN, "school_id, teacher_id FROM aaf_course_open"),
    _told(What.COURSE_OUT, "t.school_id, t.teacher_id FROM aaf_course_end d JOIN course t USING (id)"),
    _told(What.FORM_TEACHER_IN, "school_id, person_id FROM aaf_form_teacher_open"),
    _told(
        What.FORM_TEACHER_OUT,
        "t.school_id, t.person_id FROM aaf_form_teacher_end d JOIN form_teacher t USING (id)",
    ),
)

_SCHOOLS = (
    f"""
    INSERT INTO aaf_happening
    SELECT CASE WHEN is_new THEN '{What.SCHOOL_NEW}' ELSE '{What.SCHOOL_CHANGED}' END, school_id, NULL, uai
      FROM aaf_school_change""",
    f"""
    INSERT INTO aaf_happening
    SELECT CASE happens WHEN 'renommé' THEN '{What.GROUP_RENAMED}' ELSE '{What.GROUP_IN}' END,
           school_id, NULL, code
      FROM aaf_group WHERE happens IS NOT NULL""",
    _told(What.GROUP_OUT, "g.school_id, NULL, g.code FROM aaf_group_end d JOIN pupil_group g USING (id)"),
)

PLAN = (*_ARRIVALS, *_MOVES, *_RECORDS, *_GUARDIANS, *_STAFF, *_SCHOOLS, "ANALYZE aaf_happening")

#: Every table whose rows applying would write; no row in any of them: nothing changes.
CHANGES = (
    "aaf_school_change", "aaf_subject_change", "aaf_mef_change", "aaf_person_change", "aaf_key",
    "aaf_pupil_change", "aaf_group_end",
    *(
        f"aaf_{table}_{change}"
        for table in ("enrolment", "membership", "guardianship", "post", "course", "form_teacher")
        for change in ("open", "end", "alter")
    ),
)  # fmt: skip
