"""Prepare the coming year of a school, beside the one in course (capability C20)."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.directory.calendar_lines import YearLine
from preau.directory.calendar_queries import calendars_of_year, years
from preau.directory.events import YearPrepared
from preau.directory.models import School, Term, YearPreparation
from preau.directory.new_year.report import YearReport, year_reports
from preau.directory.policies import may_manage_calendar
from preau.directory.terms import proposed_terms
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed, NotPossible

# A group made by hand lasts a year, unless the school locked it (capability C7).
_END_GROUPS = """
UPDATE membership m SET ends_on = %(first)s
  FROM pupil_group g
 WHERE g.id = m.group_id AND m.school_id = %(school)s AND g.kind = 'manuel' AND NOT g.is_locked
   AND m.begins_on < %(first)s AND (m.ends_on IS NULL OR m.ends_on > %(first)s)
RETURNING m.group_id
"""

# Each class and how its year was cut last; a class that is new has nothing.
_CUT = """
SELECT g.id, (SELECT t.kind FROM term t WHERE t.group_id = g.id AND t.school_id = g.school_id
               ORDER BY t.starts_on DESC LIMIT 1)
  FROM pupil_group g
 WHERE g.school_id = %(school)s AND g.kind = 'division' AND g.closed_on IS NULL
   AND NOT EXISTS (SELECT FROM term t
                    WHERE t.group_id = g.id AND t.school_id = g.school_id AND t.year_id = %(year)s)
 ORDER BY g.id
"""


@action
def prepare_new_year(*, actor: Actor, school_id: int, year_id: int) -> YearReport:
    """Groups made by hand and not locked end on the eve of the year; each class gets the terms it had, cut anew in
    the coming calendar; what is counted is kept. Nothing of the year in course changes, and the same again changes
    nothing: it may be stopped at any point and started over.

    Errors: `NotAllowed` for who does not set this calendar; `NotPossible` for a year that has begun or is unknown.
    """
    if actor is not SYSTEM and not may_manage_calendar(actor, school_id):
        raise NotAllowed
    year = next((one for one in years() if one.id == year_id), None)
    if year is None or year.starts_on <= clock.today():
        raise NotPossible(_("Cette année a déjà commencé\u202f: une rentrée se prépare avant son premier jour."))
    if not School.objects.select_for_update(no_key=True).filter(pk=school_id).exists():
        raise NotAllowed
    asked: dict[str, Any] = {"school": school_id, "year": year_id, "first": year.starts_on}
    with connection.cursor() as cursor:
        ended = {row[0] for row in cursor.execute(_END_GROUPS, asked).fetchall()}
    cut = _cut_terms(school_id, year, asked)
    (report,) = year_reports((school_id,), year)
    if ended or cut or not report.is_prepared:
        record(YearPrepared(school_id, year_id, tuple(sorted(ended)), cut), actor=actor)
    counted = {
        "pupils_before": report.before,
        "staying": report.staying,
        "arriving": report.arriving,
        "pupils_after": report.after,
    }
    YearPreparation.objects.update_or_create(
        school_id=school_id,
        year_id=year_id,
        defaults=counted,
        create_defaults=counted | {"prepared_at": clock.now()},
    )
    return report


def _cut_terms(school_id: int, year: YearLine, asked: dict[str, Any]) -> int:
    """Cut the coming year of each class as its last one was; a new class, as most classes of the school."""
    with connection.cursor() as cursor:
        classes: list[tuple[int, str | None]] = cursor.execute(_CUT, asked).fetchall()
    usual = Counter(kind for _group, kind in classes if kind).most_common(1)
    if not usual:
        return 0
    (line,) = calendars_of_year((school_id,), year.id)
    proposed = {kind: proposed_terms(kind, line.calendar) for kind in Term.Kind.values}
    terms = [
        Term(
            school_id=school_id,
            year_id=year.id,
            group_id=group_id,
            kind=kind or usual[0][0],
            number=term.number,
            starts_on=term.starts_on,
            ends_on=term.ends_on,
        )
        for group_id, kind in classes
        for term in proposed[kind or usual[0][0]]
    ]
    Term.objects.bulk_create(terms)
    return len({term.group_id for term in terms})
