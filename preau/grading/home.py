"""What grading shows on home pages: the door to the statement of marks. It asks nothing of the database."""

from __future__ import annotations

from collections.abc import Mapping

from preau.grading.policies import may_see_marks_of
from preau.kernel.actor import Actor


def statements_of(actor: Actor, pupil_ids: tuple[int, ...]) -> Mapping[int, int]:
    """Of each child whose marks the reader may see, her id."""
    return {pupil_id: pupil_id for pupil_id in pupil_ids if may_see_marks_of(actor, pupil_id)}


def own_statement(actor: Actor) -> int:
    """The pupil herself."""
    return actor.person_id
