"""Which open pages a fact of grading concerns: the grid, and the pages of the pupils once a mark may be seen."""

from __future__ import annotations

from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.live.touch import touch
from preau.grading.events import MarksWritten, TermResultsWritten
from preau.grading.events_skills import SkillsWritten
from preau.grading.policies import SEE_ANY, WRITE_OWN
from preau.kernel.actor import Actor


@on(MarksWritten)
def touch_grid_and_pupils(event: MarksWritten, recorded: Recorded) -> None:
    """The grid and the pages of the pupils ask again; what is not released yet stays hidden by the page itself."""
    topics = [f"carnet:{event.school_id}:{event.gradebook_id}", *(f"eleve:{one}" for one in event.pupil_ids)]
    touch(topics, recorded.id)


@on(TermResultsWritten)
def touch_results_and_pupils(event: TermResultsWritten, recorded: Recorded) -> None:
    """The page of the averages and the pages of the pupils ask again, likewise."""
    topics = [f"carnet:{event.school_id}:{event.gradebook_id}", *(f"eleve:{one}" for one in event.pupil_ids)]
    touch(topics, recorded.id)


@on(SkillsWritten)
def touch_skills_and_pupils(event: SkillsWritten, recorded: Recorded) -> None:
    """The skill grid and the pages of the pupils ask again, likewise."""
    topics = [f"carnet:{event.school_id}:{event.gradebook_id}", *(f"eleve:{one}" for one in event.pupil_ids)]
    touch(topics, recorded.id)


def may_listen_to_gradebook(actor: Actor, rest: str) -> bool:
    """`carnet:<school>:<id>`: who writes or reads marks in that school; the grid asked again decides the rest."""
    school_id, _, gradebook_id = rest.partition(":")
    if not (school_id.isdigit() and gradebook_id.isdigit() and actor.in_school(int(school_id))):
        return False
    return actor.may(WRITE_OWN) or actor.may(SEE_ANY)
