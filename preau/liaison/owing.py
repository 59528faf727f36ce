"""Who still has to answer, as SQL: in « À faire », in the book, in a reminder. One rule for all three."""

from __future__ import annotations

from django.db import connection

from preau.kernel import clock
from preau.liaison.signing import readers

#: An answer of hers is awaited: rows `w` (the word), `a` (the pupil who has it), `r` (her own reply, or nulls).
#: One parent's answer is enough for the pupil, unless all must answer.
OWED = """w.state = 'envoye' AND w.answer <> 'lecture' AND a.outcome IN ('attendu', 'partiel')
   AND r.answered_at IS NULL AND (w.needs_all OR a.outcome = 'attendu')"""

_OWING = f"""
WITH had AS MATERIALIZED (
    SELECT a.* FROM liaison_word_pupil a WHERE a.word_id = %(word)s AND a.outcome IN ('attendu', 'partiel')
),
reader AS MATERIALIZED (
    {readers("SELECT pupil_id FROM had")}
)
SELECT DISTINCT x.person_id, a.pupil_id
  FROM had a
  JOIN liaison_word w ON w.id = a.word_id
  JOIN reader x ON x.pupil_id = a.pupil_id AND (x.decides OR (w.answer = 'accuse' AND x.person_id <> a.pupil_id))
  LEFT JOIN liaison_reply r ON r.word_id = w.id AND r.pupil_id = a.pupil_id AND r.person_id = x.person_id
 WHERE {OWED}
 ORDER BY 1, 2
"""  # noqa: S608 - our own constants


def who_owes(word_id: int) -> tuple[tuple[int, int], ...]:
    """Pairs (person, pupil) whose answer is awaited, today."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_OWING, {"word": word_id, "day": clock.today()}).fetchall()
    return tuple((person_id, pupil_id) for person_id, pupil_id in rows)
