"""How one wants to be told of absences, besides the page."""

from __future__ import annotations

from preau.attendance.events import AlertsChosen
from preau.attendance.models import AlertChoice
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed


@action
def choose_alerts(*, actor: Actor, by_mail: bool, by_sms: bool) -> None:
    """Keep the choice; the page of Préau tells in any case. `NotAllowed` for who answers for no pupil."""
    if not actor.is_a(Profile.GUARDIAN):
        raise NotAllowed
    AlertChoice.objects.update_or_create(
        person_id=actor.person_id, defaults={"by_mail": by_mail, "by_sms": by_sms, "changed_at": clock.now()}
    )
    record(AlertsChosen(actor.person_id), actor=actor)
