"""The school-life block of report cards (rules B3 and B6): what attendance counts, what vie scolaire made of it.

The half-days are those of the school's method, in whole numbers; a school that counts hours gives gross half-days,
which the national record asks for. What waits for an answer is neither justified nor unjustified yet: it is told
apart, so that it is settled before the report cards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from preau.attendance.counting.facts import Method
from preau.attendance.counting.totals import Count
from preau.attendance.queries.facts import presence_of
from preau.bulletins.class_term import ClassTerm
from preau.bulletins.rules import MOST_HALF_DAYS
from preau.grading.averages.rounding import hundredths

#: What vie scolaire wrote in the row `l` of a pupil: what `life_of` takes.
WRITTEN = "l.justified, l.unjustified, l.late, l.hours, l.comment, l.why, l.version"
_WRITTEN = f"""
SELECT l.pupil_id, {WRITTEN}
  FROM school_life l
 WHERE l.term_id = %(term)s AND l.school_id = %(school)s AND l.pupil_id = ANY(%(pupils)s)
"""  # noqa: S608 - our own pieces


@dataclass(frozen=True, slots=True)
class LifeNumbers:
    """Half-days justified and unjustified, late arrivals, hours of lessons missed."""

    justified: int
    unjustified: int
    late: int
    hours: Decimal


@dataclass(frozen=True, slots=True)
class SchoolLifeLine:
    """The block of a pupil: `given` is printed, `counted` is what attendance says, `why` they differ. `awaiting`:
    half-days whose reason nobody has judged.
    """

    pupil_id: int
    counted: LifeNumbers
    awaiting: int
    given: LifeNumbers
    comment: str
    why: str
    version: int

    @property
    def is_corrected(self) -> bool:
        """True when vie scolaire changed a number."""
        return self.given != self.counted


def school_life_of(term: ClassTerm, pupil_ids: Iterable[int]) -> Mapping[int, SchoolLifeLine]:
    """The block of each of these pupils for this term, in four statements (five between two years). The caller has
    decided who reads it.
    """
    pupils = sorted(set(pupil_ids))
    asked: dict[str, Any] = {"term": term.term_id, "school": term.school_id, "pupils": pupils}
    with connection.cursor() as cursor:
        written = {row[0]: row[1:] for row in cursor.execute(_WRITTEN, asked).fetchall()}
    return _lines(term, pupils, written)


def life_of(term: ClassTerm, pupil_id: int, written: Sequence[Any]) -> SchoolLifeLine:
    """The block of one pupil, of whom it was read what vie scolaire wrote (`WRITTEN`; all None: nothing)."""
    said = {} if written[-1] is None else {pupil_id: written}
    return _lines(term, [pupil_id], said)[pupil_id]


def _lines(
    term: ClassTerm, pupils: Sequence[int], written: Mapping[int, Sequence[Any]]
) -> Mapping[int, SchoolLifeLine]:
    counts = presence_of(term.school_id, pupils, since=term.starts_on, until=term.ends_on)
    return {
        pupil_id: _line(pupil_id, count, counts.method, written.get(pupil_id))
        for pupil_id, count in counts.counts().items()
    }


def _line(pupil_id: int, count: Count, method: Method, written: Any) -> SchoolLifeLine:
    tally = count.by(Method.GROSS if method == Method.HOURS else method)
    counted = LifeNumbers(
        min(tally.justified.whole, MOST_HALF_DAYS), min(tally.unjustified.whole, MOST_HALF_DAYS),
        min(count.late.total.whole, MOST_HALF_DAYS),
        hundredths(count.hours.total.value / 60),
    )  # fmt: skip
    justified, unjustified, late, hours, comment, why, version = written or (None, None, None, None, "", "", 0)
    given = LifeNumbers(
        counted.justified if justified is None else justified,
        counted.unjustified if unjustified is None else unjustified,
        counted.late if late is None else late,
        counted.hours if hours is None else hours,
    )
    return SchoolLifeLine(pupil_id, counted, tally.awaiting.whole, given, comment, why, version)
