"""Anomalies as the desk shows them: all kinds in one statement, those that a school keeps as they are apart."""

# ruff: noqa: S608 - statements of the house, and codes that are slugs
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection

from preau.foundation.rooms.anomalies import AnomalyKind, AnomalyLine, Owner, Severity, anomaly_parameters
from preau.foundation.rooms.registry import anomaly_kinds
from preau.kernel.refusals import NotAllowed
from preau.kernel.words import folded

_NOT_KEPT = """
 WHERE NOT EXISTS (SELECT FROM kept_as_is a
                    WHERE a.school_id = f.school_id AND a.code = f.code AND a.keys = f.keys AND a.state = f.state
                      AND a.withdrawn_at IS NULL)
"""

_KEPT = """
SELECT a.id, a.code, a.keys, a.reason, a.kept_at, coalesce(p.first_name || ' ' || p.last_name, ''),
       coalesce(f.label, ''), f.state IS NOT DISTINCT FROM a.state
  FROM kept_as_is a
  LEFT JOIN person p ON p.id = a.kept_by_id
  LEFT JOIN ({found}) f ON f.code = a.code AND f.keys = a.keys AND f.school_id = a.school_id
 WHERE a.school_id = ANY(%(schools)s) AND a.withdrawn_at IS NULL
 ORDER BY a.kept_at DESC, a.id DESC
"""

_COUNTED = """
SELECT c.code, c.count, c.counted_at FROM anomaly_count c WHERE c.school_id = ANY(%(schools)s)
"""

_OF_SCHOOLS = """
SELECT s.uai, s.name, s.town,
       coalesce(sum(c.count) FILTER (WHERE c.code = ANY(%(blocking)s)), 0),
       coalesce(sum(c.count) FILTER (WHERE c.code = ANY(%(serious)s)), 0),
       coalesce(sum(c.count) FILTER (WHERE c.code = ANY(%(information)s)), 0),
       min(c.counted_at)
  FROM school s
  LEFT JOIN anomaly_count c ON c.school_id = s.id AND c.code = ANY(%(codes)s)
 WHERE s.id = ANY(%(schools)s)
 GROUP BY s.id
 ORDER BY 4 DESC, 5 DESC, 6 DESC, s.name, s.uai
"""


@dataclass(frozen=True, slots=True)
class KindCount:
    """A kind and how many anomalies of it the school has to mend."""

    kind: AnomalyKind
    count: int


@dataclass(frozen=True, slots=True)
class DeskCounts:
    """The kinds of which a school has something to mend, the gravest first, as they were counted at `counted_at`
    (the oldest of the counts; None: never counted).
    """

    kinds: tuple[KindCount, ...]
    counted_at: datetime | None


@dataclass(frozen=True, slots=True)
class KeptLine:
    """An anomaly kept as it is. `label` is empty when it is there no more; `is_same` false when it changed."""

    id: int
    kind: AnomalyKind | None
    reason: str
    kept_at: datetime
    by: str
    label: str
    is_same: bool


@dataclass(frozen=True, slots=True)
class SchoolCount:
    """How many anomalies a school had at the last count, of which the oldest is told (never counted: None)."""

    uai: str
    name: str
    town: str
    blocking: int
    serious: int
    information: int
    counted_at: datetime | None

    @property
    def total(self) -> int:
        return self.blocking + self.serious + self.information


def kind_of(code: str) -> AnomalyKind:
    """The kind of this code; `NotAllowed` for a code the house does not know."""
    for kind in anomaly_kinds():
        if kind.code == code:
            return kind
    raise NotAllowed


@cache
def _found() -> str:
    """Every kind at once: `code` and the five columns of a statement."""
    return "\nUNION ALL\n".join(map(_coded, anomaly_kinds()))


def _coded(kind: AnomalyKind) -> str:
    columns = "k.school_id, k.keys, k.label, k.detail, k.state"
    return f"SELECT '{kind.code}' AS code, {columns} FROM ({kind.statement}) k"


def counts_of(school_id: int) -> DeskCounts:
    """The last counts of a school, kind by kind; a kind without anomaly is left out. Its scope is open."""
    rows = _rows(_COUNTED, (school_id,))
    found = {code: count for code, count, _at in rows}
    kinds = tuple(KindCount(kind, found[kind.code]) for kind in anomaly_kinds() if found.get(kind.code))
    return DeskCounts(kinds, min((at for _code, _count, at in rows), default=None))


def count_everywhere(school_ids: Iterable[int], code: str = "") -> list[tuple[int, str, int]]:
    """(school, code, count) of what these schools have to mend, of all kinds or of one. Their scope is open."""
    found = _coded(kind_of(code)) if code else _found()
    statement = f"SELECT f.school_id, f.code, count(*) FROM ({found}) f {_NOT_KEPT} GROUP BY f.school_id, f.code"
    return [(school, code, count) for school, code, count in _rows(statement, school_ids)]


def lines_of(school_id: int, kind: AnomalyKind) -> tuple[AnomalyLine, ...]:
    """The anomalies of this kind that the school has to mend, by label."""
    return _lines(_rows(f"SELECT f.* FROM ({_coded(kind)}) f {_NOT_KEPT}", (school_id,)))


def every_line_of(school_id: int) -> tuple[tuple[AnomalyKind, AnomalyLine], ...]:
    """All that the school has to mend, the gravest kinds first."""
    lines = _lines(_rows(f"SELECT f.* FROM ({_found()}) f {_NOT_KEPT}", (school_id,)))
    return tuple((kind, line) for kind in anomaly_kinds() for line in lines if line.code == kind.code)


def kept_lines(school_id: int) -> tuple[KeptLine, ...]:
    """What this school keeps as it is, the latest first."""
    kinds = {kind.code: kind for kind in anomaly_kinds()}
    return tuple(
        KeptLine(pk, kinds.get(code), reason, kept_at, by, label, is_same)
        for pk, code, _keys, reason, kept_at, by, label, is_same in _rows(
            _KEPT.format(found=_found()), (school_id,)
        )
    )


def anomalies_about(school_id: int, keys: tuple[int, ...]) -> tuple[tuple[AnomalyKind, AnomalyLine], ...]:
    """The anomalies to mend whose keys are these, in their order of numbers."""
    statement = f"SELECT f.* FROM ({_found()}) f {_NOT_KEPT} AND f.keys = %(keys)s::bigint[]"
    lines = _lines(_rows(statement, (school_id,), keys=sorted(keys)))
    return tuple((kind_of(line.code), line) for line in lines)


def counts_of_schools(school_ids: Iterable[int], owner: Owner | None = None) -> tuple[SchoolCount, ...]:
    """The last counts of these schools, those that are worst off first. Their scope is open."""
    kinds = [kind for kind in anomaly_kinds() if owner in {None, kind.owner}]
    codes = {
        severity.name.lower(): [kind.code for kind in kinds if kind.severity is severity] for severity in Severity
    }
    rows = _rows(_OF_SCHOOLS, school_ids, **codes, codes=[kind.code for kind in kinds])
    return tuple(SchoolCount(*row) for row in rows)


def _lines(rows: list[Any]) -> tuple[AnomalyLine, ...]:
    lines = (AnomalyLine(code, school, tuple(keys), *texts) for code, school, keys, *texts in rows)
    return tuple(sorted(lines, key=lambda line: (folded(line.label), line.keys)))


def _rows(statement: str, school_ids: Iterable[int], **more: Any) -> list[Any]:
    with connection.cursor() as cursor:
        return list(cursor.execute(statement, {**anomaly_parameters(school_ids), **more}).fetchall())
