"""What a council was shown of a pupil, each time it passed on (C94)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from preau.bulletins.class_term import ClassTerm

_SHOWN = """
SELECT s.shown_at, s.shown FROM council_snapshot s JOIN council c ON c.id = s.council_id
 WHERE c.term_id = %(term)s AND s.school_id = %(school)s AND s.pupil_id = %(pupil)s
 ORDER BY s.shown_at DESC, s.id DESC
"""


@dataclass(frozen=True, slots=True)
class CouncilShown:
    """When, and what (`snapshot.shown_of`)."""

    shown_at: datetime
    shown: Mapping[str, Any]


def council_shown(term: ClassTerm, pupil_id: int) -> tuple[CouncilShown, ...]:
    """The last first. The caller has decided who reads it."""
    asked: dict[str, Any] = {"term": term.term_id, "school": term.school_id, "pupil": pupil_id}
    with connection.cursor() as cursor:
        return tuple(CouncilShown(at, json.loads(shown)) for at, shown in cursor.execute(_SHOWN, asked).fetchall())
