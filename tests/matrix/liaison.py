"""Who the screens of `liaison` open to."""

from __future__ import annotations

from tests.matrix.answer import Answer

SCREENS: dict[str, Answer] = {}
