"""Who the screens of `liaison` open to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.cast import Cast
from tests.matrix.answer import Answer, at_college, who

FAMILIES = who("lea noe tom jumelle marc sofia jumeau_parent")


def word(name: str) -> Callable[[Cast], dict[str, Any]]:
    return at_college(word_id=lambda cast: cast.liaison[name])


def of_lea(cast: Cast) -> dict[str, int]:
    return {"pupil_id": cast.lea.pk, "word_id": cast.liaison["sortie"]}


SORTIE = word("sortie")
DRAFT = word("brouillon")
DEPOSIT = at_college(deposit_id=lambda cast: cast.liaison["deposit"])

SCREENS: dict[str, Answer] = {
    "liaison:book": Answer(FAMILIES),
    "liaison:word": Answer(who("lea marc sofia"), args=of_lea),
    "liaison:see": Answer(who("lea marc sofia"), args=of_lea, post=lambda cast: {}, status=(302,)),
    "liaison:deposit": Answer(
        who("marc sofia"),
        args=lambda cast: {"pupil_id": cast.lea.pk, "word_id": cast.liaison["assurance"]},
        post=lambda cast: {},
        status=(422,),
    ),
    "liaison:own-deposit": Answer(
        who("marc"),
        args=lambda cast: {"pupil_id": cast.lea.pk, "deposit_id": cast.liaison["deposit"]},
        is_download=True,
    ),
    "liaison:take-back": Answer(
        who("marc"),
        args=lambda cast: {"pupil_id": cast.lea.pk, "deposit_id": cast.liaison["deposit"]},
        post=lambda cast: {},
        status=(302,),
    ),
    "liaison:desk": Answer(who("durand petit double cpe chef secretaire"), args=at_college()),
    "liaison:add": Answer(who("durand petit double cpe chef secretaire"), args=at_college()),
    "liaison:settings": Answer(who("chef"), args=at_college()),
    "liaison:add-usual": Answer(who("chef"), args=at_college()),
    "liaison:usual": Answer(who("chef"), args=at_college(place=lambda cast: 0)),
    "liaison:follow": Answer(who("durand cpe chef secretaire"), args=SORTIE),
    "liaison:change": Answer(who("durand"), args=DRAFT),
    "liaison:pupils": Answer(who("durand"), args=DRAFT),
    "liaison:review": Answer(who("durand"), args=DRAFT),
    "liaison:correct": Answer(who("durand cpe chef secretaire"), args=SORTIE),
    "liaison:withdraw": Answer(
        who("durand cpe chef secretaire"), args=SORTIE, post=lambda cast: {}, status=(302,)
    ),
    "liaison:remind": Answer(who("durand cpe chef secretaire"), args=SORTIE, post=lambda cast: {}, status=(302,)),
    "liaison:export": Answer(who("durand cpe chef secretaire"), args=SORTIE, is_download=True),
    "liaison:slips": Answer(who("durand cpe chef secretaire"), args=SORTIE, is_download=True),
    "liaison:family": Answer(
        who("durand cpe chef secretaire"),
        args=at_college(word_id=lambda cast: cast.liaison["sortie"], pupil_id=lambda cast: cast.lea.pk),
    ),
    "liaison:open-deposit": Answer(who("cpe chef secretaire"), args=DEPOSIT, is_download=True),
    "liaison:decide-deposit": Answer(
        who("cpe chef secretaire"), args=DEPOSIT, post=lambda cast: {"decision": "accepter"}, status=(302,)
    ),
}
