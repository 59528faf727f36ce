"""Ask for the report cards of classes: they are made in the background (capability C95)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.bulletins.events_cards import ReportCardsAsked
from preau.bulletins.jobs import make_next_class
from preau.bulletins.models import ReportCard, ReportCardBatch
from preau.bulletins.policies import may_make
from preau.bulletins.rules import GIVEN_UP, WHY_LENGTH
from preau.directory.models import Term
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

#: One who asks at a time in a school, so that two never ask for the same class.
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('report_card_batch', %s))"

_PUPILS = """
SELECT count(DISTINCT d.pupil_id)
  FROM term t
  JOIN membership d ON d.group_id = t.group_id AND d.school_id = t.school_id AND d.begins_on <= t.ends_on
                   AND (d.ends_on IS NULL OR d.ends_on > least(%(today)s, t.ends_on))
 WHERE t.id = ANY(%(terms)s) AND t.school_id = %(school)s
"""


@action
def ask_report_cards(*, actor: Actor, school_id: int, term_ids: Sequence[int], why: str = "") -> int:
    """Make the report cards of these classes soon, all pupils; the id of what was asked.

    A pupil whose card would say the same keeps it: only what changed makes a version. When families read some of
    these cards already, `why` says what is corrected. Asked twice while it is under way: the same one;
    what did not end within `GIVEN_UP` is no longer waited for.
    Errors: `NotAllowed` for who makes none here, or a class of another school; `NotPossible` without a class,
    without the reason of a correction, and while one of these classes is being made with others.
    """
    if not may_make(actor, school_id):
        raise NotAllowed
    wanted = sorted(set(term_ids))
    if not wanted:
        raise NotPossible(_("Choisissez au moins une classe."))
    if Term.objects.filter(school_id=school_id, pk__in=wanted).count() != len(wanted):
        raise NotAllowed
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [school_id])
    given_up = ReportCardBatch.objects.filter(
        school_id=school_id, ended_at=None, asked_at__lt=clock.now() - GIVEN_UP
    )
    given_up.update(ended_at=clock.now())
    for running in ReportCardBatch.objects.filter(school_id=school_id, ended_at=None):
        if running.term_ids == wanted:
            return running.pk
        if not set(wanted).isdisjoint(set(running.term_ids) - set(running.done)):
            raise NotPossible(_("Une de ces classes est en cours d’édition\u202f: attendez qu’elle soit faite."))
    batch = ReportCardBatch.objects.create(
        school_id=school_id, term_ids=wanted, why=_reason(school_id, wanted, why),
        asked=_pupils(school_id, wanted), asked_at=clock.now(), asked_by_id=actor.person_id,
    )  # fmt: skip
    make_next_class.later(school_id=school_id, batch_id=batch.pk)
    record(ReportCardsAsked(school_id, batch.pk, wanted), actor=actor)
    return batch.pk


def _reason(school_id: int, term_ids: Sequence[int], why: str) -> str:
    said = " ".join(why.replace("\0", "").split())
    if len(said) > WHY_LENGTH:
        raise NotPossible(_("%(most)s caractères au plus.") % {"most": WHY_LENGTH}, field="why")
    cards = ReportCard.objects.filter(school_id=school_id, term_id__in=term_ids)
    if not said and cards.filter(published_at__isnull=False).exists():
        raise NotPossible(
            _("Ces bulletins sont publiés\u202f: dites pourquoi vous les refaites."),
            field="why",
        )
    return said or _("Complété avant la publication")


def _pupils(school_id: int, term_ids: Sequence[int]) -> int:
    with connection.cursor() as cursor:
        asked: dict[str, Any] = {"school": school_id, "terms": list(term_ids), "today": clock.today()}
        row = cursor.execute(_PUPILS, asked).fetchone()
    return int(row[0]) if row else 0
