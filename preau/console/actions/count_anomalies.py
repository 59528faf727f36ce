"""Count the anomalies of schools, for the pages that do not look for them again."""

from __future__ import annotations

from preau.console.events import AnomaliesCounted
from preau.console.models import AnomalyCount
from preau.console.policies import may_count_anomalies
from preau.console.queries import count_everywhere
from preau.foundation.ledger.record import record
from preau.foundation.rooms.registry import anomaly_kinds
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def count_anomalies(*, actor: Actor, school_ids: tuple[int, ...]) -> int:
    """Replace the counts of these schools, whose scope is open, by those of now. Returns how many there are.

    Error: `NotAllowed` for who does not see their anomalies, Préau itself apart.
    """
    if not school_ids or not may_count_anomalies(actor, school_ids):
        raise NotAllowed
    now = clock.now()
    found = {(school, code): count for school, code, count in count_everywhere(school_ids)}
    counts = [
        AnomalyCount(school_id=school, code=kind.code, count=found.get((school, kind.code), 0), counted_at=now)
        for school in school_ids
        for kind in anomaly_kinds()
    ]
    AnomalyCount.objects.filter(school_id__in=school_ids).delete()
    AnomalyCount.objects.bulk_create(counts)
    total = sum(line.count for line in counts)
    record(AnomaliesCounted(len(school_ids), total), actor=actor)
    return total
