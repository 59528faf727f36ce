"""Who the screens of `outreach` open to."""

from __future__ import annotations

from tests.matrix.answer import EVERYBODY, Answer, at_college, who

SCREENS: dict[str, Answer] = {
    "outreach:choices": Answer(EVERYBODY),
    "outreach:quiet": Answer(who("chef"), args=at_college()),
    # The form teacher of a class too, whom the cast has not (`outreach/tests/test_families.py`).
    "outreach:classes": Answer(who("cpe chef secretaire"), args=at_college()),
    "outreach:families": Answer(
        who("cpe chef secretaire"), args=at_college(group_id=lambda cast: cast.groups["4B"].pk)
    ),
}
