"""The corrections proposed to a teacher."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from preau.grading.book import WRITERS
from preau.kernel import clock
from preau.kernel.actor import Actor

_CORRECTIONS = f"""
SELECT c.id, p.last_name || ' ' || p.first_name, coalesce(nullif(b.label, ''), s.label), t.kind, t.number,
       a.text, c.text, q.first_name || ' ' || q.last_name, a.version <> c.seen
  FROM appreciation_correction c
  JOIN appreciation a ON a.id = c.appreciation_id
  JOIN gradebook b ON b.id = a.gradebook_id
  JOIN subject s ON s.id = b.subject_id
  JOIN term t ON t.id = a.term_id
  JOIN person p ON p.id = a.pupil_id
  LEFT JOIN person q ON q.id = c.proposed_by_id
 WHERE c.school_id = %(school)s AND c.state = 'proposee' AND {WRITERS} @> ARRAY[%(actor)s]::bigint[]
 ORDER BY c.proposed_at, c.id
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A wording that waits for the answer of the teacher. `is_late`: the text changed since."""

    correction_id: int
    pupil: str
    subject: str
    kind: str
    number: int
    text: str
    proposed: str
    who: str | None
    is_late: bool


def corrections_for(actor: Actor, school_id: int) -> tuple[CorrectionLine, ...]:
    """Those of the gradebooks that the actor writes in, the oldest first, in one statement."""
    asked: dict[str, Any] = {"school": school_id, "actor": actor.person_id, "today": clock.today()}
    with connection.cursor() as cursor:
        return tuple(CorrectionLine(*row) for row in cursor.execute(_CORRECTIONS, asked).fetchall())
