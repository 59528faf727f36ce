"""Facts of the school-life block of report cards. Ids and counts only."""

from __future__ import annotations

from dataclasses import dataclass

from preau.foundation.ledger.events import Event


@dataclass(frozen=True)
class LifeCommentsWritten(Event):
    """The comment of vie scolaire on these pupils was written, changed or emptied."""

    school_id: int
    term_id: int
    pupil_ids: list[int]


@dataclass(frozen=True)
class SchoolLifeCorrected(Event):
    """Vie scolaire corrected what attendance counts for a pupil, with a reason; None: as attendance counts."""

    school_id: int
    term_id: int
    pupil_id: int
    justified: int | None
    unjustified: int | None
    late: int | None
