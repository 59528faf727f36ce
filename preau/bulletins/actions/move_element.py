"""Move a programme element before or after its neighbour."""

from __future__ import annotations

from preau.bulletins.elements import element_of, hold_elements
from preau.bulletins.events_words import ElementsChanged
from preau.bulletins.models import ProgrammeElement
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def move_element(*, actor: Actor, school_id: int, element_id: int, is_up: bool) -> None:
    """One place up, or down; the first stays first and the last stays last. Errors: those of `hold_elements`."""
    asked = element_of(school_id, element_id)
    there = hold_elements(
        actor, school_id=school_id, gradebook_id=asked.gradebook_id, kind=asked.kind, number=asked.number
    )
    place = next((n for n, element in enumerate(there) if element.pk == element_id), None)
    if place is None:
        raise NotAllowed
    other = min(max(place + (-1 if is_up else 1), 0), len(there) - 1)
    there[place], there[other] = there[other], there[place]
    for position, element in enumerate(there):
        element.position = position
    ProgrammeElement.objects.bulk_update(there, ["position"])
    record(ElementsChanged(school_id, asked.gradebook_id, asked.kind, asked.number), actor=actor)
