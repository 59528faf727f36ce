"""Which lessons a pupil is exempted from: one rule, as a piece of SQL (capability C64)."""

from __future__ import annotations


def exemption_of(*, lesson: str, pupil: str) -> str:
    """Rows `x` of `exemption` that hold for this lesson (an alias with school_id, subject_id, held_on, starts_at)
    and this pupil (an expression); to be put after SELECT … .
    """
    return f"""
  FROM exemption x
 WHERE x.pupil_id = {pupil} AND x.school_id = {lesson}.school_id AND x.withdrawn_at IS NULL
   AND x.begins_on <= {lesson}.held_on AND x.ends_on >= {lesson}.held_on
   AND (x.mondays IS NULL OR date_trunc('week', {lesson}.held_on)::date = ANY(x.mondays))
   AND CASE WHEN x.subject_id IS NOT NULL THEN x.subject_id = {lesson}.subject_id
            ELSE (x.weekday IS NULL OR x.weekday = extract(isodow FROM {lesson}.held_on))
             AND ({lesson}.starts_at AT TIME ZONE 'Europe/Paris')::time >= x.starts_at
             AND ({lesson}.starts_at AT TIME ZONE 'Europe/Paris')::time < x.ends_at END
"""


def is_not_expected(*, lesson: str, pupil: str) -> str:
    """True when nobody expects the pupil at this lesson, and no teacher said that she came."""
    return f"""
(EXISTS (SELECT {exemption_of(lesson=lesson, pupil=pupil)} AND NOT x.must_attend)
 AND NOT EXISTS (SELECT FROM sheet_remark came
                  WHERE came.lesson_id = {lesson}.id AND came.pupil_id = {pupil} AND came.kind = 'presence'
                    AND came.withdrawn_at IS NULL))
"""  # noqa: S608 - our own pieces
