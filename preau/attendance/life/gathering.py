"""Periods follow the rolls: what is noted of a pupil on a day is gathered again after each change.

Gathering is a function of what stands: done twice, or after facts that came in another order, it ends the same. A
period keeps its reason and what was decided of it as long as a stretch goes on; one whose notes were all errors is
withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection

from preau.attendance.exempting import is_not_expected
from preau.attendance.life.history import keep_version
from preau.attendance.life.stretches import Departure, Observed, Stretch, stretches_of
from preau.attendance.models import AbsencePeriod
from preau.kernel import clock

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('absence_period', %s))"

_IS_EXEMPT = is_not_expected(lesson="o", pupil="a.pupil_id")

# Noted absent before somebody wrote that nobody expected her.
_NEED_NOT_COME = f"a.late_minutes IS NULL AND {is_not_expected(lesson='l', pupil='a.pupil_id')}"

_OBSERVED = f"""
SELECT a.id, l.starts_at, l.ends_at, a.late_minutes, a.period_id,
       (SELECT t.id FROM absence_period t LEFT JOIN absence_reason m ON m.id = t.reason_id
         WHERE t.pupil_id = a.pupil_id AND t.school_id = a.school_id AND t.withdrawn_at IS NULL
           AND t.origin <> 'appel' AND t.kind = 'absence' AND t.first_on <= a.held_on AND t.last_on >= a.held_on
           AND t.starts_at <= l.starts_at AND t.ends_at > l.starts_at
         ORDER BY coalesce(m.is_under_responsibility, false) DESC, t.made_at, t.id LIMIT 1),
       (SELECT count(DISTINCT o.id)
          FROM membership m
          JOIN lesson_group g ON g.group_id = m.group_id AND g.held_on = a.held_on AND g.school_id = a.school_id
          JOIN lesson o ON o.id = g.lesson_id AND o.cancelled_at IS NULL AND o.starts_at < l.starts_at
          JOIN roll r ON r.lesson_id = o.id AND r.closed_at IS NOT NULL
         WHERE m.pupil_id = a.pupil_id AND m.school_id = a.school_id
           AND m.begins_on <= a.held_on AND (m.ends_on IS NULL OR m.ends_on > a.held_on)
           AND NOT {_IS_EXEMPT}
           AND NOT EXISTS (SELECT FROM absence n WHERE n.lesson_id = o.id AND n.pupil_id = a.pupil_id
                              AND n.withdrawn_at IS NULL AND n.late_minutes IS NULL))
  FROM absence a
  JOIN lesson l ON l.id = a.lesson_id AND l.cancelled_at IS NULL
 WHERE a.school_id = %(school)s AND a.pupil_id = %(pupil)s AND a.held_on = %(day)s AND a.withdrawn_at IS NULL
   AND NOT ({_NEED_NOT_COME})
"""  # noqa: S608 - our own piece

_LEFT = """
SELECT l.starts_at, l.ends_at, r.minutes
  FROM sheet_remark r
  JOIN lesson l ON l.id = r.lesson_id AND l.cancelled_at IS NULL
 WHERE r.school_id = %(school)s AND r.pupil_id = %(pupil)s AND r.held_on = %(day)s AND r.kind = 'depart'
   AND r.withdrawn_at IS NULL
"""

_BELONGS = """
UPDATE absence SET period_id = %(period)s
 WHERE id = ANY(%(absences)s) AND period_id IS DISTINCT FROM %(period)s
"""

# A period that goes on without a lesson no longer has what its roll noted; one that is over keeps it, to be read.
_BELONGS_NO_MORE = f"""
UPDATE absence a SET period_id = NULL
  FROM lesson l, absence_period t
 WHERE a.school_id = %(school)s AND a.pupil_id = %(pupil)s AND a.held_on = %(day)s AND a.withdrawn_at IS NULL
   AND l.id = a.lesson_id AND t.id = a.period_id AND t.withdrawn_at IS NULL AND {_NEED_NOT_COME}
