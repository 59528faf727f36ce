"""What makes periods be gathered again: a tap, a validated roll, a lesson that does not take place."""

from __future__ import annotations

from datetime import date

from django.db import connection

from preau.attendance.events import AbsenceNoted, AbsenceWithdrawn, LateArrivalNoted, RollClosed, SheetRemarked
from preau.attendance.events_collective import (
    CollectiveAbsenceCancelled,
    CollectiveAbsenceChanged,
    CollectiveAbsenceMade,
    CollectiveHoursChanged,
)
from preau.attendance.events_exemption import ExemptionWithdrawn, ExemptionWritten
from preau.attendance.life.gathering import gather
from preau.foundation.ledger.listeners import Recorded, on
from preau.timetable.events import LessonCancelled, LessonRestored

_DAY = "SELECT held_on FROM lesson WHERE id = %(lesson)s AND school_id = %(school)s"

# Those noted somewhere that day who were expected at this lesson: they are known to have been there now.
_SEEN = """
SELECT DISTINCT a.pupil_id, a.held_on
  FROM lesson l
  JOIN lesson_group g ON g.lesson_id = l.id
  JOIN membership m ON m.group_id = g.group_id AND m.school_id = g.school_id
                   AND m.begins_on <= l.held_on AND (m.ends_on IS NULL OR m.ends_on > l.held_on)
  JOIN absence a ON a.pupil_id = m.pupil_id AND a.held_on = l.held_on AND a.school_id = l.school_id
                AND a.withdrawn_at IS NULL
 WHERE l.id = %(lesson)s AND l.school_id = %(school)s
"""


# What rolls noted during a collective absence, or gave to it before its hours changed.
_NOTED_MEANWHILE = """
SELECT DISTINCT a.pupil_id, a.held_on
  FROM absence_period t
  JOIN absence a ON a.pupil_id = t.pupil_id AND a.school_id = t.school_id AND a.withdrawn_at IS NULL
                AND (a.held_on BETWEEN t.first_on AND t.last_on OR a.period_id = t.id)
 WHERE t.collective_id = %(collective)s AND t.school_id = %(school)s
   AND (%(pupil)s::bigint IS NULL OR t.pupil_id = %(pupil)s)
 ORDER BY a.pupil_id, a.held_on
"""


# The days where rolls noted something of a pupil; all of them when the days are not told.
_NOTED_BETWEEN = """
SELECT DISTINCT held_on FROM absence
 WHERE school_id = %(school)s AND pupil_id = %(pupil)s AND withdrawn_at IS NULL
   AND held_on BETWEEN coalesce(%(since)s::date, held_on) AND coalesce(%(until)s::date, held_on)
 ORDER BY held_on
"""


@on(AbsenceNoted, LateArrivalNoted, AbsenceWithdrawn, SheetRemarked)
def gather_the_day_of_the_pupil(
    event: AbsenceNoted | LateArrivalNoted | AbsenceWithdrawn | SheetRemarked, recorded: Recorded
) -> None:
    """A tap said something of a pupil."""
    held_on = _day(event.school_id, event.lesson_id)
    if held_on is not None:
        gather(school_id=event.school_id, pupil_id=event.pupil_id, held_on=held_on, by_id=recorded.actor_id)


@on(RollClosed, LessonCancelled, LessonRestored)
def gather_those_of_the_lesson(event: RollClosed | LessonCancelled | LessonRestored, recorded: Recorded) -> None:
    """Whoever is not noted on a validated sheet was seen there; a cancelled lesson cannot be missed."""
    with connection.cursor() as cursor:
        rows = cursor.execute(_SEEN, {"lesson": event.lesson_id, "school": event.school_id}).fetchall()
    for pupil_id, held_on in rows:
        gather(school_id=event.school_id, pupil_id=pupil_id, held_on=held_on, by_id=recorded.actor_id)


@on(CollectiveAbsenceMade, CollectiveAbsenceChanged, CollectiveAbsenceCancelled, CollectiveHoursChanged)
def gather_those_away_together(
    event: CollectiveAbsenceMade | CollectiveAbsenceChanged | CollectiveAbsenceCancelled | CollectiveHoursChanged,
    recorded: Recorded,
) -> None:
    """What rolls noted in that time belongs to it, or no more: of all, or of one pupil."""
    pupil_id = event.pupil_id if isinstance(event, CollectiveHoursChanged) else None
    with connection.cursor() as cursor:
        asked = {"collective": event.collective_id, "school": event.school_id, "pupil": pupil_id}
        rows = cursor.execute(_NOTED_MEANWHILE, asked).fetchall()
    for pupil_id, held_on in rows:
        gather(school_id=event.school_id, pupil_id=pupil_id, held_on=held_on, by_id=recorded.actor_id)


@on(ExemptionWritten, ExemptionWithdrawn)
def gather_the_days_of_an_exemption(event: ExemptionWritten | ExemptionWithdrawn, recorded: Recorded) -> None:
    """A lesson where nobody expected her was not missed; without the exemption, it was."""
    with connection.cursor() as cursor:
        asked = {
            "school": event.school_id, "pupil": event.pupil_id, "since": event.since, "until": event.until,
        }  # fmt: skip
        rows = cursor.execute(_NOTED_BETWEEN, asked).fetchall()
    for (held_on,) in rows:
        gather(school_id=event.school_id, pupil_id=event.pupil_id, held_on=held_on, by_id=recorded.actor_id)


def _day(school_id: int, lesson_id: int) -> date | None:
    with connection.cursor() as cursor:
        row = cursor.execute(_DAY, {"lesson": lesson_id, "school": school_id}).fetchone()
    return row[0] if row else None
