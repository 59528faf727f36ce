"""Facts of the arrangement of gradebooks (capability C79)."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class GradebooksArranged(Event):
    """These choices about these gradebooks changed (what they weigh, how they count…)."""

    school_id: int
    gradebook_ids: list[int]
    changed: list[str]


@dataclass(frozen=True)
class GradebookMoved(Event):
    """A gradebook went up or down among those of its group."""

    school_id: int
    gradebook_id: int


@dataclass(frozen=True)
class GradebookAdded(Event):
    """A gradebook was opened by hand, or opened again."""

    school_id: int
    gradebook_id: int


@dataclass(frozen=True)
class GradebookRetired(Event):
    """A gradebook that had no mark was taken away."""

    school_id: int
    gradebook_id: int


@dataclass(frozen=True)
class GradebookTeacherWritten(Event):
    """Somebody may write in a gradebook, no more, or is named in the report card or not."""

    school_id: int
    gradebook_id: int
    person_id: int


@dataclass(frozen=True)
class SubSubjectWritten(Event):
    """A part of a subject was added, changed or removed."""

    school_id: int
    gradebook_id: int
    sub_subject_id: int
