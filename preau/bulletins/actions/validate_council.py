"""Validate the council of a class."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.bulletins.events_council import CouncilValidated
from preau.bulletins.holding import held_council, hold_term
from preau.bulletins.policies import may_publish
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def validate_council(*, actor: Actor, school_id: int, term_id: int) -> None:
    """The direction agrees with the decisions, the synthesis on the class and the minutes of the delegates: the
    families of the class read these two from then on. Validated already: nothing.

    Errors: `NotAllowed` for who does not publish report cards here; `NotPossible` before the council is closed.
    """
    if not may_publish(actor, school_id):
        raise NotAllowed
    term = hold_term(actor, school_id=school_id, term_id=term_id)
    council = held_council(term)
    if council.closed_at is None:
        raise NotPossible(_("Ce conseil n’est pas clos\u202f: closez-le d’abord."))
    if council.validated_at is not None:
        return
    council.validated_at, council.validated_by_id = clock.now(), actor.person_id
    council.version += 1
    council.save()
    record(CouncilValidated(school_id, term_id), actor=actor)
