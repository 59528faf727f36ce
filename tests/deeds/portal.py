"""Whom the actions of `portal` obey."""

from __future__ import annotations

from tests.deeds.asked import Asked, at_college
from tests.matrix.answer import who

ACTIONS: dict[str, Asked] = {
    "portal.bind_service": Asked(
        who("chef"), at_college(service=lambda cast: "appel", state=lambda cast: "ferme")
    ),
}  # fmt: skip
