"""Write marks in the cells of a gradebook: one, a column pasted, or what a device kept without network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.grading.cell import Cell, CellKey, hold_gradebook, read_cells
from preau.grading.entry import Entry, read
from preau.grading.events import MarksWritten
from preau.grading.policies import may_write
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

#: Cells written at once, at most: a class of forty over a year of tests.
MOST_CELLS = 2000


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed in a cell, and the version of it that the writer saw (0: empty, never written)."""

    key: CellKey
    text: str
    seen: int


class Outcome(StrEnum):
    """What became of a cell."""

    WRITTEN = "ecrite"
    SAME = "inchangee"
    CONFLICT = "conflit"
    REFUSED = "refusee"


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome for a cell, what it holds now and since which version; `message` says what to do."""

    key: CellKey
    outcome: Outcome
    entry: Entry
    version: int
    message: str = ""


# One statement: the row before is kept, the row is written, the figures of each evaluation are counted again on
# what stands beside what is said. The evaluations are locked, so nobody else writes there meanwhile.
_WRITE = """
WITH said AS (
    SELECT * FROM unnest(%(evaluations)s::bigint[], %(pupils)s::bigint[], %(values)s::numeric[], %(codes)s::text[])
        AS w(evaluation_id, pupil_id, value, code)
), before AS (
    INSERT INTO mark_version (school_id, evaluation_id, pupil_id, version, value, code, comment, written_at,
                              written_by_id)
    SELECT m.school_id, m.evaluation_id, m.pupil_id, m.version, m.value, m.code, m.comment, m.written_at,
           m.written_by_id
      FROM mark m JOIN said USING (evaluation_id, pupil_id)
), written AS (
    INSERT INTO mark AS m (evaluation_id, pupil_id, school_id, value, code, version, written_at, written_by_id)
    SELECT evaluation_id, pupil_id, %(school)s, value, code, 1, %(now)s, %(actor)s FROM said
        ON CONFLICT (evaluation_id, pupil_id)
        DO UPDATE SET value = excluded.value, code = excluded.code, version = m.version + 1,
                      written_at = excluded.written_at, written_by_id = excluded.written_by_id
), standing AS (
    SELECT evaluation_id, value FROM said
    UNION ALL
    SELECT m.evaluation_id, m.value FROM mark m
     WHERE m.evaluation_id = ANY(%(touched)s)
       AND NOT EXISTS (SELECT FROM said s WHERE s.evaluation_id = m.evaluation_id AND s.pupil_id = m.pupil_id)
), figures AS (
    UPDATE evaluation e
       SET marked = f.marked, total = f.total, lowest = f.lowest, highest = f.highest, version = e.version + 1
      FROM (SELECT evaluation_id, count(value) AS marked, coalesce(sum(value), 0) AS total,
                   min(value) AS lowest, max(value) AS highest
              FROM standing GROUP BY evaluation_id) f
     WHERE e.id = f.evaluation_id
)
UPDATE gradebook SET version = version + 1 WHERE id = %(book)s
"""


@action
def write_marks(
    *, actor: Actor, school_id: int, gradebook_id: int, cells: Sequence[Typed]
) -> Mapping[CellKey, Result]:
    """Write what can be, each cell by itself, and say of each what became of it.

    - A cell whose version is not the one seen is left alone when it holds something else than what is typed
      (`CONFLICT`, with what it holds and who wrote it): nobody overwrites what she did not see. When it holds the
      same, nothing is written (`SAME`): sent twice, a mark is written once.
    - What is neither a mark nor a code, or is in a term that is closed, is `REFUSED` with a sentence.
    Errors: `NotAllowed` for who does not write in this gradebook, or a cell that is not of it; `NotPossible` for a
    subject that is not evaluated, or too many cells.
    """
    last = {typed.key: typed for typed in cells}
    book = hold_gradebook(gradebook_id, school_id=school_id, keys=last)
    if not may_write(actor, book):
        raise NotAllowed
    if not book.is_evaluable or book.is_closed:
        raise NotPossible(_("Cette matière n’est pas évaluée\u202f: elle n’a pas de notes."))
    if len(cells) > MOST_CELLS:
        raise NotPossible(_("Trop de notes à la fois\u202f: collez une colonne après l’autre."))
    known = read_cells(actor, school_id=school_id, gradebook_id=gradebook_id, keys=last)
    if len(known) < len(last):
        raise NotAllowed
    results = {key: _judge(known[key], typed) for key, typed in last.items()}
    to_write = [result for result in results.values() if result.outcome is Outcome.WRITTEN]
    if to_write:
        _write(actor, school_id, gradebook_id, to_write)
    return results


def _judge(cell: Cell, typed: Typed) -> Result:
    if cell.obstacle:
        return Result(cell.key, Outcome.REFUSED, cell.entry, cell.version, cell.obstacle)
    assert cell.out_of is not None
    try:
        entry = read(typed.text, out_of=cell.out_of)
    except NotPossible as refusal:
        return Result(cell.key, Outcome.REFUSED, cell.entry, cell.version, refusal.message)
    if entry == cell.entry:
        return Result(cell.key, Outcome.SAME, cell.entry, cell.version)
    if typed.seen != cell.version:
        message = _("%(who)s a écrit «\u202f%(typed)s\u202f» entre-temps.") % {
            "who": cell.by_whom,
            "typed": cell.entry.typed or _("vide"),
        }
        return Result(cell.key, Outcome.CONFLICT, cell.entry, cell.version, message)
    return Result(cell.key, Outcome.WRITTEN, entry, cell.version + 1)


def _write(actor: Actor, school_id: int, gradebook_id: int, results: Sequence[Result]) -> None:
    touched = sorted({result.key.evaluation_id for result in results})
    asked: dict[str, Any] = {
        "school": school_id,
        "book": gradebook_id,
        "actor": actor.person_id,
        "now": clock.now(),
        "touched": touched,
        "evaluations": [result.key.evaluation_id for result in results],
        "pupils": [result.key.pupil_id for result in results],
        "values": [result.entry.value for result in results],
        "codes": [result.entry.code for result in results],
    }
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, asked)
    pupils = sorted({result.key.pupil_id for result in results})
    record(MarksWritten(school_id, gradebook_id, touched, pupils), actor=actor)
