"""The referential of a school, as its screens and the form of an evaluation show it (capability C86)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from preau.grading.book import GradebookHead
from preau.grading.cycle import CYCLE_OF_GROUP
from preau.grading.referential import domains_of
from preau.kernel import clock

_SKILLS = """
SELECT s.id, s.cycle, s.domain, s.label, s.starting_label, s.subject_id, coalesce(j.label, ''), s.is_hidden,
       (SELECT count(*) FROM evaluation_skill e WHERE e.skill_id = s.id)
  FROM skill s LEFT JOIN subject j ON j.id = s.subject_id
 WHERE s.school_id = %s
 ORDER BY s.cycle, s.position, s.id
"""

_SUBJECTS = """
SELECT DISTINCT s.id, s.label FROM gradebook b JOIN subject s ON s.id = b.subject_id
 WHERE b.school_id = %s AND b.closed_at IS NULL ORDER BY s.label, s.id
"""

# What an evaluation of a gradebook may choose from: the skills of the cycle of its group, for every subject or for
# its own; and those it already has, whatever became of them.
_CHOICES = f"""
SELECT s.id, s.cycle, s.domain, s.label, '', s.subject_id, '', s.is_hidden, (c.skill_id IS NOT NULL)::int
  FROM pupil_group g
  JOIN school h ON h.id = g.school_id
  JOIN skill s ON s.school_id = h.id
  LEFT JOIN evaluation_skill c ON c.evaluation_id = %(evaluation)s AND c.skill_id = s.id
 WHERE g.id = %(group)s AND g.school_id = %(school)s
   AND (c.skill_id IS NOT NULL OR (s.cycle = {CYCLE_OF_GROUP} AND NOT s.is_hidden
                                   AND (s.subject_id IS NULL OR s.subject_id = %(subject)s)))
 ORDER BY s.cycle, s.position, s.id
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class SkillLine:
    """A skill of the referential. `starting_label` '': the school added it. `used`: evaluations that have it."""

    skill_id: int
    cycle: int
    domain: str
    label: str
    starting_label: str
    subject_id: int | None
    subject: str
    is_hidden: bool
    used: int

    @property
    def is_renamed(self) -> bool:
        """True of a common skill that the school calls otherwise."""
        return self.starting_label not in {"", self.label}


@dataclass(frozen=True, slots=True)
class DomainLine:
    """A domain of a cycle, and its skills in their order."""

    code: str
    label: str
    skills: tuple[SkillLine, ...]


def skills_of(school_id: int) -> tuple[SkillLine, ...]:
    """The whole referential of a school, in one statement."""
    with connection.cursor() as cursor:
        return tuple(SkillLine(*row) for row in cursor.execute(_SKILLS, [school_id]).fetchall())


def by_domain(skills: Iterable[SkillLine], cycle: int) -> tuple[DomainLine, ...]:
    """Every domain of this cycle in its order, those without any skill too."""
    there = [one for one in skills if one.cycle == cycle]
    return tuple(
        DomainLine(code, label, tuple(one for one in there if one.domain == code))
        for code, label in domains_of(cycle).items()
    )


def subjects_of(school_id: int) -> tuple[tuple[int, str], ...]:
    """(id, label) of what is taught in a school this year."""
    with connection.cursor() as cursor:
        return tuple((pk, label) for pk, label in cursor.execute(_SUBJECTS, [school_id]).fetchall())


def skill_choices(book: GradebookHead, evaluation_id: int | None) -> tuple[SkillLine, ...]:
    """What an evaluation of this gradebook may evaluate; `used` is 1 of what it already does."""
    asked: dict[str, Any] = {
        "evaluation": evaluation_id or 0, "group": book.group_id, "school": book.school_id,
        "subject": book.subject_id, "today": clock.today(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        return tuple(SkillLine(*row) for row in cursor.execute(_CHOICES, asked).fetchall())
