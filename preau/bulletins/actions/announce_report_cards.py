"""At the hour of a publication, the term is published and families are told (capability C95)."""

from __future__ import annotations

from django.db import connection

from preau.bulletins.events_cards import ReportCardsPublished
from preau.directory.models import Term
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed

_ANNOUNCE = """
UPDATE report_card SET announced_at = %(now)s
 WHERE school_id = %(school)s AND term_id = %(term)s AND published_at <= %(now)s AND announced_at IS NULL
RETURNING pupil_id
"""


@action
def announce_report_cards(*, actor: Actor, school_id: int, term_id: int) -> list[int]:
    """Say of the cards of this class that families read since their hour, once each; whose they are.

    The term is published with the first of them: its dates and marks stay as they are.
    Préau's own work. Errors: `NotAllowed` for anybody else.
    """
    if actor is not SYSTEM:
        raise NotAllowed
    now = clock.now()
    with connection.cursor() as cursor:
        rows = cursor.execute(_ANNOUNCE, {"now": now, "school": school_id, "term": term_id}).fetchall()
    pupils = sorted({pupil_id for (pupil_id,) in rows})
    if pupils:
        Term.objects.filter(pk=term_id, school_id=school_id, published_at=None).update(published_at=now)
        record(ReportCardsPublished(school_id, term_id, pupils), actor=actor)
    return pupils
