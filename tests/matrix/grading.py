"""Who the screens of `grading` open to."""

from __future__ import annotations

from tests.matrix.answer import Answer, at_college, who

MATHS = at_college(gradebook_id=lambda cast: cast.gradebooks["maths"].pk)
VOLUMES = at_college(
    gradebook_id=lambda cast: cast.gradebooks["maths"].pk,
    evaluation_id=lambda cast: cast.evaluations["volumes"].pk,
)

SCREENS: dict[str, Answer] = {
    "grading:books": Answer(who("durand petit double cpe chef"), args=at_college()),
    "grading:grid": Answer(who("durand cpe chef"), args=MATHS),
    "grading:write": Answer(
        who("durand"),
        args=MATHS,
        post=lambda cast: {f"n-{cast.evaluations['volumes'].pk}-{cast.lea.pk}-0": "12"},
        status=(302,),
    ),
    "grading:add-evaluation": Answer(who("durand"), args=MATHS),
    "grading:evaluation": Answer(who("durand"), args=VOLUMES),
    "grading:withdraw-evaluation": Answer(who("durand"), args=VOLUMES, post=lambda cast: {}, status=(302,)),
    "grading:statement": Answer(who("lea marc sofia"), args=lambda cast: {"pupil_id": cast.lea.pk}),
    "grading:explain": Answer(
        who("lea marc sofia"),
        args=lambda cast: {"pupil_id": cast.lea.pk, "gradebook_id": cast.gradebooks["maths"].pk},
    ),
}
