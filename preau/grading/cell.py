"""The cells of a grid that somebody writes, read and held in the order of their evaluations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from preau.grading.averages.given import Code
from preau.grading.book import REOPENED, TERM_STATE, WRITERS
from preau.grading.entry import Entry
from preau.grading.locking import Lock, heads_of
from preau.kernel import clock, words
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


class CellKey(NamedTuple):
    """A cell: an evaluation and a pupil."""

    evaluation_id: int
    pupil_id: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it stands: what it holds, since which version, and why it cannot be written (empty: it can)."""

    key: CellKey
    out_of: Decimal | None
    entry: Entry
    version: int
    written_at: datetime | None
    written_by: str
    lock: Lock | None
    is_reopened: bool
    heads: str = ""

    @property
    def obstacle(self) -> str:
        """Why this cell cannot be written today, in a sentence; empty when it can."""
        if self.out_of is None:
            return _("Cette évaluation ne porte que sur des compétences\u202f: elle n’a pas de note.")
        if self.lock is None or not self.is_locked:
            return ""
        return self.lock.refusal(self.heads)

    @property
    def is_locked(self) -> bool:
        """True when its term is locked and nobody reopened the gradebook to the writer."""
        return self.lock is not None and not self.lock.is_open and not self.is_reopened

    @property
    def by_whom(self) -> str:
        """« Mme Durand, à 10 h 02 », for who is told that a cell changed under her hands."""
        if self.written_at is None:
            return self.written_by
        return _("%(who)s, le %(day)s à %(hour)s") % {
            "who": self.written_by,
            "day": words.short_day(self.written_at),
            "hour": words.hour(self.written_at),
        }


@dataclass(frozen=True, slots=True)
class HeldGradebook:
    """What deciding on a cell asks of its gradebook. Readers are not looked up: they write nothing."""

    school_id: int
    is_evaluable: bool
    is_closed: bool
    writer_ids: frozenset[int]
    reader_ids: frozenset[int] = frozenset()


# The evaluations are locked first, always in the same order: writers of one evaluation follow each other, and its
# figures are counted on what the former one left. Cells are read by the next statement, which sees it.
_HOLD = f"""
WITH held AS MATERIALIZED (
    SELECT id FROM evaluation
     WHERE id = ANY(%(evaluations)s) AND gradebook_id = %(book)s AND school_id = %(school)s
       AND withdrawn_at IS NULL
     ORDER BY id FOR NO KEY UPDATE
)
SELECT b.school_id, b.is_evaluable, b.closed_at IS NOT NULL, {WRITERS}, (SELECT count(*) FROM held)
  FROM gradebook b WHERE b.id = %(book)s AND b.school_id = %(school)s
"""  # noqa: S608 - our own pieces

# A pupil has a cell who was in the group on a day of the term of the evaluation, or has a mark in it.
_CELLS = f"""
SELECT e.id, w.pupil_id, e.out_of, m.value, m.code, coalesce(m.version, 0), m.written_at,
       coalesce(a.first_name || ' ' || a.last_name, ''), t.id, {TERM_STATE},
       t.end_of_entry_on, t.council_on, {REOPENED}
  FROM unnest(%(evaluations)s::bigint[], %(pupils)s::bigint[]) AS w(evaluation_id, pupil_id)
  JOIN evaluation e ON e.id = w.evaluation_id AND e.gradebook_id = %(book)s AND e.school_id = %(school)s
                   AND e.withdrawn_at IS NULL
  JOIN gradebook b ON b.id = e.gradebook_id
  LEFT JOIN mark m ON m.evaluation_id = e.id AND m.pupil_id = w.pupil_id
  LEFT JOIN person a ON a.id = m.written_by_id
  LEFT JOIN LATERAL (
       SELECT t.* FROM membership d
         JOIN pupil_group g ON g.id = d.group_id AND g.kind = 'division' AND g.school_id = %(school)s
         JOIN term t ON t.group_id = g.id AND e.counts_on BETWEEN t.starts_on AND t.ends_on
        WHERE d.pupil_id = w.pupil_id
          AND d.begins_on <= t.ends_on AND (d.ends_on IS NULL OR d.ends_on > t.starts_on)
        ORDER BY d.begins_on DESC LIMIT 1) t ON true
  LEFT JOIN term_lock k ON k.term_id = t.id
 WHERE m.evaluation_id IS NOT NULL
    OR EXISTS (SELECT FROM membership i WHERE i.group_id = b.group_id AND i.pupil_id = w.pupil_id
                  AND i.begins_on <= coalesce(t.ends_on, e.held_on)
                  AND (i.ends_on IS NULL OR i.ends_on > coalesce(t.starts_on, e.held_on)))
"""  # noqa: S608 - our own pieces


def hold_gradebook(gradebook_id: int, *, school_id: int, keys: Iterable[CellKey]) -> HeldGradebook:
    """The gradebook of these cells, whose evaluations nobody else writes until the end of the transaction.

    Errors: `NotAllowed` when this school has no such gradebook.
    """
    asked: dict[str, Any] = {
        "school": school_id, "book": gradebook_id, "today": clock.today(),
        "evaluations": sorted({key.evaluation_id for key in keys}),
    }  # fmt: skip
    with connection.cursor() as cursor:
        row = cursor.execute(_HOLD, asked).fetchone()
    if row is None:
        raise NotAllowed
    school, is_evaluable, is_closed, writers, _held = row
    return HeldGradebook(school, is_evaluable, is_closed, frozenset(writers))


def read_cells(actor: Actor, *, school_id: int, gradebook_id: int, keys: Iterable[CellKey]) -> dict[CellKey, Cell]:
    """The cells with these keys that exist in this gradebook, once it is held."""
    asked_keys = list(keys)
    asked: dict[str, Any] = {
        "school": school_id,
        "book": gradebook_id,
        "actor": actor.person_id,
        "evaluations": [key.evaluation_id for key in asked_keys],
        "pupils": [key.pupil_id for key in asked_keys],
        "now": clock.now(),
        "today": clock.today(),
    }
    with connection.cursor() as cursor:
        rows = cursor.execute(_CELLS, asked).fetchall()
    found = {}
    for row in rows:
        evaluation_id, pupil_id, out_of, value, code, version, written_at, written_by = row[:8]
        term_id, state, ended_on, council_on, reopened = row[8:]
        key = CellKey(evaluation_id, pupil_id)
        entry = Entry(value, Code(code) if code else None)
        lock = Lock(state, ended_on, council_on) if term_id is not None else None
        found[key] = Cell(key, out_of, entry, version, written_at, written_by, lock, reopened)
    if any(cell.is_locked for cell in found.values()):
        heads = heads_of(school_id)
        found = {key: replace(cell, heads=heads) for key, cell in found.items()}
    return found
