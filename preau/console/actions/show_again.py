"""Put an anomaly that was kept as it is back on the desk."""

from __future__ import annotations

from preau.console.events import AnomalyShownAgain
from preau.console.models import KeptAsIs
from preau.console.policies import may_see_anomalies
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def show_again(*, actor: Actor, school_id: int, kept_id: int) -> None:
    """It is to be mended after all.

    Error: `NotAllowed` for who does not see this desk, and for what is not kept there.
    """
    kept = KeptAsIs.objects.filter(pk=kept_id, school_id=school_id, withdrawn_at=None).first()
    if kept is None or not may_see_anomalies(actor, school_id):
        raise NotAllowed
    kept.withdrawn_at, kept.withdrawn_by_id = clock.now(), actor.person_id
    kept.save(update_fields=["withdrawn_at", "withdrawn_by_id"])
    record(AnomalyShownAgain(school_id, kept.pk, kept.code, tuple(kept.keys)), actor=actor)
