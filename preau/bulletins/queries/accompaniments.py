"""The plans that pupils benefit from (C93): for their team, the report card and the national record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from preau.bulletins.class_term import ClassTerm
from preau.bulletins.rules import PLANS_WITH_TEXT

_PLANS = """
SELECT a.pupil_id, a.id, a.code, a.detail, a.begins_on, a.ends_on
  FROM accompaniment a
 WHERE a.school_id = %(school)s AND a.pupil_id = ANY(%(pupils)s)
   AND a.begins_on <= %(until)s AND (a.ends_on IS NULL OR a.ends_on > %(since)s)
 ORDER BY a.code, a.begins_on, a.id
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan in force. `detail` is for the team of the pupil alone, but for a PPRE or a contract: see `text`."""

    pupil_id: int
    plan_id: int
    code: str
    detail: str
    begins_on: date
    ends_on: date | None

    @property
    def text(self) -> str:
        """What the report card and the national record say besides the code: of a PPRE or a contract only."""
        return self.detail if self.code in PLANS_WITH_TEXT else ""


def accompaniments_of(term: ClassTerm, pupil_ids: Iterable[int]) -> Mapping[int, tuple[Plan, ...]]:
    """The plans of these pupils that were in force on a day of the term, in one statement; a pupil without any is
    not there. The caller has decided who reads them.
    """
    asked: dict[str, Any] = {
        "school": term.school_id, "pupils": sorted(set(pupil_ids)), "since": term.starts_on, "until": term.ends_on,
    }  # fmt: skip
    found: dict[int, list[Plan]] = defaultdict(list)
    with connection.cursor() as cursor:
        for row in cursor.execute(_PLANS, asked).fetchall():
            found[row[0]].append(Plan(*row))
    return {pupil_id: tuple(plans) for pupil_id, plans in found.items()}
