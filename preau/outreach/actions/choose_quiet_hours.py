"""Say when nothing leaves for the families of a school (rule B14, capability C35)."""

from __future__ import annotations

from datetime import time

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.outreach.events import QuietHoursChosen
from preau.outreach.models import OutreachSettings
from preau.outreach.policies import may_set_quiet


@action
def choose_quiet_hours(*, actor: Actor, school_id: int, since: time, until: time, weekends: bool) -> None:
    """From an hour of the evening to one of the next morning. Delivery waits; writing never does.

    Errors: `NotAllowed` for who does not set it here; `NotPossible` when the evening is not after the morning.
    """
    if not may_set_quiet(actor, school_id):
        raise NotAllowed
    if since <= until:
        raise NotPossible(
            _(
                "La pause commence le soir et finit le lendemain matin\u202f: donnez une heure du soir après "
                "celle du matin."
            ),
            field="since",
        )
    OutreachSettings.objects.update_or_create(
        school_id=school_id, defaults={"quiet_from": since, "quiet_until": until, "quiet_weekends": weekends}
    )
    record(QuietHoursChosen(school_id), actor=actor)
