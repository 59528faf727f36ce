"""What the actions of `messaging` are asked, and whom they obey."""

from __future__ import annotations

from tests.deeds.asked import Asked

ACTIONS: dict[str, Asked] = {}
