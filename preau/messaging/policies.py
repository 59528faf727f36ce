"""Who writes at all, who sets who writes to whom, who looks at what waits (rules B1, B14; capability C30)."""

from __future__ import annotations

from preau.kernel.actor import Actor
from preau.vigilance.policies import frozen_because

#: Say who may write to whom, and how many people at once.
SET_RIGHTS = "messaging:rights:set"
#: Let a message beyond the caps go, or refuse it; agree to a late recall.
MODERATE = "messaging:message:moderate"


def closed_because(actor: Actor, school_id: int) -> str:
    """Why this actor may write nothing in this school now, as a French sentence; empty when she may."""
    return frozen_because(actor, school_id)


def may_set_rights(actor: Actor, school_id: int) -> bool:
    """The direction of this school."""
    return actor.may(SET_RIGHTS) and actor.in_school(school_id)


def may_moderate(actor: Actor, school_id: int) -> bool:
    """The direction and the CPE of this school. What they read is what waits, and nothing else: nobody reads the
    mail of others (rule B1, row « Messages »).
    """
    return actor.may(MODERATE) and actor.in_school(school_id)
