"""The kinds of evaluation of a school, with how many evaluations have each."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

_KINDS = """
SELECT k.id, k.label, k.coefficient, k.is_test, k.is_formative, k.is_offered,
       (SELECT count(*) FROM evaluation e WHERE e.kind_id = k.id AND e.withdrawn_at IS NULL)
  FROM evaluation_kind k WHERE k.school_id = %(school)s ORDER BY k.position, k.id
"""


@dataclass(frozen=True, slots=True)
class KindLine:
    """A kind: what a new evaluation of it starts with, and whether it is offered."""

    kind_id: int
    label: str
    coefficient: Decimal
    is_test: bool
    is_formative: bool
    is_offered: bool
    used: int


def kinds_of(school_id: int) -> tuple[KindLine, ...]:
    """Those that are hidden too, in their order."""
    with connection.cursor() as cursor:
        return tuple(KindLine(*row) for row in cursor.execute(_KINDS, {"school": school_id}).fetchall())
