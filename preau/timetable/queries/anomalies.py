"""What is wrong in the weekly courses of a school: whom, what or where they forget, and who is in two places.

Statements for the anomaly desk (`foundation/rooms/anomalies.py` says their columns). Courses are looked at, not
their lessons: one anomaly for the year, not one a week. Courses without a week to come, or ended, do not count.
"""

from __future__ import annotations

_DAYS = "ARRAY['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi']"

# A course as the school holds it, and the weeks it still has.
_COURSE = """
SELECT w.id, w.school_id, s.label AS subject, coalesce(w.own_weekday, w.weekday) AS weekday,
       coalesce(w.own_starts_at, w.starts_at) AS starts_at,
       coalesce(w.own_starts_at, w.starts_at)
         + make_interval(mins => coalesce(w.own_minutes, w.minutes)) AS ends_at,
       coalesce(w.own_room, w.room) AS room, a.mondays
  FROM weekly_course w
  JOIN alternation a ON a.id = w.alternation_id AND %(day)s - 7 < ANY (a.mondays)
  JOIN subject s ON s.id = w.subject_id
 WHERE w.school_id = ANY (%(schools)s) AND (w.stopped_on IS NULL OR w.stopped_on > %(day)s)
"""

_GROUPS = """(SELECT string_agg(coalesce(nullif(g.label, ''), g.code), ', ' ORDER BY g.code)
          FROM weekly_course_group x JOIN pupil_group g ON g.id = x.group_id WHERE x.weekly_course_id = {c}.id)"""

_WHEN = f"({_DAYS})[{{c}}.weekday] || ' ' || to_char({{c}}.starts_at, 'FMHH24 \"h\" MI')"

_ALONE = f"""
SELECT c.school_id, ARRAY[c.id] AS keys, c.subject AS label,
       concat_ws(', ', {_GROUPS.format(c="c")}, {_WHEN.format(c="c")}) AS detail, '' AS state
  FROM ({_COURSE}) c
 WHERE {{wrong}}
"""  # noqa: S608 - our own columns

# Two courses share a moment when they share a weekday, some time of it and a week still to come. `held` are the
# courses with what they share (a teacher, a room, a group), read once: pairs are made among those alone. A pair
# that shares two teachers is one anomaly.
_PAIR = f"""
WITH held AS MATERIALIZED (SELECT c.*, {{key}} AS shared FROM ({_COURSE}) c {{joined}})
SELECT c.school_id, ARRAY[c.id, o.id] AS keys, string_agg({{label}}, ', ' ORDER BY {{label}}) AS label,
       concat_ws(', ', {_WHEN.format(c="c")}, c.subject || ' / ' || o.subject) AS detail, '' AS state
  FROM held c
  JOIN held o ON o.school_id = c.school_id AND o.shared = c.shared AND o.weekday = c.weekday AND o.id > c.id
             AND o.starts_at < c.ends_at AND c.starts_at < o.ends_at
             AND EXISTS (SELECT FROM unnest(c.mondays) AS m(monday)
                          WHERE m.monday > %(day)s - 7 AND m.monday = ANY (o.mondays))
{{named}}
 GROUP BY c.school_id, c.id, o.id, c.weekday, c.starts_at, c.subject, o.subject
"""  # noqa: S608 - our own columns

COURSE_WITHOUT_TEACHER = _ALONE.format(
    wrong="NOT EXISTS (SELECT FROM weekly_course_teacher t WHERE t.weekly_course_id = c.id)"
)

COURSE_WITHOUT_ROOM = _ALONE.format(wrong="c.room = ''")

# A course of the coming year has its pupils from the first day on.
COURSE_OF_NO_PUPIL = _ALONE.format(
    wrong="""NOT EXISTS (
        SELECT FROM weekly_course_group x
          JOIN membership m ON m.group_id = x.group_id AND (m.ends_on IS NULL OR m.ends_on > %(day)s)
         WHERE x.weekly_course_id = c.id)"""
)

TEACHER_IN_TWO_PLACES = _PAIR.format(
    key="t.person_id",
    joined="JOIN weekly_course_teacher t ON t.weekly_course_id = c.id AND t.school_id = c.school_id",
    label="p.last_name || ' ' || p.first_name",
    named="  JOIN person p ON p.id = c.shared",
)

ROOM_TAKEN_TWICE = _PAIR.format(key="c.room", joined="WHERE c.room <> ''", label="c.shared", named="")

GROUP_IN_TWO_PLACES = _PAIR.format(
    key="x.group_id",
    joined="JOIN weekly_course_group x ON x.weekly_course_id = c.id AND x.school_id = c.school_id",
    label="coalesce(nullif(g.label, ''), g.code)",
    named="  JOIN pupil_group g ON g.id = c.shared",
)
