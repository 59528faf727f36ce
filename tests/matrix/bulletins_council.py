"""Who the screens of class councils open to (rule B1, rows « Council » and « Appreciation »)."""

from __future__ import annotations

from tests.matrix.answer import Answer, at_college, who

#: A term whose council is open.
THIRD_TERM = at_college(term_id=lambda cast: cast.terms["4B-3"].pk)
LEA = at_college(term_id=lambda cast: cast.terms["4B-3"].pk, pupil_id=lambda cast: cast.lea.pk)
A_MENTION = at_college(mention_id=lambda cast: cast.words["mention"])
PROJECT = at_college(term_id=lambda cast: cast.terms["4B-3"].pk, project_id=lambda cast: cast.words["project"])
NOE = at_college(pupil_id=lambda cast: cast.noe.pk)
PLAN = at_college(pupil_id=lambda cast: cast.noe.pk, plan_id=lambda cast: cast.words["plan"])

SCREENS: dict[str, Answer] = {
    "bulletins:council": Answer(who("cpe chef"), args=THIRD_TERM),
    "bulletins:advance-council": Answer(
        who("chef"), args=THIRD_TERM, post=lambda cast: {"geste": "ouvrir"}, status=(302,)
    ),
    "bulletins:council-words": Answer(who("chef"), args=THIRD_TERM),
    "bulletins:council-go": Answer(who("cpe chef"), args=THIRD_TERM, status=(302,)),
    "bulletins:council-pupil": Answer(who("cpe chef"), args=LEA),
    "bulletins:write-decision": Answer(
        who("chef"),
        args=LEA,
        post=lambda cast: {f"a-synthese-{cast.lea.pk}-0": "Un très bon trimestre."},
        status=(302,),
    ),
    "bulletins:pass-on": Answer(who("chef"), args=LEA, post=lambda cast: {"vers": cast.noe.pk}, status=(302,)),
    "bulletins:council-shown": Answer(who("chef"), args=LEA),
    "bulletins:school-life": Answer(who("cpe chef"), args=THIRD_TERM),
    "bulletins:write-school-life": Answer(
        who("cpe chef"), args=THIRD_TERM, post=lambda cast: {f"a-{cast.lea.pk}-0": "Ponctuelle."}, status=(302,)
    ),
    "bulletins:correct-school-life": Answer(who("cpe chef"), args=LEA),
    "bulletins:settings": Answer(who("chef"), args=at_college()),
    "bulletins:add-mention": Answer(who("chef"), args=at_college()),
    "bulletins:mention": Answer(who("chef"), args=A_MENTION),
    "bulletins:arrange-mention": Answer(
        who("chef"), args=A_MENTION, post=lambda cast: {"geste": "bas"}, status=(302,)
    ),
    "bulletins:projects": Answer(who("durand cpe chef"), args=THIRD_TERM),
    "bulletins:my-projects": Answer(who("durand petit double"), args=at_college()),
    "bulletins:add-project": Answer(who("chef"), args=THIRD_TERM),
    "bulletins:project": Answer(who("chef"), args=PROJECT),
    "bulletins:remove-project": Answer(who("chef"), args=PROJECT, post=lambda cast: {}, status=(302,)),
    "bulletins:project-comments": Answer(who("durand cpe chef"), args=PROJECT),
    "bulletins:write-project-comments": Answer(
        who("durand"), args=PROJECT, post=lambda cast: {f"a-{cast.lea.pk}-0": "Rapide."}, status=(302,)
    ),
    "bulletins:plans": Answer(who("durand petit double cpe chef secretaire"), args=at_college()),
    "bulletins:pupil-plans": Answer(who("durand cpe chef secretaire"), args=NOE),
    "bulletins:add-plan": Answer(who("chef secretaire"), args=NOE),
    "bulletins:plan": Answer(who("chef secretaire"), args=PLAN),
    "bulletins:end-plan": Answer(who("chef secretaire"), args=PLAN, post=lambda cast: {}, status=(302,)),
    "bulletins:family-councils": Answer(who("lea marc sofia"), args=lambda cast: {"pupil_id": cast.lea.pk}),
}
