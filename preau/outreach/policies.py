"""Who chooses how she is told, who sets quiet hours, who sees which channel works (rules B1, B14)."""

from __future__ import annotations

from preau.kernel.actor import Actor

#: Set the quiet hours of the school.
SET_QUIET = "outreach:quiet:set"


def may_set_quiet(actor: Actor, school_id: int) -> bool:
    """The direction of this school (row C35: adaptable by the head)."""
    return actor.may(SET_QUIET) and actor.in_school(school_id)
