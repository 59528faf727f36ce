"""Part two records that were reunited by mistake across schools."""

from __future__ import annotations

from preau.console.across import check_hers, merge_of, perimeter
from preau.console.events import PartedAcross
from preau.directory.merged import check_can_part, part
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor


@action
def part_across(*, actor: Actor, merge_id: int) -> None:
    """Every row goes back to the record it came from.

    Errors: `NotAllowed` for a merge that is not hers, or of a school that is no longer; `NotPossible` as
    `merged.check_can_part` says.
    """
    with perimeter(actor) as schools:
        merge = merge_of(actor, merge_id, schools)
        both = (merge.kept_id, merge.gone_id)
        check_hers(actor, schools, both)
        check_can_part(merge)
        part(actor=actor, merge=merge)
        record(PartedAcross(merge.school_id, merge.pk, *both), actor=actor)
