"""Programme elements of a gradebook for a term, as actions meet them: held in order while they change."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.bulletins.appreciation import is_closed, not_evaluated
from preau.bulletins.models import ProgrammeElement
from preau.bulletins.policies import may_write_appreciations
from preau.grading.book import TERM_STATE, GradebookHead, load_gradebook
from preau.grading.locking import Lock, heads_of
from preau.grading.models import TermLock
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

_LOCK = "SELECT FROM gradebook WHERE id = %(book)s AND school_id = %(school)s FOR NO KEY UPDATE"

# A group may mix classes: its elements are written as long as the term of one of them is.
_STATES = f"""
SELECT {TERM_STATE}, max(t.council_on)
  FROM term t LEFT JOIN term_lock k ON k.term_id = t.id
 WHERE t.school_id = %(school)s AND t.year_id = %(year)s AND t.kind = %(kind)s AND t.number = %(number)s
   AND EXISTS (SELECT FROM membership m JOIN membership d ON d.pupil_id = m.pupil_id AND d.group_id = t.group_id
                WHERE m.group_id = %(group)s
                  AND m.begins_on <= t.ends_on AND (m.ends_on IS NULL OR m.ends_on > t.starts_on)
                  AND d.begins_on <= t.ends_on AND (d.ends_on IS NULL OR d.ends_on > t.starts_on))
 GROUP BY 1
"""  # noqa: S608 - our own pieces


def obstacle_to_elements(actor: Actor, book: GradebookHead, kind: str, number: int) -> str:
    """Why the elements of this term cannot be changed; empty when they can.

    Errors: `NotAllowed` for a term that no pupil of the gradebook has.
    """
    asked: dict[str, Any] = {
        "school": book.school_id, "year": book.year_id, "group": book.group_id, "kind": kind, "number": number,
        "today": clock.today(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        councils = dict(cursor.execute(_STATES, asked).fetchall())
    if not councils:
        raise NotAllowed
    if councils.keys() != {TermLock.State.CLOSED}:
        return ""
    lock = Lock(TermLock.State.CLOSED, None, councils[TermLock.State.CLOSED])
    is_refused = is_closed(lock, is_reopened=book.is_reopened_to(actor.person_id))
    return lock.refusal(heads_of(book.school_id)) if is_refused else ""


def hold_elements(
    actor: Actor, *, school_id: int, gradebook_id: int, kind: str, number: int
) -> list[ProgrammeElement]:
    """The elements in their order, held until the end of the transaction.

    Errors: `NotAllowed` for who does not write in this gradebook; `NotPossible` when the term is closed.
    """
    book = load_gradebook(gradebook_id, school_id=school_id)
    if not may_write_appreciations(actor, book):
        raise NotAllowed
    if not book.is_evaluable or book.is_closed:
        raise NotPossible(not_evaluated())
    obstacle = obstacle_to_elements(actor, book, kind, number)
    if obstacle:
        raise NotPossible(obstacle)
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, {"book": gradebook_id, "school": school_id})
    return list(
        ProgrammeElement.objects.filter(gradebook_id=gradebook_id, school_id=school_id, kind=kind, number=number)
    )


def element_of(school_id: int, element_id: int) -> ProgrammeElement:
    """The element of this school with this id. Errors: `NotAllowed` when it has none."""
    found = ProgrammeElement.objects.filter(pk=element_id, school_id=school_id).first()
    if found is None:
        raise NotAllowed
    return found


def too_many(most: int) -> str:
    """What is said of one more than may be."""
    return _("%(most)s éléments au plus\u202f: retirez-en avant d’en ajouter.") % {"most": most}
