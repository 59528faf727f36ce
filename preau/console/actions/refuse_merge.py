"""Say that two records are two persons, to the school that asked to reunite them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.console.across import check_hers, open_request, perimeter
from preau.console.events import MergeRefused
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible


@action
def refuse_merge(*, actor: Actor, request_id: int, refusal: str) -> None:
    """The school reads why. Errors: as `merge_across`; `NotPossible` without a reason."""
    with perimeter(actor) as schools:
        asked = open_request(request_id, schools)
        check_hers(actor, schools, (asked.first_id, asked.second_id))
        if not refusal.strip():
            raise NotPossible(_("Dites pourquoi\u202f: l’établissement lira ce motif."), field="refusal")
        asked.closed_at, asked.closed_by_id, asked.refusal = clock.now(), actor.person_id, refusal.strip()
        asked.save(update_fields=["closed_at", "closed_by_id", "refusal"])
        record(MergeRefused(asked.school_id, asked.pk), actor=actor)
