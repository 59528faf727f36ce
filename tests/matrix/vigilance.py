"""Who the screens of `vigilance` open to."""

from __future__ import annotations

from tests.matrix.answer import Answer

SCREENS: dict[str, Answer] = {}
