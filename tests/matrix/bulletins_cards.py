"""Who the screens of report cards open to (rule B1, row « Bulletin »)."""

from __future__ import annotations

from tests.cast import Cast
from tests.matrix.answer import Answer, at_college, who

MAKERS = who("chef secretaire")
#: Her mathematics teacher, the CPE, and who makes them.
HER_STAFF = who("durand cpe chef secretaire")
HER_FAMILY = who("lea marc sofia")


def lea(cast: Cast) -> int:
    return cast.lea.pk


def her_card(cast: Cast) -> int:
    return cast.words["card"]


def a_layout(cast: Cast) -> int:
    return cast.words["layout"]


FIRST_TERM = at_college(term_id=lambda cast: cast.terms["4B-1"].pk)
A_VERSION = at_college(pupil_id=lea, card_id=her_card)

SCREENS: dict[str, Answer] = {
    "bulletins:editions": Answer(MAKERS, args=at_college()),
    "bulletins:edition": Answer(MAKERS, args=FIRST_TERM),
    "bulletins:print-cards": Answer(MAKERS, args=FIRST_TERM, is_download=True),
    "bulletins:publication": Answer(who("chef"), args=at_college()),
    "bulletins:hold-back": Answer(
        who("chef"), args=at_college(), post=lambda cast: {"classe": cast.terms["4B-1"].pk}, status=(302,)
    ),
    "bulletins:pupil-cards": Answer(HER_STAFF, args=at_college(pupil_id=lea)),
    "bulletins:card-version": Answer(HER_STAFF, args=A_VERSION),
    "bulletins:card-version-pdf": Answer(HER_STAFF, args=A_VERSION, is_download=True),
    "bulletins:cycle-paper": Answer(
        HER_STAFF, args=at_college(pupil_id=lea, report_id=lambda cast: cast.words["cycle"]), is_download=True
    ),
    "bulletins:layouts": Answer(who("chef"), args=at_college()),
    "bulletins:add-layout": Answer(who("chef"), args=at_college()),
    "bulletins:preview-layout": Answer(who("chef"), args=at_college(), is_download=True),
    "bulletins:layout": Answer(who("chef"), args=at_college(model_id=a_layout)),
    "bulletins:remove-layout": Answer(
        who("chef"), args=at_college(model_id=a_layout), post=lambda cast: {}, status=(302,)
    ),
    "bulletins:report-cards": Answer(HER_FAMILY, args=lambda cast: {"pupil_id": lea(cast)}),
    "bulletins:report-cards-file": Answer(HER_FAMILY, args=lambda cast: {"pupil_id": lea(cast)}, is_download=True),
    # None is given in the cast: that comes with the last card of a year (test_cycle_paper.py).
    "bulletins:given-cycle-paper": Answer(
        frozenset(), args=lambda cast: {"pupil_id": lea(cast), "report_id": cast.words["cycle"]}, is_download=True
    ),
    "bulletins:report-card": Answer(
        HER_FAMILY, args=lambda cast: {"pupil_id": lea(cast), "card_id": her_card(cast)}
    ),
    "bulletins:report-card-pdf": Answer(
        HER_FAMILY, args=lambda cast: {"pupil_id": lea(cast), "card_id": her_card(cast)}, is_download=True
    ),
}
