"""Incidents: those of who leads them, and the desk of one, in a few statements whatever it keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from preau.foundation.screens.page import PROFILE_LABELS
from preau.kernel.actor import Profile
from preau.vigilance.leading import Led, kinds_of
from preau.vigilance.models import IncidentWork

#: Rows of a list of the desk; what is more is counted.
SHOWN = 100

_LIST = """
SELECT i.id, i.title, i.is_rehearsal, i.opened_at, i.closed_at, cardinality(i.schools), s.name,
       coalesce(p.first_name || ' ' || p.last_name, '')
  FROM incident i
  JOIN school s ON s.id = i.schools[1]
  LEFT JOIN person p ON p.id = i.opened_by_id
 WHERE i.is_above = %(above)s AND i.schools <@ %(schools)s::bigint[]
 ORDER BY i.closed_at DESC NULLS FIRST, i.opened_at DESC
 LIMIT 50
"""

_COUNTS = """
SELECT (SELECT count(*) FROM incident_writing w WHERE w.incident_id = %(incident)s),
       (SELECT count(*) FROM incident_writing w
         WHERE w.incident_id = %(incident)s AND w.withdrawn_at IS NOT NULL AND w.restored_at IS NULL),
       (SELECT coalesce(sum(w.copies), 0) FROM incident_writing w
         WHERE w.incident_id = %(incident)s AND (w.withdrawn_at IS NULL OR w.restored_at IS NOT NULL)),
       (SELECT coalesce(sum(w.copies), 0) FROM incident_writing w WHERE w.incident_id = %(incident)s),
       (SELECT coalesce(sum(w.readers), 0) FROM incident_writing w WHERE w.incident_id = %(incident)s),
       (SELECT count(*) FROM incident_account a WHERE a.incident_id = %(incident)s),
       (SELECT count(*) FROM incident_account a WHERE a.incident_id = %(incident)s AND a.reset_at IS NOT NULL)
"""

_WRITINGS = """
SELECT w.id, w.writing, w.title, w.extract, w.written_at, w.copies, w.readers,
       w.withdrawn_at IS NOT NULL AND w.restored_at IS NULL, w.author_profile,
       CASE WHEN %(drill)s THEN (SELECT d.name FROM drill_account d WHERE d.id = w.author_id)
            ELSE (SELECT p.first_name || ' ' || p.last_name FROM person p WHERE p.id = w.author_id) END
  FROM incident_writing w
 WHERE w.incident_id = %(incident)s
 ORDER BY w.written_at DESC, w.id DESC
 LIMIT %(most)s
"""

_ACCOUNTS = """
SELECT a.id, coalesce(p.first_name || ' ' || p.last_name, ''), coalesce(c.login, ''), a.reset_at,
       (SELECT count(*) FROM session s WHERE s.account_id = c.id AND s.ended_at IS NULL)
  FROM incident_account a
  LEFT JOIN person p ON p.id = a.person_id
  LEFT JOIN account c ON c.person_id = a.person_id
 WHERE a.incident_id = %(incident)s
 ORDER BY a.reset_at IS NOT NULL, p.sorting_name, a.id
 LIMIT %(most)s
"""

_DRILLS = """
SELECT a.id, d.name, d.login, a.reset_at, CASE WHEN a.reset_at IS NULL THEN d.sessions ELSE 0 END
  FROM incident_account a JOIN drill_account d ON d.id = a.person_id
 WHERE a.incident_id = %(incident)s
 ORDER BY a.reset_at IS NOT NULL, d.id
 LIMIT %(most)s
"""

# A file has no kind: its size stands where the copies of a work do.
_WORKS = """
SELECT w.kind, w.id, w.asked_at AS at, w.ended_at, w.done, w.total, w.copies::bigint, ''
  FROM incident_work w WHERE w.incident_id = %(incident)s
UNION ALL
SELECT '', f.id, f.made_at, NULL, f.writings, 0, f.size, f.digest
  FROM evidence_file f WHERE f.incident_id = %(incident)s
 ORDER BY at, id
"""


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """An incident in a list."""

    id: int
    title: str
    is_rehearsal: bool
    opened_at: datetime
    closed_at: datetime | None
    schools: int
    school: str
    by: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What an incident keeps. `copies_standing` are those of writings that people still have before their eyes."""

    writings: int
    withdrawn: int
    copies_standing: int
    copies: int
    readers: int
    accounts: int
    reset: int


@dataclass(frozen=True, slots=True)
class WritingLine:
    """A writing kept by an incident."""

    id: int
    kind: str
    title: str
    extract: str
    written_at: datetime
    copies: int
    readers: int
    is_withdrawn: bool
    author_role: str
    author: str


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account kept by an incident; `sessions` are those still open."""

    id: int
    name: str
    login: str
    reset_at: datetime | None
    sessions: int


@dataclass(frozen=True, slots=True)
class WorkLine:
    """How far a work is."""

    kind: str
    label: str
    done: int
    total: int
    copies: int
    asked_at: datetime
    ended_at: datetime | None


def incidents_of(school_ids: Sequence[int], *, above: bool) -> tuple[IncidentLine, ...]:
    """Those all of whose schools are among these, the open ones first."""
    return tuple(IncidentLine(*row) for row in _rows(_LIST, schools=list(school_ids), above=above))


def counts_of(led: Led) -> Counts:
    """In one statement."""
    return Counts(*_rows(_COUNTS, incident=led.incident.pk)[0])


def writings_of(led: Led) -> tuple[WritingLine, ...]:
    """The newest first; a hundred at most."""
    labels = {name: kind.label for name, kind in kinds_of(led.incident).items()}
    rows = _rows(_WRITINGS, incident=led.incident.pk, drill=led.incident.is_rehearsal, most=SHOWN)
    return tuple(
        WritingLine(*[pk, labels.get(kind, kind), *more, PROFILE_LABELS[Profile(profile)], author or "–"])
        for pk, kind, *more, profile, author in rows
    )


def accounts_of(led: Led) -> tuple[AccountLine, ...]:
    """Those to reset first, by name; a hundred at most."""
    statement = _DRILLS if led.incident.is_rehearsal else _ACCOUNTS
    return tuple(AccountLine(*row) for row in _rows(statement, incident=led.incident.pk, most=SHOWN))


@dataclass(frozen=True, slots=True)
class FileLine:
    """An evidence file, without its content."""

    id: int
    made_at: datetime
    writings: int
    size: int
    digest: str


def works_of(led: Led) -> tuple[dict[str, WorkLine], tuple[FileLine, ...]]:
    """The last work of each kind, and the evidence files, the latest first; in one statement."""
    works: dict[str, WorkLine] = {}
    files: list[FileLine] = []
    for kind, pk, at, ended_at, done, total, more, digest in _rows(_WORKS, incident=led.incident.pk):
        if kind:
            label = str(IncidentWork.Kind(kind).label)
            works[kind] = WorkLine(kind, label, done, total, more, at, ended_at)
        else:
            files.insert(0, FileLine(pk, at, done, more, digest))
    return works, tuple(files)


def _rows(statement: str, **parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        return list(cursor.execute(statement, parameters).fetchall())
