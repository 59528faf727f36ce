"""Who the screens of `grading` open to."""

from __future__ import annotations

from tests.matrix.answer import Answer, at_college, who

MATHS = at_college(gradebook_id=lambda cast: cast.gradebooks["maths"].pk)
CLASS_4B = at_college(group_id=lambda cast: cast.groups["4B"].pk)
VOLUMES = at_college(
    gradebook_id=lambda cast: cast.gradebooks["maths"].pk,
    evaluation_id=lambda cast: cast.evaluations["volumes"].pk,
)
PART = at_college(
    gradebook_id=lambda cast: cast.gradebooks["maths"].pk, sub_subject_id=lambda cast: cast.words["part"]
)
WRITER = at_college(
    gradebook_id=lambda cast: cast.gradebooks["maths"].pk, teacher_id=lambda cast: cast.words["teacher"]
)
ORAL = at_college(kind_id=lambda cast: cast.words["kind"])
CALCULER = at_college(skill_id=lambda cast: cast.skills["calculer"].pk)

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
    "grading:results": Answer(who("durand cpe chef"), args=MATHS),
    "grading:write-results": Answer(
        who("durand"), args=MATHS, post=lambda cast: {f"n-moyenne-{cast.lea.pk}-0": "15"}, status=(302,)
    ),
    "grading:print-classes": Answer(who("durand petit double cpe chef"), args=at_college()),
    "grading:print-statements": Answer(who("cpe chef"), args=CLASS_4B),
    "grading:statements-pdf": Answer(who("cpe chef"), args=CLASS_4B, is_download=True),
    "grading:print-statement": Answer(who("lea marc sofia"), args=lambda cast: {"pupil_id": cast.lea.pk}),
    "grading:statement-pdf": Answer(
        who("lea marc sofia"), args=lambda cast: {"pupil_id": cast.lea.pk}, is_download=True
    ),
    "grading:telling": Answer(who("lea marc sofia"), args=lambda cast: {"pupil_id": cast.lea.pk}),
    "grading:evolution": Answer(who("lea marc sofia"), args=lambda cast: {"pupil_id": cast.lea.pk}),
    "grading:statement": Answer(who("lea marc sofia"), args=lambda cast: {"pupil_id": cast.lea.pk}),
    "grading:explain": Answer(
        who("lea marc sofia"),
        args=lambda cast: {"pupil_id": cast.lea.pk, "gradebook_id": cast.gradebooks["maths"].pk},
    ),
    "grading:arrange": Answer(who("chef"), args=at_college()),
    "grading:add-book": Answer(who("chef"), args=at_college()),
    "grading:book": Answer(who("chef"), args=MATHS),
    "grading:move-book": Answer(who("chef"), args=MATHS, post=lambda cast: {"sens": "bas"}, status=(302,)),
    "grading:retire-book": Answer(who("chef"), args=MATHS, post=lambda cast: {}, status=(409,)),
    "grading:add-book-part": Answer(who("chef"), args=MATHS),
    "grading:book-part": Answer(who("chef"), args=PART),
    "grading:remove-book-part": Answer(who("chef"), args=PART, post=lambda cast: {}, status=(302,)),
    "grading:add-book-teacher": Answer(who("chef"), args=MATHS),
    "grading:book-teacher": Answer(who("chef"), args=WRITER),
    "grading:end-book-teacher": Answer(who("chef"), args=WRITER, post=lambda cast: {}, status=(302,)),
    "grading:settings": Answer(who("chef"), args=at_college()),
    "grading:settings-averages": Answer(who("chef"), args=at_college()),
    "grading:settings-families": Answer(who("chef"), args=at_college()),
    "grading:settings-load": Answer(who("chef"), args=at_college()),
    "grading:settings-positioning": Answer(who("chef"), args=at_college()),
    "grading:settings-codes": Answer(who("chef"), args=at_college()),
    "grading:kinds": Answer(who("chef"), args=at_college()),
    "grading:add-kind": Answer(who("chef"), args=at_college()),
    "grading:kind": Answer(who("chef"), args=ORAL),
    "grading:move-kind": Answer(who("chef"), args=ORAL, post=lambda cast: {"sens": "haut"}, status=(302,)),
    "grading:offer-kind": Answer(who("chef"), args=ORAL, post=lambda cast: {"propose": "non"}, status=(302,)),
    "grading:locks": Answer(who("chef"), args=at_college()),
    "grading:reopenings": Answer(who("chef"), args=at_college()),
    "grading:reopen": Answer(who("chef"), args=MATHS),
    "grading:withdraw-reopening": Answer(
        who("chef"),
        args=at_college(permission_id=lambda cast: cast.words["reopening"]),
        post=lambda cast: {},
        status=(302,),
    ),
    "grading:skill-grid": Answer(who("durand cpe chef"), args=VOLUMES),
    "grading:write-skills": Answer(
        who("durand"),
        args=VOLUMES,
        post=lambda cast: {f"n-{cast.skills['calculer'].pk}-{cast.lea.pk}-0": "3"},
        status=(302,),
    ),
    "grading:skills": Answer(who("durand petit double cpe chef"), args=at_college()),
    "grading:class-skills": Answer(
        who("durand cpe chef"), args=at_college(group_id=lambda cast: cast.groups["4B"].pk)
    ),
    "grading:pupil-skills": Answer(who("durand cpe chef"), args=at_college(pupil_id=lambda cast: cast.lea.pk)),
    "grading:pupil-skills-pdf": Answer(
        who("durand cpe chef"), args=at_college(pupil_id=lambda cast: cast.lea.pk), is_download=True
    ),
    "grading:own-skills": Answer(who("lea marc sofia"), args=lambda cast: {"pupil_id": cast.lea.pk}),
    "grading:own-skills-pdf": Answer(
        who("lea marc sofia"), args=lambda cast: {"pupil_id": cast.lea.pk}, is_download=True
    ),
    "grading:referential": Answer(who("chef"), args=at_college()),
    "grading:install-skills": Answer(who("chef"), args=at_college(), post=lambda cast: {}, status=(302,)),
    "grading:restore-skills": Answer(
        who("chef"), args=at_college(cycle=lambda cast: 4), post=lambda cast: {}, status=(302,)
    ),
    "grading:add-skill": Answer(who("chef"), args=at_college(cycle=lambda cast: 4, domain=lambda cast: "CPD_SCI")),
    "grading:skill": Answer(who("chef"), args=CALCULER),
    "grading:move-skill": Answer(who("chef"), args=CALCULER, post=lambda cast: {"place": "1"}, status=(302,)),
    "grading:show-skill": Answer(who("chef"), args=CALCULER, post=lambda cast: {"geste": "cacher"}, status=(302,)),
    "grading:level-words": Answer(who("chef"), args=at_college()),
}
