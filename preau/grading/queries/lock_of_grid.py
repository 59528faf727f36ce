"""The lock of the terms that a grid shows, and until when its gradebook is reopened to who reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from preau.grading.book import TERM_STATE
from preau.grading.locking import Lock
from preau.grading.queries.sheet import Sheet
from preau.kernel import clock
from preau.kernel.actor import Actor

# Of several classes, the lock of the one whose entry ended last.
_LOCK = f"""
SELECT {TERM_STATE}, t.end_of_entry_on, t.council_on,
       (SELECT max(x.until) FROM entry_permission x
         WHERE x.gradebook_id = %(book)s AND x.withdrawn_at IS NULL AND x.until > %(now)s
           AND (x.person_id IS NULL OR x.person_id = %(actor)s))
  FROM term t LEFT JOIN term_lock k ON k.term_id = t.id
 WHERE t.id = ANY(%(terms)s) AND t.school_id = %(school)s
 ORDER BY t.end_of_entry_on DESC NULLS LAST, t.id LIMIT 1
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class GridLock:
    """`reopened_until` None: it is not."""

    lock: Lock
    reopened_until: datetime | None


def lock_of_grid(actor: Actor, sheet: Sheet) -> GridLock | None:
    """None where the pupils of the grid have no term."""
    asked: dict[str, Any] = {
        "book": sheet.book.gradebook_id, "school": sheet.book.school_id, "actor": actor.person_id,
        "terms": sorted({pupil.term_id for pupil in sheet.pupils if pupil.term_id is not None}),
        "now": clock.now(), "today": clock.today(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        row = cursor.execute(_LOCK, asked).fetchone()
    return GridLock(Lock(*row[:3]), row[3]) if row is not None else None
