"""Write the comments of vie scolaire on pupils of a class: one as it is typed, or a page of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import connection

from preau.bulletins.events_life import LifeCommentsWritten
from preau.bulletins.life import hold_life, life_term
from preau.bulletins.saying import Heard, Saying, heard
from preau.foundation.ledger.record import record
from preau.grading.actions.write_marks import Outcome
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor

_WRITE = """
INSERT INTO school_life AS l (school_id, pupil_id, term_id, comment, why, version, written_at, written_by_id)
SELECT %(school)s, w.pupil_id, %(term)s, w.text, '', 1, %(now)s, %(actor)s
  FROM unnest(%(pupils)s::bigint[], %(texts)s::text[]) AS w(pupil_id, text)
    ON CONFLICT (pupil_id, term_id) DO UPDATE
   SET comment = excluded.comment, version = l.version + 1, written_at = excluded.written_at,
       written_by_id = excluded.written_by_id
"""


@action
def write_life_comments(
    *, actor: Actor, school_id: int, term_id: int, texts: Sequence[Saying]
) -> Mapping[int, Heard]:
    """Write what can be, each text by itself, and say of each what became of it (`saying.heard`).

    Errors: `NotAllowed` for who does not write school life here, or a pupil of another class.
    """
    term = life_term(actor, school_id=school_id, term_id=term_id)
    last = {said.pupil_id: said for said in texts}
    kept = hold_life(term, last)
    results = {pupil_id: heard(kept[pupil_id], said) for pupil_id, said in last.items()}
    written = [one for one in results.values() if one.outcome is Outcome.WRITTEN]
    if written:
        pupils = [one.pupil_id for one in written]
        with connection.cursor() as cursor:
            cursor.execute(
                _WRITE,
                {
                    "school": school_id, "term": term_id, "pupils": pupils, "now": clock.now(),
                    "texts": [one.text for one in written], "actor": actor.person_id,
                },
            )  # fmt: skip
        record(LifeCommentsWritten(school_id, term_id, sorted(pupils)), actor=actor)
    return results