"""  # noqa: S608 - our own piece

# Every pupil and day with something noted that belongs to no period yet: the first time, or after a long stop.
_LEFT_OVER = """
SELECT DISTINCT school_id, pupil_id, held_on FROM absence
 WHERE school_id = ANY(%(schools)s) AND withdrawn_at IS NULL AND period_id IS NULL
 ORDER BY school_id, held_on, pupil_id
"""


def gather(*, school_id: int, pupil_id: int, held_on: date, by_id: int | None = None) -> None:
    """Gather again what rolls note of this pupil on this day. Twice has one effect; two at once take turns."""
    asked: dict[str, Any] = {"school": school_id, "pupil": pupil_id, "day": held_on}
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [pupil_id])
        observed = [Observed(*row) for row in cursor.execute(_OBSERVED, asked).fetchall()]
        departures = [Departure(*row) for row in cursor.execute(_LEFT, asked).fetchall()]
    known = list(
        AbsencePeriod.objects.filter(
            school_id=school_id, pupil_id=pupil_id, first_on=held_on, origin="appel", withdrawn_at=None
        ).order_by("starts_at", "id")
    )
    owners = {one.absence_id: one.period_id for one in observed}
    for stretch in stretches_of(observed, departures):
        period = _pick(stretch, known, owners)
        if period is None:
            period = _born(stretch, school_id, pupil_id, held_on, by_id)
        else:
            known.remove(period)
            _reshape(period, stretch, by_id)
        _belongs(stretch.absence_ids, period.pk)
    for told in {one.told_id for one in observed if one.told_id is not None}:
        _belongs([o.absence_id for o in observed if o.told_id == told and o.late_minutes is None], told)
    for period in known:
        _withdraw(period, by_id)
    with connection.cursor() as cursor:
        cursor.execute(_BELONGS_NO_MORE, asked)


def gather_left_over(school_ids: Iterable[int]) -> int:
    """Gather every day of these schools where a note belongs to no period yet. Returns how many days."""
    with connection.cursor() as cursor:
        days = cursor.execute(_LEFT_OVER, {"schools": list(school_ids)}).fetchall()
    for school_id, pupil_id, held_on in days:
        gather(school_id=school_id, pupil_id=pupil_id, held_on=held_on)
    return len(days)


def _pick(stretch: Stretch, known: list[AbsencePeriod], owners: dict[int, int | None]) -> AbsencePeriod | None:
    """The period this stretch goes on: the one that has most of its notes, one already explained first."""
    mine = [owners[absence_id] for absence_id in stretch.absence_ids]
    near = [
        period
        for period in known
        if period.kind == stretch.kind
        and (period.pk in mine or stretch.overlaps(period.starts_at, period.ends_at))
    ]
    return max(
        near,
        key=lambda p: (p.said_at is not None or p.reason_id is not None, mine.count(p.pk), -p.pk),
        default=None,
    )


def _born(stretch: Stretch, school_id: int, pupil_id: int, held_on: date, by_id: int | None) -> AbsencePeriod:
    return AbsencePeriod.objects.create(
        school_id=school_id,
        pupil_id=pupil_id,
        kind=stretch.kind,
        origin=AbsencePeriod.Origin.ROLL,
        starts_at=stretch.starts_at,
        ends_at=stretch.ends_at,
        first_on=held_on,
        last_on=held_on,
        made_at=clock.now(),
        made_by_id=by_id,
    )


def _reshape(period: AbsencePeriod, stretch: Stretch, by_id: int | None) -> None:
    if (period.starts_at, period.ends_at) == (stretch.starts_at, stretch.ends_at):
        return
    keep_version(period, deed="appel", by_id=by_id)
    period.starts_at, period.ends_at = stretch.starts_at, stretch.ends_at
    period.save(update_fields=["starts_at", "ends_at", "version"])


def _withdraw(period: AbsencePeriod, by_id: int | None) -> None:
    now: datetime = clock.now()
    keep_version(period, deed="appel", by_id=by_id)
    period.withdrawn_at, period.withdrawn_by_id, period.withdrawn_why = now, by_id, "appel"
    period.save(update_fields=["withdrawn_at", "withdrawn_by_id", "withdrawn_why", "version"])


def _belongs(absence_ids: Iterable[int], period_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_BELONGS, {"period": period_id, "absences": list(absence_ids)})
