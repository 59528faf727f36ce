"""Whom the actions of `grading` obey."""

from __future__ import annotations

from decimal import Decimal

from preau.grading.actions.write_evaluation import EvaluationWords
from preau.grading.actions.write_marks import Typed
from preau.grading.cell import CellKey
from tests.cast import TODAY, Cast
from tests.deeds.asked import NOBODY, Asked, at_college
from tests.matrix.answer import who


def maths(cast: Cast) -> int:
    return cast.gradebooks["maths"].pk


def volumes(cast: Cast) -> int:
    return cast.evaluations["volumes"].pk


def twelve_for_lea(cast: Cast) -> list[Typed]:
    return [Typed(CellKey(cast.evaluations["volumes"].pk, cast.lea.pk), "12", 0)]


def a_test(cast: Cast) -> EvaluationWords:
    return EvaluationWords("Aires", TODAY, TODAY, TODAY, Decimal(20))


ACTIONS: dict[str, Asked] = {
    "grading.make_gradebooks": Asked(who("chef"), at_college()),
    "grading.count_figures": Asked(NOBODY, at_college(gradebook_id=maths)),
    "grading.release_evaluation": Asked(NOBODY, at_college(evaluation_id=volumes)),
    "grading.write_evaluation": Asked(
        who("durand"), at_college(gradebook_ids=lambda cast: [maths(cast)], said=a_test)
    ),
    "grading.withdraw_evaluation": Asked(who("durand"), at_college(gradebook_id=maths, evaluation_id=volumes)),
    "grading.write_marks": Asked(who("durand"), at_college(gradebook_id=maths, cells=twelve_for_lea)),
}
