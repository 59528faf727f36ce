"""Who teaches pupils: the persons who follow their skills together, whatever the subject."""

from __future__ import annotations

from preau.grading.book import WRITERS


def team_of(pupils: str) -> str:
    """The persons (SQL array) who write today in a gradebook of these pupils, and their form teachers. `pupils`: a
    condition on membership `tm`, in a statement that has `%(school)s` and `%(today)s`.
    """
    return f"""
ARRAY(SELECT unnest({WRITERS})
        FROM membership tm
        JOIN gradebook b ON b.group_id = tm.group_id AND b.school_id = tm.school_id AND b.closed_at IS NULL
       WHERE tm.school_id = %(school)s AND {pupils}
         AND tm.begins_on <= %(today)s AND (tm.ends_on IS NULL OR tm.ends_on > %(today)s)
      UNION
      SELECT tf.person_id
        FROM membership tm
        JOIN form_teacher tf ON tf.group_id = tm.group_id AND tf.school_id = tm.school_id
                            AND tf.begins_on <= %(today)s AND (tf.ends_on IS NULL OR tf.ends_on > %(today)s)
       WHERE tm.school_id = %(school)s AND {pupils}
         AND tm.begins_on <= %(today)s AND (tm.ends_on IS NULL OR tm.ends_on > %(today)s))
"""  # noqa: S608 - our own pieces
