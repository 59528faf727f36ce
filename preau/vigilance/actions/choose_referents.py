"""Choose who is told at once of harassment and threats."""

from __future__ import annotations

from collections.abc import Iterable

from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed
from preau.vigilance.events import ReferentsChosen
from preau.vigilance.models import Referent
from preau.vigilance.policies import may_choose_referents
from preau.vigilance.queries.referents import candidates


@action
def choose_referents(*, actor: Actor, school_id: int, person_ids: Iterable[int]) -> None:
    """These and no others; nobody: the direction and the CPE are told, as before.

    `NotAllowed` for who does not set the school, and for somebody who holds no post in it today.
    """
    wanted = sorted(set(person_ids))
    if not may_choose_referents(actor, school_id):
        raise NotAllowed
    if not {*wanted} <= {line.id for line in candidates(school_id)}:
        raise NotAllowed
    known = Referent.objects.filter(school_id=school_id)
    had = set(known.values_list("person_id", flat=True))
    if had == {*wanted}:
        return
    known.exclude(person_id__in=wanted).delete()
    Referent.objects.bulk_create(
        (Referent(school_id=school_id, person_id=person_id) for person_id in wanted if person_id not in had),
        ignore_conflicts=True,
    )
    record(ReferentsChosen(school_id, tuple(wanted)), actor=actor)
