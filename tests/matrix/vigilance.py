"""Who the screens of `vigilance` open to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.cast import Cast
from tests.matrix.answer import EVERYBODY, Answer, at_college, who

CHEF = who("chef")


def in_incident(**more: str) -> Callable[[Cast], dict[str, Any]]:
    return lambda cast: {
        "incident_id": cast.vigilance["incident"],
        **{name: cast.vigilance[what] for name, what in more.items()},
    }


SCREENS: dict[str, Answer] = {
    # Nobody of the cast has a message (`vigilance/tests/test_reports.py`).
    "vigilance:report": Answer(frozenset(), args=lambda cast: {"writing": "message", "writing_id": 900_001}),
    "vigilance:mine": Answer(EVERYBODY),
    "vigilance:reports": Answer(who("cpe chef"), args=at_college()),
    "vigilance:case": Answer(
        who("cpe chef"), args=at_college(report_id=lambda cast: cast.vigilance["signalement"])
    ),
    "vigilance:referents": Answer(CHEF, args=at_college()),
    "vigilance:freezes": Answer(who("chef jumeau_chef agent")),
    "vigilance:reopen": Answer(
        frozenset(), args=lambda cast: {"gesture": "00000000-0000-0000-0000-000000000001"}, post=lambda cast: {}
    ),
    "vigilance:incidents": Answer(who("chef jumeau_chef agent")),
    "vigilance:incident": Answer(CHEF, args=in_incident()),
    "vigilance:steps": Answer(CHEF, args=in_incident()),
    "vigilance:rehearse-freeze": Answer(CHEF, args=in_incident(), post=lambda cast: {}, status=(409,)),
    "vigilance:search": Answer(CHEF, args=in_incident()),
    "vigilance:withdraw": Answer(CHEF, args=in_incident()),
    "vigilance:restore": Answer(CHEF, args=in_incident(), post=lambda cast: {}, status=(409,)),
    "vigilance:incident-accounts": Answer(CHEF, args=in_incident()),
    "vigilance:reset": Answer(CHEF, args=in_incident()),
    "vigilance:keep-evidence": Answer(CHEF, args=in_incident(), post=lambda cast: {}, status=(302,)),
    "vigilance:take-evidence": Answer(
        CHEF, args=in_incident(file_id="preuves"), post=lambda cast: {}, is_download=True
    ),
    "vigilance:close": Answer(CHEF, args=in_incident()),
    "vigilance:cards": Answer(
        CHEF, args=at_college(incident_id=lambda cast: cast.vigilance["incident"]), post=lambda cast: {}
    ),
}
