"""Who sees and mends the anomalies of a school, and who counts those of all (rule B1)."""

from __future__ import annotations

from preau.kernel.actor import SYSTEM, Actor

#: The desk of one school: its anomalies with their names, what it keeps as it is.
SEE_ANOMALIES = "console:anomaly:see"
#: How many anomalies each school has; no name (« aggregate only », rule B1).
COUNT_ANOMALIES = "console:anomaly:count"


def may_see_anomalies(actor: Actor, school_id: int) -> bool:
    """The direction and the office of this school."""
    return actor.may(SEE_ANOMALIES) and actor.in_school(school_id)


def may_count_anomalies(actor: Actor, school_ids: tuple[int, ...]) -> bool:
    """Préau itself, each night, and the office for its own schools."""
    return actor is SYSTEM or all(may_see_anomalies(actor, school_id) for school_id in school_ids)
