"""Count the anomalies of schools, for the pages that do not look for them again."""

from __future__ import annotations

from preau.console.events import AnomaliesCounted
from preau.console.models import AnomalyCount
from preau.console.policies import may_count_anomalies
from preau.console.queries import count_everywhere, kind_of
from preau.foundation.ledger.record import record
from preau.foundation.rooms.registry import anomaly_kinds
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def count_anomalies(*, actor: Actor, school_ids: tuple[int, ...], code: str = "") -> int:
    """Replace the counts of these schools, whose scope is open, by those of now: of the kind `code` alone where
    the others were counted before, else of all. Returns how many anomalies were counted.

    Error: `NotAllowed` for who does not see their anomalies, Préau itself apart, and for an unknown code.
    """
    if not school_ids or not may_count_anomalies(actor, school_ids):
        raise NotAllowed
    asked = (kind_of(code),) if code else anomaly_kinds()
    alone = code if _were_counted(school_ids) else ""
    kinds = asked if alone else anomaly_kinds()
    now = clock.now()
    found = {(school, of): count for school, of, count in count_everywhere(school_ids, alone)}
    counts = [
        AnomalyCount(school_id=school, code=kind.code, count=found.get((school, kind.code), 0), counted_at=now)
        for school in school_ids
        for kind in kinds
    ]
    AnomalyCount.objects.bulk_create(
        counts, update_conflicts=True, unique_fields=["school", "code"], update_fields=["count", "counted_at"]
    )
    known = [kind.code for kind in anomaly_kinds()]
    AnomalyCount.objects.filter(school_id__in=school_ids).exclude(code__in=known).delete()
    total = sum(line.count for line in counts)
    record(AnomaliesCounted(len(school_ids), total), actor=actor)
    return total


def _were_counted(school_ids: tuple[int, ...]) -> bool:
    counted = AnomalyCount.objects.filter(school_id__in=school_ids).values("school_id").distinct().count()
    return counted == len(set(school_ids))
