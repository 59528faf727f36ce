"""Which open pages a fact of a council concerns: those of a pupil, and those of her class."""

from __future__ import annotations

from preau.bulletins.events_council import CouncilClosed, CouncilReopened, CouncilValidated, DecisionWritten
from preau.bulletins.events_words import AppreciationsWritten
from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.live.touch import touch
from preau.kernel.actor import Actor, Profile

_KINDS = frozenset({"avis", "faits", "classe"})


@on(DecisionWritten)
def touch_decision(event: DecisionWritten, recorded: Recorded) -> None:
    """Whoever has this pupil before her eyes in the council sees what was written."""
    touch([f"conseil:{event.school_id}:avis:{event.pupil_id}"], recorded.id)


@on(CouncilClosed, CouncilReopened, CouncilValidated)
def touch_council(event: CouncilClosed | CouncilReopened | CouncilValidated, recorded: Recorded) -> None:
    """What may be written changed, for all the pupils of the class."""
    touch([f"conseil:{event.school_id}:classe:{event.term_id}"], recorded.id)


@on(AppreciationsWritten)
def touch_facts(event: AppreciationsWritten, recorded: Recorded) -> None:
    """A teacher who writes during the council is read at once."""
    touch([f"conseil:{event.school_id}:faits:{one}" for one in event.pupil_ids], recorded.id)


def may_listen_to_council(actor: Actor, rest: str) -> bool:
    """`conseil:<school>:<kind>:<id>`: the staff of that school; the page asked again decides the rest."""
    school_id, kind, number = [*rest.split(":"), "", ""][:3]
    if kind not in _KINDS or not (school_id.isdigit() and number.isdigit()):
        return False
    is_staff = actor.is_a(Profile.TEACHER, Profile.VIE_SCOLAIRE, Profile.DIRECTION)
    return is_staff and actor.in_school(int(school_id))
