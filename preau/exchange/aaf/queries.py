"""What the screens of the feed show: a person to recognise, and the notes that belong to no school."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from preau.exchange.aaf.anomalies import OWNERS
from preau.exchange.aaf.models import DeliveryNote
from preau.foundation.rooms.anomalies import BeyondSchools, Owner, Severity

#: Where an account of a shape says to look, at most.
_MOST_PLACES = 5
_HOMELESS = "FROM aaf_note n JOIN aaf_delivery d ON d.id = n.delivery_id WHERE n.is_open AND n.school_id IS NULL"
_COUNTS = f"SELECT n.severity, n.owner, count(*) {_HOMELESS} GROUP BY n.severity, n.owner"
_SHAPES = f"""
SELECT d.source, n.severity, n.owner, n.shape, count(*), max(d.dated_on),
       (array_agg(n.file || CASE WHEN n.line > 0 THEN ', ligne ' || n.line ELSE '' END
                  ORDER BY n.file, n.line))[:{_MOST_PLACES}]
  {_HOMELESS}
 GROUP BY d.source, n.severity, n.owner, n.shape
 ORDER BY count(*) DESC, d.source, n.shape
"""
#: severity -> (what it costs, plural that stands after a number, cause)
_MEANINGS = {
    DeliveryNote.Severity.LEFT_OUT: (
        Severity.BLOCKING,
        "fiches laissées de côté",
        "Une fiche ne se comprend pas, ou se contredit, et n’est pas entrée.",
    ),
    DeliveryNote.Severity.ODDITY: (
        Severity.SERIOUS,
        "fiches entrées en partie",
        "Une valeur ne se comprend pas\u202f: la fiche est entrée sans elle.",
    ),
    DeliveryNote.Severity.TOLD: (
        Severity.INFORMATION,
        "faits à connaître",
        "L’annuaire a tranché seul, et le dit.",
    ),
    DeliveryNote.Severity.USUAL: (
        Severity.INFORMATION,
        "fiches laissées de côté, comme il est d’usage",
        "Un responsable d’aucun élève, par exemple\u202f: il n’y a rien à faire.",
    ),
}


@dataclass(frozen=True, slots=True)
class HomelessShape:
    """What a source's deliveries left aside in the same way, outside any school. `places` are the first ones."""

    source: str
    severity: Severity
    meaning: str
    owner: Owner
    shape: str
    count: int
    told_on: date
    places: tuple[str, ...]


def beyond_schools() -> tuple[BeyondSchools, ...]:
    """The open notes without a school, counted by what they cost and by who mends them."""
    return tuple(
        BeyondSchools(*_MEANINGS[DeliveryNote.Severity(severity)], _owner(owner), count, "aaf:notes")
        for severity, owner, count in _rows(_COUNTS)
    )


def homeless_shapes() -> tuple[HomelessShape, ...]:
    """Those notes, by shape: the gravest first, then the most frequent."""
    found = []
    for source, severity, owner, shape, count, told_on, places in _rows(_SHAPES):
        cost, meaning, _cause = _MEANINGS[DeliveryNote.Severity(severity)]
        found.append(HomelessShape(source, cost, meaning, _owner(owner), shape, count, told_on, tuple(places)))
    return tuple(sorted(found, key=lambda line: list(Severity).index(line.severity)))


def _owner(owner: str) -> Owner:
    # Nobody of a school sees them: who delivers is asked.
    told = OWNERS[DeliveryNote.Owner(owner)]
    return Owner.ACADEMIE if told is Owner.SCHOOL else told


def _rows(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        return list(cursor.execute(statement).fetchall())
