"""What the form of an evaluation offers: kinds of the school, parts of the gradebook, limits of tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db import connection

from preau.grading.book import GradebookHead
from preau.grading.rules import TESTS_A_DAY, TESTS_A_WEEK

_CHOICES = """
SELECT ARRAY(SELECT ROW(k.id, k.label) FROM evaluation_kind k
              WHERE k.school_id = %(school)s AND k.is_offered ORDER BY k.position, k.id),
       ARRAY(SELECT ROW(u.id, u.label) FROM sub_subject u
              WHERE u.gradebook_id = %(book)s AND u.removed_at IS NULL ORDER BY u.position, u.id),
       ARRAY(SELECT ROW(k.id, k.coefficient, k.is_formative) FROM evaluation_kind k
              WHERE k.school_id = %(school)s),
       (SELECT c.tests_a_day FROM grading_settings c WHERE c.school_id = %(school)s),
       (SELECT c.tests_a_week FROM grading_settings c WHERE c.school_id = %(school)s)
"""


class KindStart(NamedTuple):
    """What a new evaluation of a kind starts with."""

    coefficient: Decimal
    is_formative: bool


#: What one starts with that has none.
NO_KIND = KindStart(Decimal(1), is_formative=False)


@dataclass(frozen=True, slots=True)
class Choices:
    """(id, label) of kinds and of parts; what each kind starts with, hidden ones too; how many tests a day or a
    week make one more heavy (0: never).
    """

    kinds: tuple[tuple[int, str], ...]
    parts: tuple[tuple[int, str], ...]
    starts: Mapping[int, KindStart]
    tests_a_day: int
    tests_a_week: int


def choices_for(book: GradebookHead) -> Choices:
    """In one statement."""
    with connection.cursor() as cursor:
        row = cursor.execute(_CHOICES, {"school": book.school_id, "book": book.gradebook_id}).fetchone()
    kinds, parts, starts, a_day, a_week = row or ((), (), (), None, None)
    return Choices(
        tuple((int(pk), label) for pk, label in kinds),
        tuple((int(pk), label) for pk, label in parts),
        {int(pk): KindStart(Decimal(coefficient), formative == "t") for pk, coefficient, formative in starts},
        TESTS_A_DAY if a_day is None else a_day,
        TESTS_A_WEEK if a_week is None else a_week,
    )
