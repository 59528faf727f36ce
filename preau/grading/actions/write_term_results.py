"""Decide the average or the positioning of pupils for a term, over what is computed (rules B2.7 and B2.10)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.grading.actions.write_marks import MOST_CELLS, Outcome
from preau.grading.averages.rounding import hundredths
from preau.grading.book import GradebookHead, load_gradebook
from preau.grading.decision import Decided, Decision
from preau.grading.events import TermResultsWritten
from preau.grading.locking import Lock, heads_of
from preau.grading.models import TermLock, TermResultVersion
from preau.grading.policies import may_write
from preau.grading.queries.periods import periods_of
from preau.grading.queries.sheet import Period, PupilMarks, Sheet, read_sheet
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


class ResultKey(NamedTuple):
    """A cell: what is decided, of whom."""

    what: Decided
    pupil_id: int


@dataclass(frozen=True, slots=True)
class TypedResult:
    """What was typed in a cell, and the version of the pupil's result that the writer saw (0: none)."""

    key: ResultKey
    text: str
    seen: int


@dataclass(frozen=True, slots=True)
class ResultOfCell:
    """What became of a cell, what it holds now and since which version; `message` says what to do."""

    key: ResultKey
    outcome: Outcome
    text: str
    version: int
    message: str = ""


# The row before is kept, then the row is written: one statement for all the pupils.
_WRITE = """
WITH said AS (
    SELECT * FROM unnest(%(pupils)s::bigint[], %(terms)s::bigint[], %(averages)s::numeric[], %(nn)s::boolean[],
                         %(computed)s::numeric[], %(levels)s::smallint[], %(whys)s::text[])
        AS w(pupil_id, term_id, average, is_not_marked, computed, positioning, why)
), before AS (
    INSERT INTO term_result_version (school_id, gradebook_id, pupil_id, term_id, version, average, is_not_marked,
                                     computed, positioning, why, decided_at, decided_by_id)
    SELECT r.school_id, r.gradebook_id, r.pupil_id, r.term_id, r.version, r.average, r.is_not_marked, r.computed,
           r.positioning, r.why, r.decided_at, r.decided_by_id
      FROM term_result r JOIN said USING (pupil_id, term_id) WHERE r.gradebook_id = %(book)s
), changed AS (
    UPDATE gradebook SET version = version + 1 WHERE id = %(book)s
)
INSERT INTO term_result AS r (school_id, gradebook_id, pupil_id, term_id, average, is_not_marked, computed,
                              positioning, why, version, decided_at, decided_by_id)
SELECT %(school)s, %(book)s, pupil_id, term_id, average, is_not_marked, computed, positioning, why, 1, %(now)s,
       %(actor)s
  FROM said
    ON CONFLICT (gradebook_id, pupil_id, term_id)
    DO UPDATE SET average = excluded.average, is_not_marked = excluded.is_not_marked, computed = excluded.computed,
                  positioning = excluded.positioning, why = excluded.why, version = r.version + 1,
                  decided_at = excluded.decided_at, decided_by_id = excluded.decided_by_id
"""


