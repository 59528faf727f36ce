"""Close the council of a class."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.bulletins.events_council import CouncilClosed
from preau.bulletins.holding import held_council, hold_term
from preau.bulletins.queries.council import names_without_synthesis
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible


@action
def close_council(*, actor: Actor, school_id: int, term_id: int) -> None:
    """Nothing is decided any more; each pupil has her synthesis, which the national record asks for (rule B4).
    Closed already: nothing.

    Errors: `NotAllowed` for who does not hold it; `NotPossible` when it is not open, or with the names of those
    of whom nothing is said.
    """
    term = hold_term(actor, school_id=school_id, term_id=term_id)
    council = held_council(term)
    if council.closed_at is not None:
        return
    names = names_without_synthesis(term)
    if names:
        raise NotPossible(_("Il manque une synthèse à\u202f: %(names)s.") % {"names": ", ".join(names)})
    council.closed_at, council.version = clock.now(), council.version + 1
    council.save()
    record(CouncilClosed(school_id, term_id), actor=actor)
