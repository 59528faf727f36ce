"""A pupil of age asks that her parents be informed no more (rule B8)."""

from __future__ import annotations

from preau.directory.adults import check_of_age, check_reason, standing_opposition
from preau.directory.events import OppositionAsked
from preau.directory.models import AdultOpposition
from preau.directory.policies import may_ask_opposition
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def ask_opposition(*, actor: Actor, reason: str) -> None:
    """The office of her school reads what she asks and records it; until then nothing changes. What is asked or
    recorded already stays as it is.

    Errors: `NotAllowed` for who is no pupil; `NotPossible` for a pupil who is not of age, or too long a reason.
    """
    if not may_ask_opposition(actor) or not actor.schools:
        raise NotAllowed
    check_of_age(actor.person_id)
    check_reason(reason)
    if standing_opposition(actor.person_id) is not None:
        return
    asked = AdultOpposition.objects.create(
        pupil_id=actor.person_id,
        office_id=actor.schools[0].id,
        asked_on=clock.today(),
        asked_reason=reason.strip(),
    )
    record(OppositionAsked(asked.office_id, asked.pk, asked.pupil_id), actor=actor)
