"""Which open pages the laying of lessons concerns: every timetable of the school."""

from __future__ import annotations

from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.live.touch import touch
from preau.kernel.actor import Actor
from preau.timetable.events import LessonsLaid


@on(LessonsLaid)
def touch_timetables(event: LessonsLaid, recorded: Recorded) -> None:
    """The lessons to come changed: open timetables ask again."""
    touch([f"emploi:{event.school_id}"], recorded.id)


def may_listen_to_timetables(actor: Actor, rest: str) -> bool:
    """`emploi:<school>`: whoever belongs to the school; the page asked again decides what is read."""
    return rest.isdigit() and actor.in_school(int(rest))
