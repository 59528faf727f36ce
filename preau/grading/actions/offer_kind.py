"""Offer a kind of evaluation again, or no more: one that was used is hidden, never erased."""

from __future__ import annotations

from preau.foundation.ledger.record import record
from preau.grading.events_settings import KindOffered
from preau.grading.models import EvaluationKind
from preau.grading.policies import may_set
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def offer_kind(*, actor: Actor, school_id: int, kind_id: int, is_offered: bool) -> None:
    """Evaluations that have it keep it. Twice has one effect.

    Error: `NotAllowed` for who does not set marks in this school, or a kind that is not of it.
    """
    if not may_set(actor, school_id):
        raise NotAllowed
    kind = EvaluationKind.objects.select_for_update().filter(school_id=school_id, pk=kind_id).first()
    if kind is None:
        raise NotAllowed
    if kind.is_offered is is_offered:
        return
    kind.is_offered = is_offered
    kind.save(update_fields=["is_offered"])
    record(KindOffered(school_id, kind_id, is_offered), actor=actor)
