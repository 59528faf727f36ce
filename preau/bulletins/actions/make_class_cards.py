"""Make the report cards of one class of a batch, and go on with the next (capability C95)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.bulletins.cards.content import Content, digest_of, plain
from preau.bulletins.cards.making import contents_of
from preau.bulletins.cards.pdf import Printed, card_in_pdf
from preau.bulletins.class_term import load_class_term
from preau.bulletins.events_cards import ReportCardsMade
from preau.bulletins.models import ReportCard, ReportCardBatch
from preau.bulletins.queries.report import read_class
from preau.directory.models import SchoolLogo
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed

#: Two batches never number the same class at once.
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('report_card', %s))"

_LAST = """
SELECT DISTINCT ON (pupil_id) pupil_id, number, digest, CASE WHEN published_at > %(now)s THEN published_at END
  FROM report_card
 WHERE term_id = %(term)s AND school_id = %(school)s ORDER BY pupil_id, number DESC
"""

# The hour of a former version passes to the last one: families read that one.
_HAND_OVER = """
UPDATE report_card c SET published_at = NULL
 WHERE c.term_id = %(term)s AND c.school_id = %(school)s AND c.published_at > %(now)s
   AND EXISTS (SELECT FROM report_card n
                WHERE n.pupil_id = c.pupil_id AND n.term_id = c.term_id AND n.number > c.number)
"""


@action
def make_class_cards(*, actor: Actor, school_id: int, batch_id: int) -> bool:
    """Make the next class of this batch, all in one transaction; True when another one is left.

    The last version of a pupil is left as it is when nothing she reads would change; otherwise the next
    number follows it, and takes over the hour at which the former was to be read. A pupil whom nothing is
    taught to gets none and is told apart. Killed in the middle, nothing was done and it begins again; done, it
    is not done again.
    Préau's own work, on behalf of who asked. Errors: `NotAllowed` for anybody else.
    """
    if actor is not SYSTEM:
        raise NotAllowed
    batch = ReportCardBatch.objects.select_for_update().filter(pk=batch_id, school_id=school_id).first()
    if batch is None:
        raise NotAllowed
    left = [term_id for term_id in batch.term_ids if term_id not in batch.done]
    if not left or batch.ended_at is not None:
        return False
    term_id = left[0]
    asked = {"term": term_id, "school": school_id, "now": clock.now()}
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [term_id])
        last = {row[0]: row[1:] for row in cursor.execute(_LAST, asked).fetchall()}
    contents = contents_of(read_class(load_class_term(term_id, school_id=school_id)))
    whole = [content for content in contents if content.subjects]
    made = _make(batch, whole, last)
    with connection.cursor() as cursor:
        cursor.execute(_HAND_OVER, asked)
    batch.done = [*batch.done, term_id]
    batch.made += len(whole)
    batch.failed = [*batch.failed, *({"pupil": one.pupil.pupil_id, "why": _("aucune matière évaluée")}
                                     for one in contents if not one.subjects)]  # fmt: skip
    if len(left) == 1:
        batch.ended_at = clock.now()
    batch.save(update_fields=["done", "made", "failed", "ended_at"])
    record(ReportCardsMade(school_id, batch_id, term_id, [card.pupil_id for card in made]), actor=actor)
    return len(left) > 1


def _make(batch: ReportCardBatch, contents: Iterable[Content], last: Mapping[int, Any]) -> list[ReportCard]:
    """The versions that are new."""
    kept = SchoolLogo.objects.filter(school_id=batch.school_id).first()
    logo = bytes(kept.content) if kept else None
    now = clock.now()
    made = []
    for content in contents:
        number, before, hour = last.get(content.pupil.pupil_id, (0, "", None))
        digest = digest_of(content)
        if digest == before:
            continue
        pdf = card_in_pdf(Printed(content, number + 1, now, digest), logo=logo)
        made.append(
            ReportCard(
                school_id=batch.school_id, pupil_id=content.pupil.pupil_id, term_id=content.term.term_id,
                number=number + 1, content=plain(content), pdf=pdf, digest=digest, why=batch.why if number else "",
                made_at=now, made_by_id=batch.asked_by_id, published_at=hour,
            )
        )  # fmt: skip
    return ReportCard.objects.bulk_create(made, batch_size=50)
