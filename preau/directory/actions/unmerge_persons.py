"""Part two records that were merged by mistake."""

from __future__ import annotations

from preau.directory.actions.merge_persons import check_merge_is_hers
from preau.directory.events import PersonsParted
from preau.directory.merged import check_can_part, part
from preau.directory.models import PersonMerge
from preau.directory.policies import may_merge_persons
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def unmerge_persons(*, actor: Actor, school_id: int, merge_id: int) -> None:
    """Every row goes back to the record it came from; what was written since the merge stays with the survivor.

    Errors: `NotAllowed` for who does not merge here or another school's merge; `NotPossible` after
    `rules.UNMERGE_WITHIN`, when a later merge stands on this one, or where merging itself is refused.
    """
    merge = PersonMerge.objects.select_for_update().filter(pk=merge_id, school_id=school_id).first()
    if merge is None or merge.undone_at is not None or not may_merge_persons(actor, school_id):
        raise NotAllowed
    both = (merge.kept_id, merge.gone_id)
    check_can_part(merge)
    check_merge_is_hers(actor, school_id, both)
    part(actor=actor, merge=merge)
    record(PersonsParted(school_id, merge.pk, *both), actor=actor)
