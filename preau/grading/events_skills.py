"""Facts of skills. Ids only."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class SkillsWritten(Event):
    """Levels of an evaluation were written, changed or emptied, for these pupils."""

    school_id: int
    gradebook_id: int
    evaluation_id: int
    pupil_ids: list[int]


@dataclass(frozen=True)
class SkillsDecided(Event):
    """The final levels of a pupil were decided for a term; `term_id` 0: for the cycle."""

    school_id: int
    pupil_id: int
    term_id: int
    skill_ids: list[int]


@dataclass(frozen=True)
class SkillWritten(Event):
    """A skill of the referential of a school was added, renamed, given to a subject, hidden or shown again."""

    school_id: int
    skill_id: int


@dataclass(frozen=True)
class SkillMoved(Event):
    """A skill went up or down in its domain."""

    school_id: int
    skill_id: int


@dataclass(frozen=True)
class SkillsInstalled(Event):
    """The common skills were given to a school: so many that it did not have."""

    school_id: int
    added: int


@dataclass(frozen=True)
class SkillsRestored(Event):
    """The starting skills of a cycle have their labels back and are shown again: so many changed."""

    school_id: int
    cycle: int
    changed: int


@dataclass(frozen=True)
class SkillLevelsWritten(Event):
    """The school changed how it writes levels."""

    school_id: int
