"""Write levels in the cells of a skill grid: one, a column, or what a device kept without network (C87)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.grading.actions.write_marks import MOST_CELLS, Outcome
from preau.grading.book import load_gradebook
from preau.grading.events_skills import SkillsWritten
from preau.grading.policies import may_write
from preau.grading.skill_cell import SkillCell, SkillKey, lock_skill_cells
from preau.grading.skill_words import SkillWords, words_of
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@dataclass(frozen=True, slots=True)
class TypedLevel:
    """What was typed in a cell, and the version of it that the writer saw (0: empty, never written)."""

    key: SkillKey
    text: str
    seen: int


@dataclass(frozen=True, slots=True)
class SkillResult:
    """The outcome for a cell, the level it holds now and since which version; `message` says what to do."""

    key: SkillKey
    outcome: Outcome
    level: int | None
    version: int
    message: str = ""


# The level before is kept, then the level is written: one statement for all.
_WRITE = """
WITH said AS (
    SELECT * FROM unnest(%(skills)s::bigint[], %(pupils)s::bigint[], %(levels)s::smallint[])
        AS w(skill_id, pupil_id, level)
), before AS (
    INSERT INTO skill_mark_version (school_id, evaluation_id, pupil_id, skill_id, version, level, written_at,
                                    written_by_id)
    SELECT m.school_id, m.evaluation_id, m.pupil_id, m.skill_id, m.version, m.level, m.written_at, m.written_by_id
      FROM skill_mark m JOIN said USING (skill_id, pupil_id) WHERE m.evaluation_id = %(evaluation)s
)
INSERT INTO skill_mark AS m (school_id, evaluation_id, skill_id, pupil_id, level, version, written_at,
                             written_by_id)
SELECT %(school)s, %(evaluation)s, skill_id, pupil_id, level, 1, %(now)s, %(actor)s FROM said
    ON CONFLICT (evaluation_id, pupil_id, skill_id)
    DO UPDATE SET level = excluded.level, version = m.version + 1, written_at = excluded.written_at,
                  written_by_id = excluded.written_by_id
"""


@action
def write_skill_marks(
    *, actor: Actor, school_id: int, gradebook_id: int, evaluation_id: int, cells: Sequence[TypedLevel]
) -> Mapping[SkillKey, SkillResult]:
    """Write what can be, each cell by itself, and say of each what became of it, as `write_marks` does.

    Errors: `NotAllowed` for who does not write in this gradebook, or a cell that is not of this evaluation;
    `NotPossible` for a subject that is no longer taught, or too many cells.
    """
    book = load_gradebook(gradebook_id, school_id=school_id)
    if not may_write(actor, book):
        raise NotAllowed
    if book.is_closed:
        raise NotPossible(_("Cette matière n’est plus enseignée à ce groupe."))
    if len(cells) > MOST_CELLS:
        raise NotPossible(_("Trop de niveaux à la fois\u202f: collez une colonne après l’autre."))
    last = {typed.key: typed for typed in cells}
    known = lock_skill_cells(
        actor, school_id=school_id, gradebook_id=gradebook_id, evaluation_id=evaluation_id, keys=last
    )
    if len(known) < len(last):
        raise NotAllowed
    words = words_of(school_id)
    results = {key: _judge(known[key], typed, words) for key, typed in last.items()}
    to_write = [result for result in results.values() if result.outcome is Outcome.WRITTEN]
    if to_write:
        _write(actor, school_id, evaluation_id, to_write)
        pupils = sorted({result.key.pupil_id for result in to_write})
        record(SkillsWritten(school_id, gradebook_id, evaluation_id, pupils), actor=actor)
    return results


def _judge(cell: SkillCell, typed: TypedLevel, words: SkillWords) -> SkillResult:
    if cell.obstacle:
        return SkillResult(cell.key, Outcome.REFUSED, cell.level, cell.version, cell.obstacle)
    try:
        level = words.read(typed.text)
    except NotPossible as refusal:
        return SkillResult(cell.key, Outcome.REFUSED, cell.level, cell.version, refusal.message)
    if level == cell.level:
        return SkillResult(cell.key, Outcome.SAME, cell.level, cell.version)
    if typed.seen != cell.version:
        message = _("%(who)s a écrit «\u202f%(typed)s\u202f» entre-temps.") % {
            "who": cell.by_whom,
            "typed": words.typed(cell.level) or _("vide"),
        }
        return SkillResult(cell.key, Outcome.CONFLICT, cell.level, cell.version, message)
    return SkillResult(cell.key, Outcome.WRITTEN, level, cell.version + 1)


def _write(actor: Actor, school_id: int, evaluation_id: int, results: Sequence[SkillResult]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE,
            {
                "school": school_id,
                "evaluation": evaluation_id,
                "now": clock.now(),
                "actor": actor.person_id,
                "skills": [result.key.skill_id for result in results],
                "pupils": [result.key.pupil_id for result in results],
                "levels": [result.level for result in results],
            },
        )
