"""Who sees and mends the anomalies of a school, and who counts those of all (rule B1)."""

from __future__ import annotations

from preau.kernel.actor import SYSTEM, Actor

#: The desk of one school: its anomalies with their names, what it keeps as it is.
SEE_ANOMALIES = "console:anomaly:see"
#: How many anomalies each school has; no name (« aggregate only », rule B1).
COUNT_ANOMALIES = "console:anomaly:count"

#: Give the settings of a school to others, within one's perimeter.
COPY_SETTINGS = "console:settings:copy"


#: Choose the logos of collectivities and the schools of projects, within one's perimeter.
DESCRIBE_NETWORK = "console:network:describe"


def may_describe_network(actor: Actor) -> bool:
    """Who administers schools for the Region, an académie or a département; which ones, her mandate says."""
    return actor.may(DESCRIBE_NETWORK)


def may_copy_settings(actor: Actor) -> bool:
    """Who administers schools for the Region, an académie or a département; which ones, her mandate says."""
    return actor.may(COPY_SETTINGS)


def may_see_anomalies(actor: Actor, school_id: int) -> bool:
    """The direction and the office of this school."""
    return actor.may(SEE_ANOMALIES) and actor.in_school(school_id)


def may_count_anomalies(actor: Actor, school_ids: tuple[int, ...]) -> bool:
    """Préau itself, each night, and the office for its own schools."""
    return actor is SYSTEM or all(may_see_anomalies(actor, school_id) for school_id in school_ids)


#: Reunite the records of a person whom several schools know, within one's perimeter, when one of them asks.
MERGE_ACROSS = "console:person:merge_across"


def may_merge_across(actor: Actor) -> bool:
    """Who administers schools for the Region or an académie; which ones, her mandate says."""
    return actor.may(MERGE_ACROSS)
