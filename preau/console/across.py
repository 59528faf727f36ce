"""Records of one person in several schools: what a school asked, what who administers them all may see and decide.

She sees who is compared and where, never a class, a family or an address (rule B1: an administrator reads counts
alone; here, the two records that a school shows her, and nothing else).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from preau.access.perimeter import administered_schools
from preau.console.models import MergeRequest
from preau.console.policies import may_merge_across
from preau.directory.duplicate_queries import schools_of
from preau.directory.models import PersonMerge
from preau.directory.rules import UNMERGE_WITHIN
from preau.foundation.rooms.registry import is_held_apart
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.kernel.words import THIN

#: Requests of a page: each is read and weighed.
MOST = 20

_REQUESTS = """
SELECT r.id, s.name, r.reason, r.asked_at, r.first_id, r.second_id
  FROM merge_request r JOIN school s ON s.id = r.school_id
 WHERE r.closed_at IS NULL AND r.school_id = ANY(%(schools)s)
   AND NOT EXISTS (SELECT FROM unnest(ARRAY[r.first_id, r.second_id]) AS p, schools_of_person(p) AS k
                    WHERE k <> ALL(%(schools)s))
 ORDER BY r.asked_at, r.id LIMIT %(most)s
"""

_RECORDS = """
SELECT p.id, p.last_name, p.birth_name, p.first_name, p.born_on,
       ARRAY(SELECT k.kind || ' ' || k.source FROM person_key k WHERE k.person_id = p.id ORDER BY 1),
       ARRAY(SELECT 'élève – ' || s.name FROM enrolment e JOIN school s ON s.id = e.school_id
              WHERE e.pupil_id = p.id AND (e.ends_on IS NULL OR e.ends_on > %(day)s)
             UNION SELECT 'personnel – ' || s.name FROM post o JOIN school s ON s.id = o.school_id
              WHERE o.person_id = p.id AND (o.ends_on IS NULL OR o.ends_on > %(day)s)
             UNION SELECT 'responsable – ' || s.name FROM guardianship w
               JOIN enrolment e ON e.pupil_id = w.pupil_id AND (e.ends_on IS NULL OR e.ends_on > %(day)s)
               JOIN school s ON s.id = e.school_id
              WHERE w.guardian_id = p.id AND w.guardian_id <> w.pupil_id
                AND (w.ends_on IS NULL OR w.ends_on > %(day)s)
             ORDER BY 1)
  FROM person p WHERE p.id = ANY(%(people)s)
"""

_MERGES = """
SELECT m.id, coalesce(k.first_name || ' ' || k.last_name, ''), s.name, m.merged_at
  FROM person_merge m
  JOIN school s ON s.id = m.school_id
  LEFT JOIN person k ON k.id = m.kept_id
 WHERE m.school_id = ANY(%(schools)s) AND m.undone_at IS NULL AND m.merged_at > %(since)s
   AND m.merged_by_id = %(by)s
 ORDER BY m.merged_at DESC, m.id DESC
"""


@dataclass(frozen=True, slots=True)
class Record:
    """One of two records: who it says she is, which sources name it, where it is known."""

    id: int
    last_name: str
    birth_name: str
    first_name: str
    born_on: date | None
    keys: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to decide, with both records."""

    id: int
    school: str
    reason: str
    asked_at: datetime
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """A merge of this administrator that she may still undo, until `until` included."""

    id: int
    name: str
    school: str
    merged_at: datetime

    @property
    def until(self) -> datetime:
        return self.merged_at + UNMERGE_WITHIN


@contextmanager
def perimeter(actor: Actor) -> Iterator[tuple[int, ...]]:
    """The schools she administers, their scope open. `NotAllowed` for who does not reunite records."""
    if not may_merge_across(actor):
        raise NotAllowed
    schools = tuple(administered_schools(actor).values_list("id", flat=True))
    with scope_opened_by_hand(schools):
        yield schools


def check_hers(actor: Actor, schools: tuple[int, ...], both: tuple[int, int]) -> None:
    """`NotAllowed` when a school of these persons is not hers; `NotPossible` for her own record, and for that of
    somebody who acts for the Region.
    """
    if not schools_of(both) <= set(schools):
        raise NotAllowed
    if actor.person_id in both or any(is_held_apart(person_id) for person_id in both):
        raise NotPossible(
            f"Une de ces fiches est la vôtre, ou celle d’une personne qui agit aussi pour la Région{THIN}: elle "
            "ne se fusionne pas ici."
        )


def open_request(request_id: int, schools: tuple[int, ...]) -> MergeRequest:
    """The request, locked. `NotAllowed` when it is decided, or of another perimeter."""
    found: MergeRequest | None = (
        MergeRequest.objects.select_for_update()
        .filter(pk=request_id, school_id__in=schools, closed_at=None)
        .first()
    )
    if found is None:
        raise NotAllowed
    return found


def requests_of(schools: tuple[int, ...]) -> tuple[Asked, ...]:
    """Those to decide, the oldest first: all the schools of both records are among these."""
    rows = _rows(_REQUESTS, schools=list(schools), most=MOST)
    people = sorted({pk for row in rows for pk in row[4:]})
    found = _rows(_RECORDS, people=people, day=clock.today()) if people else []
    records = {
        pk: Record(pk, last, birth, first, born_on, tuple(keys), tuple(places))
        for pk, last, birth, first, born_on, keys, places in found
    }
    return tuple(
        Asked(pk, school, reason, at, tuple(records[one] for one in both if one in records))
        for pk, school, reason, at, *both in rows
    )


def merges_across(actor: Actor, schools: tuple[int, ...]) -> tuple[Done, ...]:
    """What she reunited and may still part, the latest first."""
    since = clock.now() - UNMERGE_WITHIN
    return tuple(Done(*row) for row in _rows(_MERGES, schools=list(schools), since=since, by=actor.person_id))


def merge_of(actor: Actor, merge_id: int, schools: tuple[int, ...]) -> PersonMerge:
    """A merge of hers, locked. `NotAllowed` for another's, or one undone."""
    found: PersonMerge | None = (
        PersonMerge.objects.select_for_update()
        .filter(pk=merge_id, school_id__in=schools, undone_at=None, merged_by_id=actor.person_id)
        .first()
    )
    if found is None:
        raise NotAllowed
    return found


def _rows(statement: str, **parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        return list(cursor.execute(statement, parameters).fetchall())
