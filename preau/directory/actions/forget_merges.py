"""Forget what would part merged records, once they can be parted no more."""

from __future__ import annotations

from preau.directory.events import MergesSettled
from preau.directory.models import MergedRows
from preau.directory.rules import UNMERGE_WITHIN
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed


@action
def forget_merges(*, actor: Actor, school_id: int) -> int:
    """The rows kept aside by the merges of this school older than `rules.UNMERGE_WITHIN`, or parted since, are
    erased: whole rows of persons lie in them. That there was a merge stays. Returns how many merges it concerns.

    Error: `NotAllowed` for anyone but Préau itself.
    """
    if actor is not SYSTEM:
        raise NotAllowed
    kept_aside = MergedRows.objects.filter(school_id=school_id)
    old = kept_aside.filter(merge__merged_at__lte=clock.now() - UNMERGE_WITHIN)
    parted = kept_aside.exclude(merge__undone_at=None)
    merges = sorted({*old.values_list("merge_id", flat=True), *parted.values_list("merge_id", flat=True)})
    if merges:
        kept_aside.filter(merge_id__in=merges).delete()
        record(MergesSettled(school_id, tuple(merges)), actor=actor)
    return len(merges)
