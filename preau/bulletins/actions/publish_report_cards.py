"""Say when families read the report cards of classes: one instant for all of them (capability C95)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.bulletins.events_cards import PublicationDecided
from preau.bulletins.jobs import announce_at_its_hour
from preau.bulletins.policies import may_publish
from preau.bulletins.rules import PUBLISHED_WITHIN
from preau.directory.models import Term
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

# The last version of each pupil, unless families read it already; an hour that has not come may change.
_PUBLISH = """
UPDATE report_card c SET published_at = %(at)s
 WHERE c.school_id = %(school)s AND c.term_id = ANY(%(terms)s)
   AND (c.published_at IS NULL OR c.published_at > %(now)s)
   AND NOT EXISTS (SELECT FROM report_card n
                    WHERE n.pupil_id = c.pupil_id AND n.term_id = c.term_id AND n.number > c.number)
RETURNING c.id
"""

# Of former versions whose hour has not come: the last one replaces them.
_FORGET = """
UPDATE report_card c SET published_at = NULL
 WHERE c.school_id = %(school)s AND c.term_id = ANY(%(terms)s) AND c.published_at > %(now)s
RETURNING c.id
"""


@action
def publish_report_cards(
    *, actor: Actor, school_id: int, term_ids: Sequence[int], at: datetime | None = None
) -> int:
    """Let families and pupils read the last version of each card of these classes, at once or from `at` on; how
    many. They are told at that instant, both parents and the pupil together. An hour that has not come may be
    changed by publishing again; published twice is published once.

    Errors: `NotAllowed` for who publishes none here, or a class of another school; `NotPossible` for an hour that
    is past or too far.
    """
    wanted = checked_terms(actor, school_id, term_ids)
    now = clock.now()
    if at is not None and not now - timedelta(minutes=1) <= at <= now + PUBLISHED_WITHIN:
        raise NotPossible(_("Choisissez une heure à venir, dans les trois mois."), field="hour")
    instant = now if at is None or at <= now else at
    said: dict[str, Any] = {"school": school_id, "terms": wanted, "now": now, "at": instant}
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, said)
        published = len(cursor.execute(_PUBLISH, said).fetchall())
    if not published:
        return 0
    for term_id in wanted:
        announce_at_its_hour.after(instant - now, school_id=school_id, term_id=term_id)
    record(PublicationDecided(school_id, wanted, instant.isoformat()), actor=actor)
    return published


def checked_terms(actor: Actor, school_id: int, term_ids: Sequence[int]) -> list[int]:
    """These terms, each once. Errors: `NotAllowed` for who publishes none here, or a term of another school;
    `NotPossible` without any.
    """
    if not may_publish(actor, school_id):
        raise NotAllowed
    wanted = sorted(set(term_ids))
    if not wanted:
        raise NotPossible(_("Choisissez au moins une classe."))
    if Term.objects.filter(school_id=school_id, pk__in=wanted).count() != len(wanted):
        raise NotAllowed
    return wanted


def forget_publication(school_id: int, term_ids: Sequence[int]) -> int:
    """No hour any more for the cards of these classes whose hour has not come; how many."""
    with connection.cursor() as cursor:
        said: dict[str, Any] = {"school": school_id, "terms": list(term_ids), "now": clock.now()}
        return len(cursor.execute(_FORGET, said).fetchall())
