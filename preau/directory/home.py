"""What the directory shows on home pages: to a regional agent the schools, never a pupil (rule B1); to the staff
of a school, its search.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from preau.directory.models import School
from preau.kernel.actor import Actor, SchoolRef

_COUNTS = """
SELECT s.kind, count(*)
  FROM school s WHERE s.is_open GROUP BY s.kind ORDER BY count(*) DESC, s.kind
"""

_PLURALS = {
    School.Kind.COLLEGE: ("collège", "collèges"),
    School.Kind.LYCEE: ("lycée", "lycées"),
    School.Kind.LYCEE_PRO: ("lycée professionnel", "lycées professionnels"),
    School.Kind.LYCEE_AGRICOLE: ("lycée agricole", "lycées agricoles"),
    School.Kind.EREA: ("EREA", "EREA"),
    School.Kind.OTHER: ("autre établissement", "autres établissements"),
}


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many open schools there are of a kind, named in the right number."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class RegionCard:
    """The open schools of the Region by kind, the most numerous first."""

    kinds: tuple[KindCount, ...]

    @property
    def schools(self) -> int:
        return sum(kind.count for kind in self.kinds)


def region_card(_actor: Actor) -> RegionCard:
    """The schools that Préau serves today."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_COUNTS).fetchall()
    return RegionCard(tuple(KindCount(_PLURALS[School.Kind(kind)][count > 1], count) for kind, count in rows))


def people_card(actor: Actor) -> tuple[SchoolRef, ...]:
    """The schools where the actor may look for somebody."""
    return actor.schools
