"""Erase the presence of a year that is over; its anonymous numbers stay (rule B11)."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from django.db import connection

from preau.attendance.counting.rules import whole
from preau.attendance.events_year import PresencePurged
from preau.attendance.models import PresencePurge, PresenceSummary
from preau.attendance.queries.summary import parts_of_year
from preau.attendance.year_end import GOING, over_year
from preau.directory.models import SchoolYear
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed

_LET_GO = """
UPDATE notification SET absence_id = NULL
 WHERE school_id = %(school)s AND absence_id IN (SELECT id FROM absence
                                                  WHERE school_id = %(school)s AND held_on <= %(last)s)
"""


@action
def purge_year(*, actor: Actor, school_id: int, year_id: int) -> bool:
    """What the direction asked: the numbers are written, then every row goes, or nothing does. False when it was
    done already, or is not asked.

    Errors: `NotAllowed` for anybody but Préau itself.
    """
    if actor is not SYSTEM:
        raise NotAllowed
    purge = PresencePurge.objects.select_for_update().filter(school_id=school_id, year_id=year_id).first()
    if purge is None or purge.asked_at is None or purge.done_at is not None:
        return False
    year = over_year(year_id)
    _summarise(school_id, year)
    purge.erased = _erase(school_id, year)
    purge.done_at = clock.now()
    purge.save(update_fields=["erased", "done_at"])
    record(PresencePurged(school_id, year_id, sum(purge.erased.values())), actor=actor)
    return True


def _summarise(school_id: int, year: SchoolYear) -> None:
    PresenceSummary.objects.filter(school_id=school_id, year=year).delete()
    PresenceSummary.objects.bulk_create(
        PresenceSummary(
            school_id=school_id, year=year, view=view, label=part.label, position=position, is_rest=part.is_rest,
            pupils=len(part.pupils), half_days=whole(part.half_days), unjustified=whole(part.unjustified),
            minutes=whole(part.minutes), lessons=part.lessons, late=part.late,
        )
        for view, parts in parts_of_year(school_id, year.starts_on, year.ends_on).items()
        for position, part in enumerate(parts)
    )  # fmt: skip


def _erase(school_id: int, year: SchoolYear) -> dict[str, int]:
    asked: dict[str, Any] = {
        "school": school_id,
        "last": year.ends_on,
        "until": clock.instant(year.ends_on + timedelta(days=1), time()),
    }
    erased = {}
    with connection.cursor() as cursor:
        cursor.execute(_LET_GO, asked)
        for table, rows in GOING:
            cursor.execute(f"DELETE FROM {table} WHERE school_id = %(school)s AND {rows}", asked)  # noqa: S608 - ours
            if cursor.rowcount:
                erased[table] = cursor.rowcount
    return erased
