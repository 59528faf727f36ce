"""Have the figures of a class counted again once its term is published (rules B2.7 and B2.8)."""

from __future__ import annotations

from typing import Any

from django.db import connection

from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed

_OUTDATE = """
UPDATE gradebook b SET version = version + 1
 WHERE b.school_id = %(school)s
   AND EXISTS (SELECT FROM term t JOIN term_result r ON r.term_id = t.id
                WHERE t.id = %(term)s AND t.school_id = b.school_id AND t.published_at IS NOT NULL
                  AND r.gradebook_id = b.id AND (r.average IS NOT NULL OR r.is_not_marked))
RETURNING b.id
"""


@action
def count_what_is_published(*, actor: Actor, school_id: int, term_id: int) -> list[int]:
    """Say that the figures of the gradebooks where an average of this term was decided are no longer true, now
    that families read it; which ones. Where nothing was decided, publication changes no figure.

    Préau's own work; it records nothing, for the fact is the publication. Errors: `NotAllowed` for anybody else.
    """
    if actor is not SYSTEM:
        raise NotAllowed
    asked: dict[str, Any] = {"school": school_id, "term": term_id}
    with connection.cursor() as cursor:
        return sorted(pk for (pk,) in cursor.execute(_OUTDATE, asked).fetchall())
