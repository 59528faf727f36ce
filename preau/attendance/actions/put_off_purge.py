"""Keep the presence of a year a while longer."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from preau.attendance.events_year import PurgePutOff
from preau.attendance.models import PresencePurge
from preau.attendance.policies import may_end_year
from preau.attendance.year_end import over_year
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

#: So long at most, each time (our choice): an appeal, an audit.
LONGEST = timedelta(days=183)


@action
def put_off_purge(*, actor: Actor, school_id: int, year_id: int, until: date, why: str) -> None:
    """Until that day, because of something that is written down.

    Errors: `NotAllowed` for who is not of the direction, `NotPossible` without a reason, for a day that is past or
    more than six months away, or once it is asked.
    """
    if not may_end_year(actor, school_id):
        raise NotAllowed
    over_year(year_id)
    if not why.strip():
        raise NotPossible(_("Dites pourquoi ces données sont encore utiles."), field="why")
    if not clock.today() < until <= clock.today() + LONGEST:
        raise NotPossible(_("Choisissez un jour à venir, dans six mois au plus."), field="until")
    PresencePurge.objects.get_or_create(school_id=school_id, year_id=year_id)
    purge = PresencePurge.objects.select_for_update().get(school_id=school_id, year_id=year_id)
    if purge.asked_at is not None:
        raise NotPossible(_("L’effacement de cette année est déjà demandé."))
    purge.put_off_until, purge.why = until, why.strip()
    purge.save(update_fields=["put_off_until", "why"])
    record(PurgePutOff(school_id, year_id), actor=actor)
