"""Whom the actions of `bulletins` obey."""

from __future__ import annotations

from preau.bulletins.actions.write_appreciations import Said
from preau.bulletins.appreciation import WordsKey
from preau.bulletins.cycle import CycleWords
from tests.cast import Cast
from tests.deeds.asked import NOBODY, Asked, at_college
from tests.matrix.answer import who


def fourths(cast: Cast) -> int:
    return cast.groups["4B"].pk


def maths(cast: Cast) -> int:
    return cast.gradebooks["maths"].pk


def first_term(cast: Cast) -> int:
    return cast.terms["4B-1"].pk


def a_text_for_lea(cast: Cast) -> list[Said]:
    return [Said(WordsKey(cast.lea.pk, first_term(cast)), "Bon trimestre.", 0)]


ACTIONS: dict[str, Asked] = {
    "bulletins.write_appreciations": Asked(who("durand"), at_college(gradebook_id=maths, texts=a_text_for_lea)),
    "bulletins.propose_correction": Asked(
        NOBODY,
        at_college(
            appreciation_id=lambda cast: cast.words["appreciation"],
            seen=lambda cast: 1,
            text=lambda cast: "Des progrès.",
        ),
    ),
    "bulletins.settle_correction": Asked(
        who("durand"),
        at_college(correction_id=lambda cast: cast.words["correction"], is_accepted=lambda cast: True),
    ),
    "bulletins.add_elements": Asked(
        who("durand"),
        at_college(
            gradebook_id=maths,
            kind=lambda cast: "trimestre",
            number=lambda cast: 1,
            texts=lambda cast: ["Équations"],
        ),
    ),
    "bulletins.move_element": Asked(
        who("durand"), at_college(element_id=lambda cast: cast.words["second"], is_up=lambda cast: True)
    ),
    "bulletins.remove_element": Asked(who("durand"), at_college(element_id=lambda cast: cast.words["second"])),
    "bulletins.write_class_comment": Asked(
        who("chef"), at_college(term_id=first_term, seen=lambda cast: 0, text=lambda cast: "Bonne classe.")
    ),
    "bulletins.keep_sentence": Asked(
        who("durand"), lambda cast: {"text": "Bon trimestre.", "sentence_id": cast.words["kept"]}
    ),
    "bulletins.drop_sentence": Asked(who("durand"), lambda cast: {"sentence_id": cast.words["kept"]}),
    "bulletins.write_cycle_report": Asked(
        who("chef"),
        at_college(
            group_id=fourths,
            cycle=lambda cast: 4,
            pupil_id=lambda cast: cast.lea.pk,
            said=lambda cast: CycleWords({"CPD_FRA": 3}),
            seen=lambda cast: 0,
        ),
    ),
    "bulletins.validate_cycle_reports": Asked(who("chef"), at_college(group_id=fourths, cycle=lambda cast: 4)),
}
