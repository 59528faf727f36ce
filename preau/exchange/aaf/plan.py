"""What a delivery would change, ready to print. Read from the temporary tables once they are compared."""

# ruff: noqa: S608 - every name in these statements is our own
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from preau.exchange.aaf.accounting import Account, account_of
from preau.exchange.aaf.delivery import Delivery
from preau.exchange.aaf.happenings import BRAKE_ONLY, CHANGES, What
from preau.exchange.aaf.notes import ReadingNotes
from preau.exchange.aaf.records import Category
from preau.exchange.aaf.removals import Removal, removals
from preau.exchange.aaf.staging import KnownReading, delivery_day, reading_of
from preau.exchange.aaf.tables import Cursor

#: How many names a school shows of each kind of happening, and how many lines a kind of anomaly.
NAMES_SHOWN = 5
ANOMALIES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source of the delivery: its date, and how the legal flag « 2 » of its old links is read."""

    source: str
    day: date
    is_old_generation: bool


@dataclass(frozen=True, slots=True)
class SchoolPlan:
    """What happens in one school. `names` holds the first of those concerned, by kind."""

    id: int
    uai: str
    name: str
    counts: Mapping[What, int] = field(default_factory=dict)
    names: Mapping[What, tuple[str, ...]] = field(default_factory=dict)
    anomalies: int = 0


@dataclass(frozen=True, slots=True)
class AnomalyKind:
    """Anomalies of one kind: how many, and where the first ones are (file, line, reason)."""

    kind: str
    count: int
    first: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole delivery compared with the base.

    `read` counts the entries by category, `left_out` what it is usual to leave out; `absent` are the schools of
    its sources that it does not describe (UAI, name); `changes` is the number of rows that applying writes;
    `reattached` and `proposed` are the people recognised under a new key, and those who wait for a human's word.
    """

    is_delta: bool
    sources: tuple[SourceLine, ...]
    files: int
    read: Mapping[Category, int]
    unknown_attributes: Mapping[tuple[Category, str], int]
    left_out: Mapping[str, int]
    schools: tuple[SchoolPlan, ...]
    absent: tuple[tuple[str, str], ...]
    removals: tuple[Removal, ...]
    anomalies: tuple[AnomalyKind, ...]
    nomenclatures: tuple[int, int]
    changes: int
    reattached: int
    proposed: int
    account: Account

    @property
    def is_empty(self) -> bool:
        """True when the base already says what the delivery says."""
        return self.changes == 0

    @property
    def anomaly_count(self) -> int:
        return sum(kind.count for kind in self.anomalies)

    def total(self, what: What) -> int:
        """Over all schools."""
        return sum(school.counts.get(what, 0) for school in self.schools)


def read_plan(
    cursor: Cursor,
    delivery: Delivery,
    notes: ReadingNotes,
    parameters: dict[str, object],
    known: Mapping[str, KnownReading],
) -> Plan:
    """The plan, from the compared tables."""
    read = dict.fromkeys(Category, 0)
    for (_, category), number in notes.records.items():
        read[category] += number
    subjects, mefs = _rows(
        cursor, "SELECT (SELECT count(*) FROM aaf_subject_change), (SELECT count(*) FROM aaf_mef_change)"
    )[0]
    reattached, proposed = _rows(
        cursor, "SELECT (SELECT count(*) FROM aaf_sure), (SELECT count(DISTINCT entry) FROM aaf_proposed)"
    )[0]
    return Plan(
        is_delta=delivery.is_delta,
        sources=tuple(
            SourceLine(
                source,
                delivery_day(delivery, source),
                reading_of(delivery, notes, source, known).is_old_generation,
            )
            for source in delivery.sources
        ),
        files=len(delivery.files),
        read=read,
        unknown_attributes=dict(notes.unknown_attributes),
        left_out=dict(_rows(cursor, "SELECT what, sum(number)::int FROM aaf_left_out GROUP BY what")),
        schools=_schools(cursor),
        absent=tuple(_rows(cursor, _ABSENT)),
        removals=removals(cursor, parameters),
        anomalies=_anomalies(cursor, beyond=notes.anomaly_count - len(notes.anomalies)),
        nomenclatures=(subjects, mefs),
        changes=_rows(cursor, _CHANGES)[0][0],
        reattached=reattached,
        proposed=proposed,
        account=account_of(cursor, notes),
    )


