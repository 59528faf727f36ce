"""The school-life block of pupils, as actions meet it: held while it changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection

from preau.bulletins.class_term import ClassTerm, closed_words, load_class_term
from preau.bulletins.policies import may_write_school_life
from preau.bulletins.rules import LIFE_LENGTH
from preau.bulletins.saying import Kept
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed

# Writers of one class follow each other: a block that nobody wrote yet has no row to hold.
_LOCK = "SELECT FROM term WHERE id = %(term)s AND school_id = %(school)s FOR NO KEY UPDATE"

_HELD = """
SELECT w.pupil_id, coalesce(l.comment, ''), coalesce(l.version, 0),
       coalesce(q.first_name || ' ' || q.last_name, ''), l.written_at
  FROM unnest(%(pupils)s::bigint[]) AS w(pupil_id)
  LEFT JOIN school_life l ON l.pupil_id = w.pupil_id AND l.term_id = %(term)s AND l.school_id = %(school)s
  LEFT JOIN person q ON q.id = l.written_by_id
 WHERE EXISTS (SELECT FROM membership d
                WHERE d.group_id = %(group)s AND d.pupil_id = w.pupil_id AND d.school_id = %(school)s
                  AND d.begins_on <= %(until)s AND (d.ends_on IS NULL OR d.ends_on > %(since)s))
"""


def life_term(actor: Actor, *, school_id: int, term_id: int) -> ClassTerm:
    """The class and its term. Errors: `NotAllowed` for who does not write school life here."""
    if not may_write_school_life(actor, school_id):
        raise NotAllowed
    return load_class_term(term_id, school_id=school_id)


def hold_life(term: ClassTerm, pupil_ids: Iterable[int]) -> Mapping[int, Kept]:
    """The comments on these pupils, held until the end of the transaction.

    Errors: `NotAllowed` for a pupil who was not of this class in this term.
    """
    pupils = sorted(set(pupil_ids))
    asked: dict[str, Any] = {
        "school": term.school_id, "term": term.term_id, "group": term.group_id, "pupils": pupils,
        "since": term.starts_on, "until": term.ends_on,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, asked)
        rows = cursor.execute(_HELD, asked).fetchall()
    if len(rows) < len(pupils):
        raise NotAllowed
    obstacle = obstacle_to_life(term)
    return {
        pupil_id: Kept(text, version, who, at, LIFE_LENGTH, obstacle) for pupil_id, text, version, who, at in rows
    }


def obstacle_to_life(term: ClassTerm) -> str:
    """Why the block is not written any more; '' while it is."""
    return closed_words() if term.is_closed else ""
