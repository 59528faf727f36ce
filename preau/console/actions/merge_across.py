"""Reunite two records of one person whom several schools know."""

from __future__ import annotations

from preau.console.across import check_hers, open_request, perimeter
from preau.console.events import MergedAcross
from preau.directory.merged import unite
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def merge_across(*, actor: Actor, request_id: int, kept_id: int) -> int:
    """`kept_id`, one of the two of the request, keeps the history of both. Returns the id of the merge, which can
    be undone within `rules.UNMERGE_WITHIN`.

    Errors: `NotAllowed` for who does not administer all the schools of both, a request that is decided, or another
    record; `NotPossible` as `across.check_hers` and `merged.unite` say.
    """
    with perimeter(actor) as schools:
        asked = open_request(request_id, schools)
        both = (asked.first_id, asked.second_id)
        if kept_id not in both:
            raise NotAllowed
        check_hers(actor, schools, both)
        (gone_id,) = set(both) - {kept_id}
        merge = unite(actor=actor, school_id=asked.school_id, kept_id=kept_id, gone_id=gone_id)
        asked.closed_at, asked.closed_by_id = clock.now(), actor.person_id
        asked.save(update_fields=["closed_at", "closed_by_id"])
        record(MergedAcross(asked.school_id, asked.pk, merge, kept_id, gone_id), actor=actor)
    return merge
