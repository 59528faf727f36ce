"""Whom the actions of `grading` obey."""

from __future__ import annotations

from preau.grading.actions.write_marks import Typed
from preau.grading.cell import CellKey
from tests.cast import Cast
from tests.deeds.asked import Asked, at_college
from tests.matrix.answer import who


def maths(cast: Cast) -> int:
    return cast.gradebooks["maths"].pk


def twelve_for_lea(cast: Cast) -> list[Typed]:
    return [Typed(CellKey(cast.evaluations["volumes"].pk, cast.lea.pk), "12", 0)]


ACTIONS: dict[str, Asked] = {
    "grading.make_gradebooks": Asked(who("chef"), at_college()),
    "grading.write_marks": Asked(who("durand"), at_college(gradebook_id=maths, cells=twelve_for_lea)),
}
