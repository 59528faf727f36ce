"""What the actions of `outreach` are asked, and whom they obey."""

from __future__ import annotations

from datetime import time

from preau.outreach.posting import Post
from tests.deeds.asked import NOBODY, Asked, at_college
from tests.matrix.answer import who

ACTIONS: dict[str, Asked] = {
    "outreach.choose_quiet_hours": Asked(
        who("chef"),
        at_college(since=lambda cast: time(21), until=lambda cast: time(7), weekends=lambda cast: False),
    ),
    "outreach.decide_notices": Asked(NOBODY, lambda cast: {}),
    "outreach.begin_sendings": Asked(NOBODY, lambda cast: {}),
    "outreach.hand_over_sendings": Asked(NOBODY, lambda cast: {"ids": [], "post": Post()}),
    "outreach.write_digests": Asked(NOBODY, lambda cast: {"people": []}),
    "outreach.forget_sendings": Asked(NOBODY, lambda cast: {}),
    "outreach.note_return": Asked(
        NOBODY, lambda cast: {"address": "x@exemple.fr", "why": "550", "sending_id": None, "is_dead": True}
    ),
    "outreach.revive_address": Asked(NOBODY, lambda cast: {"account_id": 0}),
}
