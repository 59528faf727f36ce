"""Who sends the national record (capability C96, rule B1)."""

from __future__ import annotations

from preau.kernel.actor import Actor

#: Check the file of the LSU, leave pupils out of it, download it.
EXPORT = "lsu:file:export"


def may_export(actor: Actor, school_id: int) -> bool:
    """The direction and the office of this school (rule B1: « Bulletin / BFC / LSU »)."""
    return actor.may(EXPORT) and actor.in_school(school_id)
