"""Who chooses the services of a school."""

from __future__ import annotations

from preau.kernel.actor import Actor

BIND_SERVICE = "portal:service:bind"


def may_bind_service(actor: Actor, school_id: int) -> bool:
    """The direction of this school."""
    return actor.may(BIND_SERVICE) and actor.in_school(school_id)
