"""The words of a school as its staff lists them, with how many families answered. One statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.liaison.policies import FOLLOW_ANY
from preau.liaison.rules import PAGE

TABS = ("envoyes", "brouillons", "desaccords", "retires")

_LINES = """
SELECT w.id, w.title, w.purpose, w.answer, w.needs_all, w.state, w.sent_at, w.written_at, w.due_on,
       p.first_name || ' ' || p.last_name, w.author_id = %(person)s, c.pupils, c.answered, c.conflicts,
       count(*) OVER ()
  FROM liaison_word w
  LEFT JOIN person p ON p.id = w.author_id
  CROSS JOIN LATERAL (
       SELECT count(*) AS pupils, count(*) FILTER (WHERE a.outcome NOT IN ('attendu', 'partiel')) AS answered,
              count(*) FILTER (WHERE a.outcome = 'desaccord') AS conflicts
         FROM liaison_word_pupil a WHERE a.word_id = w.id) c
 WHERE w.school_id = %(school)s
   AND (w.author_id = %(person)s OR (w.state <> 'brouillon' AND (%(every)s OR %(person)s = ANY(w.reader_ids))))
   AND CASE %(tab)s WHEN 'brouillons' THEN w.state = 'brouillon' WHEN 'retires' THEN w.state = 'retire'
                    WHEN 'desaccords' THEN w.state = 'envoye' AND c.conflicts > 0 ELSE w.state = 'envoye' END
   AND coalesce(w.sent_at, w.written_at)
       >= coalesce((SELECT max(k.starts_on) FROM school_year k WHERE k.starts_on <= %(day)s), '-infinity')
 ORDER BY coalesce(w.sent_at, w.written_at) DESC, w.id DESC
 LIMIT %(most)s OFFSET %(skip)s
"""


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A word ready to print; `answered` of its `pupils` have their answer, `conflicts` of them a disagreement."""

    id: int
    title: str
    purpose: str
    answer: str
    needs_all: bool
    state: str
    sent_at: datetime | None
    written_at: datetime
    due_on: date | None
    author: str
    is_own: bool
    pupils: int
    answered: int
    conflicts: int


def desk_of(actor: Actor, school_id: int, tab: str, *, page: int = 1) -> tuple[tuple[DeskLine, ...], int]:
    """A page of the words she follows, and how many there are."""
    parameters: dict[str, Any] = {
        "person": actor.person_id, "school": school_id, "every": actor.may(FOLLOW_ANY), "tab": tab,
        "day": clock.today(), "most": PAGE, "skip": (page - 1) * PAGE,
    }  # fmt: skip
    with connection.cursor() as cursor:
        rows = cursor.execute(_LINES, parameters).fetchall()
    return tuple(DeskLine(*row[:-1]) for row in rows), rows[0][-1] if rows else 0
