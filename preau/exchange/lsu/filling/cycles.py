"""End-of-cycle reports of a year, as a file says them; and the pupils who have none yet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from preau.bulletins.cycle import DOMAINS, load_cycle_class, pupils_of
from preau.bulletins.queries.cycle_classes import cycle_classes
from preau.exchange.lsu.filling.plain import plain
from preau.exchange.lsu.filling.school import HEAD_KEY, SchoolYearHead
from preau.exchange.lsu.reports import ComplementTeaching, CycleReport, DomainLevel, RegionalLanguage
from preau.kernel import clock
from preau.kernel.actor import SYSTEM

_REPORTS = """
SELECT r.pupil_id, r.cycle, r.group_id, g.code, r.levels, r.synthesis, r.complement, r.complement_level,
       r.language, r.language_level, r.written_at, r.validated_at
  FROM cycle_report r JOIN pupil_group g ON g.id = r.group_id
 WHERE r.school_id = %(school)s AND r.year_label = %(year)s
 ORDER BY g.code, g.id, r.id
"""


@dataclass(frozen=True, slots=True)
class CycleOfPupil:
    """The report of a pupil. `said` None: nothing is written, and she is in a class that ends a cycle."""

    pupil_id: int
    cycle: int
    group_id: int
    division: str
    is_validated: bool
    said: CycleSaid | None


@dataclass(frozen=True, slots=True)
class CycleSaid:
    """What a report says, as the record takes it."""

    domains: tuple[DomainLevel, ...]
    synthesis: str
    complement: ComplementTeaching | None
    language: RegionalLanguage | None
    created_on: date
    locked_at: datetime | None

    def report(self, pupil: str, cycle: int, year: str, form_teachers: tuple[str, ...]) -> CycleReport:
        """The record."""
        return CycleReport(
            pupil=pupil,
            cycle=cycle,
            year=year,
            head=HEAD_KEY,
            created_on=self.created_on,
            domains=self.domains,
            synthesis=self.synthesis,
            form_teachers=form_teachers,
            locked_at=self.locked_at,
            complement=self.complement,
            regional_language=self.language,
        )


def cycles_of(one: SchoolYearHead) -> Iterator[CycleOfPupil]:
    """Those that are written, class by class; then who has none, in the classes that end a cycle this year."""
    asked: dict[str, Any] = {"school": one.school_id, "year": one.label}
    with connection.cursor() as cursor:
        rows = cursor.execute(_REPORTS, asked).fetchall()
    for row in rows:
        yield _written(*row)
    known = {(row[0], row[1]) for row in rows}
    for line in cycle_classes(SYSTEM, one.school_id, every=True):
        there = load_cycle_class(line.group_id, line.cycle, school_id=one.school_id)
        for pupil in pupils_of(there) if there.year_label == one.label else ():
            if (pupil.pupil_id, line.cycle) not in known:
                yield CycleOfPupil(pupil.pupil_id, line.cycle, line.group_id, line.division, False, None)


def _written(
    pupil_id: int, cycle: int, group_id: int, division: str, levels: str, synthesis: str, complement: str,
    complement_level: int | None, language: str, language_level: int | None, written_at: datetime,
    validated_at: datetime | None,
) -> CycleOfPupil:  # fmt: skip
    said = json.loads(levels)
    return CycleOfPupil(
        pupil_id,
        cycle,
        group_id,
        division,
        validated_at is not None,
        CycleSaid(
            tuple(DomainLevel(code, said[code]) for code in DOMAINS if code in said),
            plain(synthesis),
            ComplementTeaching(complement, complement_level) if complement else None,
            RegionalLanguage(language, language_level) if language else None,
            clock.school_day(validated_at or written_at),
            validated_at,
        ),
    )
