"""Whom the actions of class councils obey."""

from __future__ import annotations

from preau.bulletins.actions.arrange_report_cards import BulletinChoices
from preau.bulletins.actions.correct_school_life import CorrectedNumbers
from preau.bulletins.actions.write_decision import SaidOf
from preau.bulletins.decision import Field
from preau.bulletins.projects import ProjectWords
from preau.bulletins.saying import Saying
from tests.cast import YEAR_START, Cast
from tests.deeds.asked import Asked, at_college
from tests.matrix.answer import who


def third_term(cast: Cast) -> int:
    """Its council is open."""
    return cast.terms["4B-3"].pk


def second_term(cast: Cast) -> int:
    """Its council is closed."""
    return cast.terms["4B-2"].pk


def lea(cast: Cast) -> int:
    return cast.lea.pk


def a_project(cast: Cast) -> ProjectWords:
    parts = ((cast.subjects["Mathématiques"].pk, cast.durand.pk),)
    return ProjectWords(cast.groups["4B"].pk, "ap", "", "Écrire", "", parts)


def support(cast: Cast) -> int:
    """The support in mathematics."""
    return cast.words["project"]


ACTIONS: dict[str, Asked] = {
    "bulletins.open_council": Asked(who("chef"), at_college(term_id=third_term)),
    "bulletins.pass_on": Asked(who("chef"), at_college(term_id=third_term, pupil_id=lea)),
    "bulletins.write_decision": Asked(
        who("chef"),
        at_college(
            term_id=third_term,
            pupil_id=lea,
            said=lambda cast: [SaidOf(Field.SYNTHESIS, "Un très bon trimestre.", 0)],
        ),
    ),
    "bulletins.close_council": Asked(who("chef"), at_college(term_id=second_term)),
    "bulletins.reopen_council": Asked(who("chef"), at_college(term_id=second_term)),
    "bulletins.validate_council": Asked(who("chef"), at_college(term_id=second_term)),
    "bulletins.write_life_comments": Asked(
        who("cpe chef"),
        at_college(term_id=third_term, texts=lambda cast: [Saying(cast.lea.pk, "Ponctuelle.", 0)]),
    ),
    "bulletins.correct_school_life": Asked(
        who("cpe chef"),
        at_college(
            term_id=third_term,
            pupil_id=lea,
            seen=lambda cast: 0,
            numbers=lambda cast: CorrectedNumbers(justified=2),
            why=lambda cast: "Registre papier.",
        ),
    ),
    "bulletins.keep_mention": Asked(
        who("chef"), at_college(label=lambda cast: "Bravo", is_warning=lambda cast: False)
    ),
    "bulletins.move_mention": Asked(
        who("chef"), at_college(mention_id=lambda cast: cast.words["mention"], is_up=lambda cast: False)
    ),
    "bulletins.offer_mention": Asked(
        who("chef"), at_college(mention_id=lambda cast: cast.words["mention"], is_offered=lambda cast: False)
    ),
    "bulletins.arrange_report_cards": Asked(
        who("chef"), at_college(choices=lambda cast: BulletinChoices(500, True, False, "", ""))
    ),
    "bulletins.write_project": Asked(
        who("chef"),
        at_college(
            term_id=third_term,
            said=a_project,
        ),
    ),
    "bulletins.remove_project": Asked(who("chef"), at_college(term_id=third_term, project_id=support)),
    "bulletins.write_project_comments": Asked(
        who("durand"),
        at_college(term_id=third_term, project_id=support, texts=lambda cast: [Saying(cast.lea.pk, "Rapide.", 0)]),
    ),
    "bulletins.write_plan": Asked(
        who("chef secretaire"),
        at_college(
            pupil_id=lea,
            code=lambda cast: "PPRE",
            detail=lambda cast: "Relire les consignes.",
            begins_on=lambda cast: YEAR_START,
        ),
    ),
    "bulletins.end_plan": Asked(
        who("chef secretaire"),
        at_college(pupil_id=lambda cast: cast.noe.pk, plan_id=lambda cast: cast.words["plan"]),
    ),
    "bulletins.write_council_words": Asked(
        who("chef"),
        at_college(
            term_id=third_term, seen=lambda cast: 1, synthesis=lambda cast: "Vivante.", minutes=lambda cast: ""
        ),
    ),
}
