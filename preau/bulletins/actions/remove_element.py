"""Remove a programme element."""

from __future__ import annotations

from preau.bulletins.elements import element_of, hold_elements
from preau.bulletins.events_words import ElementsChanged
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor


@action
def remove_element(*, actor: Actor, school_id: int, element_id: int) -> None:
    """It is no longer of the term. Errors: those of `hold_elements`."""
    asked = element_of(school_id, element_id)
    hold_elements(
        actor, school_id=school_id, gradebook_id=asked.gradebook_id, kind=asked.kind, number=asked.number
    )
    asked.delete()
    record(ElementsChanged(school_id, asked.gradebook_id, asked.kind, asked.number), actor=actor)
