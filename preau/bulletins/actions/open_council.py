"""Open the council of a class."""

from __future__ import annotations

from preau.bulletins.events_council import CouncilOpened
from preau.bulletins.holding import hold_term, refuse_closed_term
from preau.bulletins.models import Council
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor


@action
def open_council(*, actor: Actor, school_id: int, term_id: int) -> None:
    """From then on, what is shown of each pupil is kept when the council passes on. Opened already: nothing.

    Errors: `NotAllowed` for who does not hold it, `NotPossible` when the term is closed.
    """
    term = hold_term(actor, school_id=school_id, term_id=term_id)
    refuse_closed_term(term)
    if Council.objects.filter(term_id=term_id, school_id=school_id).exists():
        return
    Council.objects.create(
        school_id=school_id, group_id=term.group_id, term_id=term_id, opened_at=clock.now(),
        opened_by_id=actor.person_id,
    )  # fmt: skip
    record(CouncilOpened(school_id, term_id), actor=actor)
