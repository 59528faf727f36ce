"""Delete what serves no more: ended sessions, spent codes, old counts of failures."""

from __future__ import annotations

from django.db.models import Q

from preau.access.events import ExpiredForgotten
from preau.access.models import ActivationCode, Attempts, EmailCode, ResetCode, Session
from preau.access.rules import ATTEMPTS_KEPT, ENDED_SESSIONS_KEPT, SPENT_CODES_KEPT
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed


@action
def forget_expired(*, actor: Actor) -> None:
    """Only Préau itself asks it, each night. What happened stays in the ledger, for its own time."""
    if actor is not SYSTEM:
        raise NotAllowed
    now = clock.now()
    ended, spent = now - ENDED_SESSIONS_KEPT, now - SPENT_CODES_KEPT
    sessions, _each = Session.objects.filter(Q(ended_at__lt=ended) | Q(expires_at__lt=ended)).delete()
    codes = sum(
        rows.filter(expires_at__lt=spent).delete()[0]
        for rows in (ActivationCode.objects.all(), ResetCode.objects.all(), EmailCode.objects.all())
    )
    attempts, _each = Attempts.objects.filter(last_failure_at__lt=now - ATTEMPTS_KEPT).delete()
    record(ExpiredForgotten(sessions, codes, attempts), actor=actor)
