"""What the console shows on the home page of the office: how many anomalies wait, school by school."""

from __future__ import annotations

from dataclasses import dataclass

from preau.console.policies import may_see_anomalies
from preau.console.queries import SchoolCount, counts_of_schools
from preau.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class AnomaliesCard:
    """The schools whose anomalies this actor mends; none for other staff."""

    schools: tuple[SchoolCount, ...]


def anomalies_card(actor: Actor) -> AnomaliesCard:
    """At the last count, in one statement."""
    mine = [school.id for school in actor.schools if may_see_anomalies(actor, school.id)]
    return AnomaliesCard(counts_of_schools(mine) if mine else ())
