"""Who the screens of `bulletins` open to."""

from __future__ import annotations

from tests.matrix.answer import Answer, at_college, who

FOURTHS = at_college(group_id=lambda cast: cast.groups["4B"].pk, cycle=lambda cast: 4)

MATHS = at_college(gradebook_id=lambda cast: cast.gradebooks["maths"].pk)
FIRST_TERM = at_college(term_id=lambda cast: cast.terms["4B-1"].pk)
#: They write something somewhere: the page of what one writes is empty for the others.
TEACHERS = who("durand petit double")

SCREENS: dict[str, Answer] = {
    "bulletins:writing": Answer(TEACHERS, args=at_college()),
    "bulletins:appreciations": Answer(who("durand"), args=MATHS),
    "bulletins:write-appreciations": Answer(
        who("durand"),
        args=MATHS,
        post=lambda cast: {f"a-{cast.lea.pk}-{cast.terms['4B-1'].pk}-0": "Bon trimestre."},
        status=(302,),
    ),
    "bulletins:elements": Answer(who("durand cpe chef"), args=MATHS),
    "bulletins:move-element": Answer(
        who("durand"),
        args=at_college(element_id=lambda cast: cast.words["second"]),
        post=lambda cast: {"sens": "haut"},
        status=(302,),
    ),
    "bulletins:remove-element": Answer(
        who("durand"),
        args=at_college(element_id=lambda cast: cast.words["second"]),
        post=lambda cast: {},
        status=(302,),
    ),
    "bulletins:corrections": Answer(TEACHERS, args=at_college()),
    "bulletins:settle-correction": Answer(
        who("durand"),
        args=at_college(correction_id=lambda cast: cast.words["correction"]),
        post=lambda cast: {"reponse": "oui"},
        status=(302,),
    ),
    "bulletins:classes": Answer(who("durand petit double cpe chef"), args=at_college()),
    "bulletins:missing": Answer(who("cpe chef"), args=FIRST_TERM),
    "bulletins:proofreading": Answer(who("cpe chef"), args=FIRST_TERM),
    "bulletins:propose-correction": Answer(
        frozenset(),
        args=at_college(
            term_id=lambda cast: cast.terms["4B-1"].pk, appreciation_id=lambda cast: cast.words["appreciation"]
        ),
        post=lambda cast: {"seen": "1", "text": "Des progrès."},
        status=(302,),
    ),
    "bulletins:class-comment": Answer(who("cpe chef"), args=FIRST_TERM),
    "bulletins:sentences": Answer(who("durand petit double jumeau_prof")),
    "bulletins:sentence": Answer(who("durand"), args=lambda cast: {"sentence_id": cast.words["kept"]}),
    "bulletins:drop-sentence": Answer(
        who("durand"),
        args=lambda cast: {"sentence_id": cast.words["kept"]},
        post=lambda cast: {},
        status=(302,),
    ),
    "bulletins:cycle-classes": Answer(who("durand petit double cpe chef"), args=at_college()),
    "bulletins:cycle-class": Answer(who("cpe chef"), args=FOURTHS),
    "bulletins:validate-cycle": Answer(who("chef"), args=FOURTHS, post=lambda cast: {}, status=(302,)),
    "bulletins:cycle-report": Answer(
        who("chef"),
        args=at_college(
            group_id=lambda cast: cast.groups["4B"].pk, cycle=lambda cast: 4, pupil_id=lambda cast: cast.lea.pk
        ),
    ),
}