def _rows(cursor: Cursor, statement: str) -> list[Any]:
    cursor.execute(statement)
    return cursor.fetchall()


_CHANGES = (
    "SELECT "
    + " + ".join(f"(SELECT count(*) FROM {table})" for table in CHANGES)
    + " + (SELECT count(*) FROM aaf_group WHERE happens IS NOT NULL)"
)  # fmt: skip

_ABSENT = """
SELECT c.uai, c.name FROM school c JOIN aaf_source o USING (source)
 WHERE c.is_open AND NOT EXISTS (SELECT FROM aaf_place l WHERE l.school_id = c.id)
 ORDER BY c.uai
"""

_HAPPENINGS = f"""
WITH numbered AS (
    SELECT what, school_id, person_id, label, count(*) OVER (PARTITION BY school_id, what) AS number,
           row_number() OVER (PARTITION BY school_id, what ORDER BY label, person_id) AS rank
      FROM aaf_happening WHERE what NOT IN ({", ".join(f"'{what}'" for what in BRAKE_ONLY)})
)
SELECT h.school_id, h.what, h.number,
       array_agg(coalesce(h.label, n.first_name || ' ' || n.last_name, p.first_name || ' ' || p.last_name)
                 ORDER BY h.rank)
  FROM numbered h
  LEFT JOIN aaf_person_change n ON n.person_id = h.person_id
  LEFT JOIN person p ON p.id = h.person_id
 WHERE h.rank <= {NAMES_SHOWN}
 GROUP BY h.school_id, h.what, h.number
"""

_ANOMALIES_OF_SCHOOLS = """
SELECT l.school_id, count(*)
  FROM aaf_anomaly a JOIN aaf_file f USING (file) JOIN aaf_place l ON l.source = f.source AND l.key = a.structure
 WHERE a.severity <> 'usage'
 GROUP BY l.school_id
"""

_SCHOOLS = """
SELECT id, coalesce(n.uai, c.uai), coalesce(n.name, c.name)
  FROM (SELECT DISTINCT school_id AS id FROM aaf_place) l
  LEFT JOIN aaf_school_change n ON n.school_id = id
  LEFT JOIN school c USING (id)
 ORDER BY 2
"""


def _schools(cursor: Cursor) -> tuple[SchoolPlan, ...]:
    """The schools where something happens, or that have anomalies, by UAI."""
    counts: dict[int, dict[What, int]] = {}
    names: dict[int, dict[What, tuple[str, ...]]] = {}
    for school_id, word, number, first in _rows(cursor, _HAPPENINGS):
        counts.setdefault(school_id, {})[What(word)] = number
        names.setdefault(school_id, {})[What(word)] = tuple(first)
    anomalies = dict(_rows(cursor, _ANOMALIES_OF_SCHOOLS))
    return tuple(
        SchoolPlan(pk, uai, name, counts.get(pk, {}), names.get(pk, {}), anomalies.get(pk, 0))
        for pk, uai, name in _rows(cursor, _SCHOOLS)
        if pk in counts or pk in anomalies
    )


_ANOMALIES = f"""
SELECT shape, number, file, line, reason
  FROM (SELECT a.shape, f.name AS file, a.line, a.reason, count(*) OVER (PARTITION BY a.shape) AS number,
               row_number() OVER (PARTITION BY a.shape ORDER BY a.file, a.line, a.reason) AS rank
          FROM aaf_anomaly a JOIN aaf_file f USING (file) WHERE a.severity <> 'usage') told
 WHERE rank <= {ANOMALIES_SHOWN}
 ORDER BY number, shape, rank
"""


def _anomalies(cursor: Cursor, *, beyond: int) -> tuple[AnomalyKind, ...]:
    """By kind, the rarest first: that is where the surprises are. `beyond`: those the reading no longer kept."""
    found: dict[str, tuple[int, list[tuple[str, int, str]]]] = {}
    for shape, number, file, line, reason in _rows(cursor, _ANOMALIES):
        found.setdefault(shape, (number, []))[1].append((file, line, reason))
    kinds = [AnomalyKind(shape, number, tuple(first)) for shape, (number, first) in found.items()]
    if beyond:
        kinds.append(AnomalyKind("au-delà de ce qui est gardé en détail", beyond, ()))
    return tuple(kinds)
