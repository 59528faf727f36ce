"""Facts of projects and pathways of report cards. Ids only."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class ProjectWritten(Event):
    """A project was added or changed."""

    school_id: int
    project_id: int


@dataclass(frozen=True)
class ProjectRemoved(Event):
    """A project is no longer in report cards to come; what was said of it is kept."""

    school_id: int
    project_id: int


@dataclass(frozen=True)
class ProjectCommentsWritten(Event):
    """What is said of a project in a term was written, changed or emptied: of these pupils, 0 for the group."""

    school_id: int
    project_id: int
    term_id: int
    pupil_ids: list[int]
