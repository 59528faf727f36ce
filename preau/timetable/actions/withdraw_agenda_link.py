"""Close the secret address of one's own lessons."""

from __future__ import annotations

from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed
from preau.timetable.events import AgendaLinkWithdrawn
from preau.timetable.models import AgendaLink
from preau.timetable.policies import may_have_agenda


@action
def withdraw_agenda_link(*, actor: Actor) -> None:
    """The address opens nothing any more; without one nothing happens. `NotAllowed` for who has no lessons."""
    if not may_have_agenda(actor):
        raise NotAllowed
    gone, _each = AgendaLink.objects.filter(person_id=actor.person_id, profile=actor.profile.value).delete()
    if gone:
        record(AgendaLinkWithdrawn(actor.person_id), actor=actor)
