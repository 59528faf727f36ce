"""Make the secret address of one's own lessons."""

from __future__ import annotations

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.ids import new_token, token_digest
from preau.kernel.refusals import NotAllowed
from preau.timetable.events import AgendaLinkMade
from preau.timetable.models import AgendaLink
from preau.timetable.policies import may_have_agenda


@action
def make_agenda_link(*, actor: Actor) -> str:
    """Returns the secret, which is never to be read again: its digest alone is kept. The former address of this
    person under this profile opens nothing any more. `NotAllowed` for who has no lessons.
    """
    if not may_have_agenda(actor):
        raise NotAllowed
    token = new_token()
    AgendaLink.objects.update_or_create(
        person_id=actor.person_id,
        profile=actor.profile.value,
        defaults={"digest": token_digest(token), "made_at": clock.now()},
    )
    record(AgendaLinkMade(actor.person_id), actor=actor)
    return token