@action
def write_term_results(
    *, actor: Actor, school_id: int, gradebook_id: int, kind: str, number: int, cells: Sequence[TypedResult]
) -> Mapping[ResultKey, ResultOfCell]:
    """Decide what can be, each cell by itself, and say of each what became of it.

    - What is computed is kept beside what is decided, as it was then; emptying the cell goes back to it.
    - A cell that somebody else changed since it was seen is left alone (`CONFLICT`), unless it holds the same;
      another cell of the same pupil does not matter. Sent twice, it is written once (`SAME`).
    - What is no average, positioning or reason, or is of a term that is locked, is `REFUSED` with a sentence.
    Errors: `NotAllowed` for who does not write in this gradebook, a term or a pupil that is not of it;
    `NotPossible` for a subject that is not evaluated, or too many cells.
    """
    book = load_gradebook(gradebook_id, school_id=school_id)
    if not may_write(actor, book):
        raise NotAllowed
    if not book.is_evaluable or book.is_closed:
        raise NotPossible(_("Cette matière n’est pas évaluée\u202f: elle n’a pas de moyenne."))
    if len(cells) > MOST_CELLS:
        raise NotPossible(_("Trop de cases à la fois\u202f: enregistrez une colonne après l’autre."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM gradebook WHERE id = %s FOR NO KEY UPDATE", [gradebook_id])
    sheet = read_sheet(book, _period(book, kind, number))
    pupils = {pupil.pupil_id: pupil for pupil in sheet.pupils}
    last = {typed.key: typed for typed in cells}
    if not {key.pupil_id for key in last} <= pupils.keys():
        raise NotAllowed
    judge = _Judge(actor, book, pupils, last.values())
    results = {key: judge.of(typed) for key, typed in last.items()}
    if judge.decisions:
        _write(actor, sheet, pupils, judge.decisions)
        record(TermResultsWritten(school_id, gradebook_id, kind, number, sorted(judge.decisions)), actor=actor)
    return results


def is_decidable(actor: Actor, book: GradebookHead, pupil: PupilMarks) -> bool:
    """True when her class has this term, and it is open or reopened to the actor."""
    is_open = pupil.state == TermLock.State.OPEN or book.is_reopened_to(actor.person_id)
    return pupil.term_id is not None and is_open


class _Judge:
    """Reads each cell in turn; `decisions` gathers what changes, pupil by pupil."""

    def __init__(
        self, actor: Actor, book: GradebookHead, pupils: Mapping[int, PupilMarks], cells: Collection[TypedResult]
    ) -> None:
        self.actor, self.book, self.pupils = actor, book, pupils
        self.decisions: dict[int, Decision] = {}
        self.former = _former(book, pupils, cells)
        self.heads: str | None = None

    def of(self, typed: TypedResult) -> ResultOfCell:
        what, pupil_id = typed.key
        pupil = self.pupils[pupil_id]
        held, version = pupil.decision, _version(pupil)
        holds = held.typed(what)
        if not is_decidable(self.actor, self.book, pupil):
            return ResultOfCell(typed.key, Outcome.REFUSED, holds, version, self._obstacle(pupil))
        try:
            said = self.decisions.get(pupil_id, held).saying(what, typed.text)
        except NotPossible as refusal:
            return ResultOfCell(typed.key, Outcome.REFUSED, holds, version, refusal.message)
        if said.typed(what) == holds:
            return ResultOfCell(typed.key, Outcome.SAME, holds, version)
        if typed.seen != version and self._seen(typed) != holds:
            message = _("Quelqu’un a écrit «\u202f%(typed)s\u202f» entre-temps.") % {"typed": holds or _("vide")}
            return ResultOfCell(typed.key, Outcome.CONFLICT, holds, version, message)
        self.decisions[pupil_id] = said
        return ResultOfCell(typed.key, Outcome.WRITTEN, said.typed(what), version + 1)

    def _obstacle(self, pupil: PupilMarks) -> str:
        if pupil.term_id is None or pupil.state is None:
            return _("Sa classe n’a pas cette période\u202f: rien ne s’y décide.")
        if self.heads is None:
            self.heads = heads_of(self.book.school_id)
        return Lock(pupil.state, None, None).refusal(self.heads)

    def _seen(self, typed: TypedResult) -> str | None:
        """What this cell held in the version seen; None when there was no such version."""
        if typed.seen == 0:
            return ""
        former = self.former.get((typed.key.pupil_id, typed.seen))
        return None if former is None else former.typed(typed.key.what)


def _former(
    book: GradebookHead, pupils: Mapping[int, PupilMarks], cells: Collection[TypedResult]
) -> dict[tuple[int, int], Decision]:
    """The versions that were seen and are no more those that stand."""
    late = {cell.key.pupil_id for cell in cells if cell.seen not in {0, _version(pupils[cell.key.pupil_id])}}
    if not late:
        return {}
    versions = TermResultVersion.objects.filter(
        gradebook_id=book.gradebook_id, pupil_id__in=late, term_id__in=[pupils[one].term_id for one in late]
    )
    return {
        (one.pupil_id, one.version): Decision(one.average, one.is_not_marked, one.positioning, one.why)
        for one in versions
    }


def _version(pupil: PupilMarks) -> int:
    return pupil.decided.version if pupil.decided else 0


def _period(book: GradebookHead, kind: str, number: int) -> Period:
    for period in periods_of(book):
        if (period.kind, period.number) == (kind, number):
            return period
    raise NotAllowed


def _write(
    actor: Actor, sheet: Sheet, pupils: Mapping[int, PupilMarks], decisions: Mapping[int, Decision]
) -> None:
    computed = {pupil_id: _replaced(sheet, pupils[pupil_id], one) for pupil_id, one in decisions.items()}
    asked: dict[str, Any] = {
        "school": sheet.book.school_id,
        "book": sheet.book.gradebook_id,
        "actor": actor.person_id,
        "now": clock.now(),
        "pupils": list(decisions),
        "terms": [pupils[pupil_id].term_id for pupil_id in decisions],
        "averages": [one.average for one in decisions.values()],
        "nn": [one.is_not_marked for one in decisions.values()],
        "computed": [computed[pupil_id] for pupil_id in decisions],
        "levels": [one.positioning for one in decisions.values()],
        "whys": [one.why for one in decisions.values()],
    }
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, asked)


def _replaced(sheet: Sheet, pupil: PupilMarks, decision: Decision) -> Decimal | None:
    """The computed average that is replaced: that of now, or of when the same was decided."""
    held = pupil.decision
    if not decision.is_average:
        return None
    if pupil.decided is not None and (held.average, held.is_not_marked) == (
        decision.average,
        decision.is_not_marked,
    ):
        return pupil.decided.computed
    value = sheet.average_of(pupil).value
    return None if value is None else hundredths(value)
