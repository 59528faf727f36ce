"""What the book says of each child on a parent's home page: the words she has not opened. One statement."""

from __future__ import annotations

from typing import Any

from django.db import connection

from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.liaison.policies import pupils_read
from preau.liaison.queries.book import THIS_YEAR

_UNREAD = f"""
SELECT a.pupil_id, count(*)
  FROM liaison_word_pupil a
  JOIN liaison_word w ON w.id = a.word_id
 WHERE a.pupil_id = ANY(%(pupils)s) AND a.school_id = ANY(%(schools)s) AND w.state = 'envoye'
   AND w.sent_at >= {THIS_YEAR}
   AND NOT EXISTS (SELECT FROM liaison_reply r WHERE r.word_id = a.word_id AND r.pupil_id = a.pupil_id
                      AND r.person_id = %(person)s AND r.seen_at IS NOT NULL)
 GROUP BY a.pupil_id
"""  # noqa: S608 - our own pieces


def unread_words(actor: Actor, pupil_ids: tuple[int, ...]) -> dict[int, int]:
    """Of each of these children, how many words this person has not opened."""
    read = set(pupils_read(actor))
    parameters: dict[str, Any] = {
        "pupils": [one for one in pupil_ids if one in read], "schools": list(actor.school_ids),
        "person": actor.person_id, "day": clock.today(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        rows = cursor.execute(_UNREAD, parameters).fetchall()
    return dict.fromkeys(pupil_ids, 0) | dict(rows)
