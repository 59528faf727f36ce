"""Reopen the council of a class."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.bulletins.events_council import CouncilReopened
from preau.bulletins.holding import held_council, hold_term, refuse_closed_term
from preau.bulletins.policies import may_publish
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible


@action
def reopen_council(*, actor: Actor, school_id: int, term_id: int) -> None:
    """Decisions may change again, and wait for validation again. Open already: nothing.

    Errors: `NotAllowed` for who does not hold it; `NotPossible` when the term is closed, or for a form teacher
    once the direction validated it.
    """
    term = hold_term(actor, school_id=school_id, term_id=term_id)
    refuse_closed_term(term)
    council = held_council(term)
    if council.closed_at is None:
        return
    if council.validated_at is not None and not may_publish(actor, school_id):
        raise NotPossible(_("La direction a validé ce conseil\u202f: elle seule le rouvre."))
    council.closed_at = council.validated_at = council.validated_by_id = None
    council.version += 1
    council.save()
    record(CouncilReopened(school_id, term_id), actor=actor)
