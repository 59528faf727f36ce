"""The skill grid of an evaluation, ready to print: pupils by skills (capability C87)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from preau.grading.book import TERM_STATE, GradebookHead
from preau.grading.models import TermLock
from preau.grading.queries.grid import GridCell
from preau.grading.skill_cell import TERM_OF_PUPIL, WAS_THERE
from preau.grading.skill_level import MASTERED
from preau.grading.skill_words import SkillWords
from preau.kernel import clock
from preau.kernel.refusals import NotAllowed

_EVALUATION = """
SELECT e.id, e.title, e.held_on, e.out_of IS NOT NULL,
       ARRAY(SELECT ROW(s.id, s.label) FROM evaluation_skill c JOIN skill s ON s.id = c.skill_id
              WHERE c.evaluation_id = e.id ORDER BY c.position, c.id)
  FROM evaluation e
 WHERE e.id = %(evaluation)s AND e.gradebook_id = %(book)s AND e.school_id = %(school)s AND e.withdrawn_at IS NULL
"""

_PUPILS = f"""
SELECT w.pupil_id, p.last_name || ' ' || p.first_name,
       EXISTS (SELECT FROM membership i WHERE i.group_id = b.group_id AND i.pupil_id = w.pupil_id
                  AND i.begins_on <= e.held_on AND (i.ends_on IS NULL OR i.ends_on > e.held_on)),
       t.id IS NULL OR {TERM_STATE} = '{TermLock.State.OPEN.value}', g.skills, g.levels, g.versions
  FROM evaluation e
  JOIN gradebook b ON b.id = e.gradebook_id
 CROSS JOIN LATERAL (SELECT pupil_id FROM membership WHERE group_id = b.group_id AND school_id = %(school)s
                      UNION SELECT pupil_id FROM skill_mark WHERE evaluation_id = e.id) w
  JOIN person p ON p.id = w.pupil_id
  {TERM_OF_PUPIL}
  LEFT JOIN LATERAL (SELECT array_agg(m.skill_id) AS skills, array_agg(m.level) AS levels,
                            array_agg(m.version) AS versions
                       FROM skill_mark m WHERE m.evaluation_id = e.id AND m.pupil_id = w.pupil_id) g ON true
 WHERE e.id = %(evaluation)s AND e.gradebook_id = %(book)s AND e.school_id = %(school)s AND e.withdrawn_at IS NULL
   AND (g.skills IS NOT NULL OR {WAS_THERE})
 ORDER BY p.sorting_name, p.id
"""  # noqa: S608 - our own pieces

#: A skill as the statement says it: its id, its label.
_Skill = tuple[int, str]


@dataclass(frozen=True, slots=True)
class SkillColumn:
    """A skill of the evaluation: how many pupils master it, how many are evaluated, of those who were there."""

    id: int
    title: str
    mastered: int
    filled: int
    expected: int


@dataclass(frozen=True, slots=True)
class SkillGridLine:
    """A pupil and her cells; `total` and `is_decided` are those of no mark."""

    id: int
    name: str
    note: str
    cells: tuple[GridCell, ...]
    total: str = ""
    is_decided: bool = False


@dataclass(frozen=True, slots=True)
class SkillGrid:
    """An evaluation, its skills and its pupils."""

    evaluation_id: int
    title: str
    held_on: date
    has_mark: bool
    columns: tuple[SkillColumn, ...]
    lines: tuple[SkillGridLine, ...]


def skill_grid_of(
    book: GradebookHead, evaluation_id: int, words: SkillWords, *, may_write: bool, is_reopened: bool
) -> SkillGrid:
    """The grid, in two statements. Errors: `NotAllowed` when the gradebook has no such evaluation."""
    asked: dict[str, Any] = {
        "evaluation": evaluation_id, "book": book.gradebook_id, "school": book.school_id, "today": clock.today(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        head = cursor.execute(_EVALUATION, asked).fetchone()
        if head is None:
            raise NotAllowed
        rows = cursor.execute(_PUPILS, asked).fetchall()
    skills = tuple((int(skill_id), label) for skill_id, label in head[4])
    pupils = tuple(_pupil(*row) for row in rows)
    columns = tuple(_column(skill, pupils) for skill in skills)
    lines = tuple(
        _line(one, skills, words, can_write=may_write and (one.is_open or is_reopened)) for one in pupils
    )
    return SkillGrid(*[*head[:4], columns, lines])


def skill_cell_name(skill_id: int, pupil_id: int) -> str:
    """« 12-345 »: how a form and a script name a cell."""
    return f"{skill_id}-{pupil_id}"


class _Held(NamedTuple):
    """What a cell holds, and since which version."""

    level: int | None = None
    version: int = 0


class _Pupil(NamedTuple):
    """A pupil of the group for the term: whether she was there that day, whether her term is open, her cells."""

    id: int
    name: str
    was_there: bool
    is_open: bool
    held: Mapping[int, _Held]


def _pupil(pupil_id: int, name: str, was_there: bool, is_open: bool, *arrays: Any) -> _Pupil:
    skills, levels, versions = (one or () for one in arrays)
    held = {skill: _Held(level, version) for skill, level, version in zip(skills, levels, versions, strict=True)}
    return _Pupil(pupil_id, name, was_there, is_open, held)


def _line(pupil: _Pupil, skills: Sequence[_Skill], words: SkillWords, *, can_write: bool) -> SkillGridLine:
    cells = []
    for skill_id, _label in skills:
        held = pupil.held.get(skill_id, _Held())
        name = skill_cell_name(skill_id, pupil.id)
        cells.append(GridCell(name, words.typed(held.level), held.version, not can_write, ""))
    return SkillGridLine(
        pupil.id, pupil.name, "" if pupil.was_there else _("absent du groupe ce jour-là"), tuple(cells)
    )


def _column(skill: _Skill, pupils: Sequence[_Pupil]) -> SkillColumn:
    skill_id, label = skill
    levels = [one.held[skill_id].level if skill_id in one.held else None for one in pupils]
    given = [level for level in levels if level is not None]
    expected = sum(1 for one, level in zip(pupils, levels, strict=True) if one.was_there or level is not None)
    mastered = sum(1 for level in given if level >= MASTERED)
    return SkillColumn(skill_id, label, mastered, len(given), expected)
