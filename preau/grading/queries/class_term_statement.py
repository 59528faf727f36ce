"""The statements of `term_results`: a row for each pupil of each group that teaches a pupil of the class."""

from __future__ import annotations

# `own`: whoever was in the class on a day of the term. `pairs`: of every group that taught one of them, everybody,
# and whether she is in it still. `known`: the term of the class of each, of the same rank, which bounds her marks.
# Teachers and sub-subjects are texts, which are taken apart once for each subject, and not for each pupil.
# Each step is made once, whole: PostgreSQL, who plans without the sizes, would make `given` again for each line.
RESULTS = """
WITH t AS (
    SELECT id, school_id, year_id, group_id, kind, number, starts_on, ends_on,
           least(%(today)s, ends_on) AS at
      FROM term WHERE id = %(term)s AND school_id = %(school)s
), own AS (
    SELECT DISTINCT m.pupil_id
      FROM t JOIN membership m ON m.group_id = t.group_id AND m.school_id = t.school_id
                              AND m.begins_on <= t.ends_on AND (m.ends_on IS NULL OR m.ends_on > t.starts_on)
), books AS (
    SELECT DISTINCT b.id, b.group_id
      FROM own CROSS JOIN t
      JOIN membership m ON m.pupil_id = own.pupil_id AND m.school_id = t.school_id
                       AND m.begins_on <= t.ends_on AND (m.ends_on IS NULL OR m.ends_on > t.starts_on)
      JOIN gradebook b ON b.group_id = m.group_id AND b.year_id = t.year_id AND b.school_id = t.school_id
                      AND b.is_evaluable
), pairs AS MATERIALIZED (
    SELECT k.id AS gradebook_id, m.pupil_id, bool_or(m.ends_on IS NULL OR m.ends_on > t.at) AS is_in_it
      FROM books k CROSS JOIN t
      JOIN membership m ON m.group_id = k.group_id AND m.school_id = t.school_id
                       AND m.begins_on <= t.ends_on AND (m.ends_on IS NULL OR m.ends_on > t.starts_on)
                       AND (%(pupil)s::bigint IS NULL OR m.pupil_id = %(pupil)s)
     GROUP BY k.id, m.pupil_id
), known AS MATERIALIZED (
    SELECT x.pupil_id, c.id AS term_id, c.starts_on, c.ends_on
      FROM (SELECT DISTINCT pupil_id FROM pairs) x CROSS JOIN t
      JOIN LATERAL (
           SELECT c.id, c.starts_on, c.ends_on
             FROM membership d
             JOIN pupil_group g ON g.id = d.group_id AND g.kind = 'division' AND g.school_id = t.school_id
             JOIN term c ON c.group_id = g.id AND c.year_id = t.year_id AND c.kind = t.kind AND c.number = t.number
            WHERE d.pupil_id = x.pupil_id AND d.begins_on <= c.ends_on
              AND (d.ends_on IS NULL OR d.ends_on > c.starts_on)
            ORDER BY d.begins_on DESC LIMIT 1) c ON true
), tests AS MATERIALIZED (
    SELECT e.id, e.gradebook_id, e.held_on, e.counts_on, e.out_of, e.coefficient, e.is_rescaled, e.is_formative,
           e.counts, e.sub_subject_id
      FROM books k
      JOIN evaluation e ON e.gradebook_id = k.id AND e.withdrawn_at IS NULL AND e.out_of IS NOT NULL
       AND e.counts_on BETWEEN (SELECT min(starts_on) FROM known) AND (SELECT max(ends_on) FROM known)
), given AS MATERIALIZED (
    SELECT e.gradebook_id, m.pupil_id, array_agg(e.id ORDER BY e.held_on, e.id) AS evaluations,
           array_agg(m.value ORDER BY e.held_on, e.id) AS numbers,
           array_agg(m.code ORDER BY e.held_on, e.id) AS codes,
           array_agg(e.out_of ORDER BY e.held_on, e.id) AS out_of,
           array_agg(e.coefficient ORDER BY e.held_on, e.id) AS weights,
           array_agg(e.is_rescaled ORDER BY e.held_on, e.id) AS rescaled,
           array_agg(e.is_formative ORDER BY e.held_on, e.id) AS formative,
           array_agg(e.counts ORDER BY e.held_on, e.id) AS counts,
           array_agg(coalesce(e.sub_subject_id, 0) ORDER BY e.held_on, e.id) AS parts
      FROM tests e
      JOIN mark m ON m.evaluation_id = e.id AND (m.value IS NOT NULL OR m.code IS NOT NULL)
      JOIN known n ON n.pupil_id = m.pupil_id AND e.counts_on BETWEEN n.starts_on AND n.ends_on
     GROUP BY e.gradebook_id, m.pupil_id
), heads AS MATERIALIZED (
    SELECT b.id, b.subject_id, coalesce(nullif(b.label, ''), s.label) AS label, b.part,
           coalesce(nullif(g.label, ''), g.code) AS group_label, b.position, b.coefficient, b.modality, b.rounding,
           b.best_bonus, b.in_general, b.closed_at,
           (SELECT jsonb_agg(jsonb_build_array(w.person_id, q.first_name || ' ' || q.last_name, w.is_shown)
                             ORDER BY q.sorting_name, q.id)
              FROM gradebook_teacher w JOIN person q ON q.id = w.person_id
             WHERE w.gradebook_id = b.id AND w.begins_on <= t.ends_on
               AND (w.ends_on IS NULL OR w.ends_on > t.at))::text AS teachers,
           (SELECT jsonb_agg(jsonb_build_array(u.id, u.label, u.coefficient::text, u.best_bonus::text)
                             ORDER BY u.position, u.id)
              FROM sub_subject u WHERE u.gradebook_id = b.id AND u.removed_at IS NULL)::text AS sub_subjects
      FROM books k CROSS JOIN t
      JOIN gradebook b ON b.id = k.id
      JOIN subject s ON s.id = b.subject_id
      JOIN pupil_group g ON g.id = b.group_id
)
SELECT h.id, h.subject_id, h.label, h.part, h.group_label, h.position, h.coefficient, h.modality, h.rounding,
       h.best_bonus, z.kind, c.rounding, c.fewest_marks, c.shows_general, c.shows_rank, c.positioning,
       x.pupil_id, p.sorting_name, h.in_general, h.teachers, h.sub_subjects,
       n.term_id = t.id, coalesce(v.evaluations, '{}'), coalesce(v.numbers, '{}'), coalesce(v.codes, '{}'),
       coalesce(v.out_of, '{}'), coalesce(v.weights, '{}'), coalesce(v.rescaled, '{}'),
       coalesce(v.formative, '{}'), coalesce(v.counts, '{}'), coalesce(v.parts, '{}'),
       r.id, r.average, r.is_not_marked, r.positioning, r.computed, r.why, r.decided_at,
       coalesce(a.first_name || ' ' || a.last_name, '')
  FROM pairs x CROSS JOIN t
  JOIN known n ON n.pupil_id = x.pupil_id
  JOIN heads h ON h.id = x.gradebook_id
  JOIN person p ON p.id = x.pupil_id
  JOIN school z ON z.id = t.school_id
  LEFT JOIN grading_settings c ON c.school_id = t.school_id
  LEFT JOIN given v ON v.gradebook_id = x.gradebook_id AND v.pupil_id = x.pupil_id
  LEFT JOIN term_result r ON r.gradebook_id = x.gradebook_id AND r.pupil_id = x.pupil_id AND r.term_id = n.term_id
  LEFT JOIN person a ON a.id = r.decided_by_id
 WHERE v.pupil_id IS NOT NULL OR r.id IS NOT NULL OR (x.is_in_it AND h.closed_at IS NULL)
 ORDER BY h.position, h.label, h.id, p.sorting_name, p.id
"""

#: The same for several terms, the first column: of the whole class, or of one pupil alone.
RESULTS_OF_TERMS = f"""
SELECT x.term_id, r.*
  FROM unnest(%(terms)s::bigint[], %(pupils)s::bigint[]) WITH ORDINALITY AS x(term_id, pupil_id, at)
 CROSS JOIN LATERAL ({RESULTS.replace("%(term)s", "x.term_id").replace("%(pupil)s", "x.pupil_id")}) r
 ORDER BY x.at, 7, 4, 2, 19, 18
"""  # noqa: S608 - our own pieces
