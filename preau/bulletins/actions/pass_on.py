"""Pass on from a pupil in a council."""

from __future__ import annotations

from preau.bulletins.events_council import CouncilPassedOn
from preau.bulletins.holding import held_council, hold_term
from preau.bulletins.models import CouncilSnapshot
from preau.bulletins.queries.council_page import council_page
from preau.bulletins.snapshot import shown_of
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor


@action
def pass_on(*, actor: Actor, school_id: int, term_id: int, pupil_id: int) -> None:
    """Keep what the council was shown of her, votes excepted; the same as the last time is kept once. Of a council
    that is closed nothing is kept.

    Errors: `NotAllowed` for who does not hold it or a pupil of another class; `NotPossible` when it is not open.
    """
    term = hold_term(actor, school_id=school_id, term_id=term_id)
    council = held_council(term)
    shown = shown_of(council_page(term, pupil_id))
    if council.closed_at is not None:
        return
    last = CouncilSnapshot.objects.filter(council=council, pupil_id=pupil_id).order_by("-shown_at", "-id").first()
    if last is not None and last.shown == shown:
        return
    CouncilSnapshot.objects.create(
        school_id=school_id, council=council, pupil_id=pupil_id, shown=shown, shown_at=clock.now()
    )
    record(CouncilPassedOn(school_id, term_id, pupil_id), actor=actor)
