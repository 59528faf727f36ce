"""What families are told in the page when a roll notes something (capability C63, in-app form).

Told at once: the first unexplained absence of a half-day, and each late arrival. A withdrawn error withdraws
its notice; when it was the one told of its half-day, the absence that comes next is told. Push, mail and SMS,
with the school's grace minutes, come with their own issues.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.attendance.events import AbsenceNoted, AbsenceWithdrawn, LateArrivalNoted
from preau.directory.queries import guardians_to_inform
from preau.directory.rules import MIDDAY
from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.notices.tell import Told, is_told, tell, withdraw_told
from preau.kernel import clock, words
from preau.kernel.actor import Profile

#: An SQL condition: a lesson of this alias is of the morning, as its school cuts its days (rule B6).
IS_MORNING = """(({lesson}.starts_at AT TIME ZONE 'Europe/Paris')::time
     < coalesce((SELECT k.midday FROM school_settings k WHERE k.school_id = {lesson}.school_id),
                %(midday)s::time))"""

_CASES = """
SELECT a.id, a.pupil_id, a.lesson_id, p.first_name, s.label, l.starts_at, l.ends_at, a.late_minutes, a.noted_at
  FROM absence a
  JOIN lesson l ON l.id = a.lesson_id
  JOIN subject s ON s.id = l.subject_id
  JOIN person p ON p.id = a.pupil_id
"""

_CASE = f"{_CASES} WHERE a.id = %(absence)s AND a.withdrawn_at IS NULL"

_FIRST_OF_HALF_DAY = f"""{_CASES}
  JOIN absence told ON told.id = %(absence)s
  JOIN lesson o ON o.id = told.lesson_id
 WHERE a.pupil_id = told.pupil_id AND a.held_on = told.held_on AND a.school_id = told.school_id
   AND a.withdrawn_at IS NULL AND a.late_minutes IS NULL AND a.noted_at <= %(at)s
   AND {IS_MORNING.format(lesson="l")} = {IS_MORNING.format(lesson="o")}
 ORDER BY a.noted_at, a.id
 LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Case:
    """What stands noted of a pupil at a lesson now, which may be more than what the fact says."""

    absence_id: int
    pupil_id: int
    lesson_id: int
    first_name: str
    subject: str
    starts_at: datetime
    ends_at: datetime
    late_minutes: int | None
    noted_at: datetime

    @property
    def path(self) -> str:
        return _path(self.pupil_id, self.lesson_id)


@on(AbsenceNoted)
def tell_first_absence(event: AbsenceNoted, recorded: Recorded) -> None:
    """The guardians to inform are told of the first absence of a half-day; the next lessons add nothing. A late
    arrival told of this lesson is no longer true.
    """
    _withdraw(event, recorded)
    case = _one(_CASE, event.absence_id, recorded)
    if case is None or case.late_minutes is not None or _is_overtaken(case, recorded):
        return
    first = _one(_FIRST_OF_HALF_DAY, event.absence_id, recorded)
    if first is not None and first.absence_id == case.absence_id:
        _tell_absence_once(case, recorded)


@on(LateArrivalNoted)
def tell_late_arrival(event: LateArrivalNoted, recorded: Recorded) -> None:
    """The guardians to inform are told of a late arrival; the notice of the absence it replaces goes."""
    _withdraw(event, recorded)
    case = _one(_CASE, event.absence_id, recorded)
    if case is not None and case.late_minutes is not None and not _is_overtaken(case, recorded):
        detail = _("%(subject)s, %(day)s à %(hour)s\u202f: %(minutes)s min") % {
            "subject": case.subject,
            "day": words.day(case.starts_at),
            "hour": words.hour(case.starts_at),
            "minutes": case.late_minutes,
        }
        _tell(
            case,
            "attendance:late",
            _("%(child)s\u202f: retard") % {"child": case.first_name},
            detail,
            recorded,
        )
    _tell_absence_that_comes_first_now(event.absence_id, recorded)


@on(AbsenceWithdrawn)
def withdraw_what_was_told(event: AbsenceWithdrawn, recorded: Recorded) -> None:
    """It was an error: what had been told about this lesson goes."""
    _withdraw(event, recorded)
    _tell_absence_that_comes_first_now(event.absence_id, recorded)


def _tell_absence_that_comes_first_now(absence_id: int, recorded: Recorded) -> None:
    """Of a half-day one absence is told: when that one goes, the family still has to know of those noted since."""
    first = _one(_FIRST_OF_HALF_DAY, absence_id, recorded)
    if first is not None:
        _tell_absence_once(first, recorded)


def _is_overtaken(case: Case, recorded: Recorded) -> bool:
    """True when the standing was noted again since: that later fact tells, this one came late."""
    return recorded.at < case.noted_at


def _withdraw(event: AbsenceNoted | LateArrivalNoted | AbsenceWithdrawn, recorded: Recorded) -> None:
    withdraw_told(about_pupil_id=event.pupil_id, path=_path(event.pupil_id, event.lesson_id), because=recorded)


def _tell_absence_once(case: Case, recorded: Recorded) -> None:
    if is_told(about_pupil_id=case.pupil_id, path=case.path):
        return
    detail = _("%(subject)s, %(day)s, %(hours)s") % {
        "subject": case.subject,
        "day": words.day(case.starts_at),
        "hours": words.hours(case.starts_at, case.ends_at),
    }
    _tell(case, "attendance:absence", _("%(child)s\u202f: absence") % {"child": case.first_name}, detail, recorded)


def _tell(case: Case, kind: str, title: str, detail: str, recorded: Recorded) -> None:
    told = Told(
        kind=kind,
        profile=Profile.GUARDIAN,
        title=title,
        detail=detail,
        path=case.path,
        about_pupil_id=case.pupil_id,
    )
    tell(told, recipients=guardians_to_inform(case.pupil_id, clock.today()), because=recorded)


def _path(pupil_id: int, lesson_id: int) -> str:
    return reverse("attendance:pupil", kwargs={"pupil_id": pupil_id}) + f"#cours-{lesson_id}"


def _one(statement: str, absence_id: int, recorded: Recorded) -> Case | None:
    asked: dict[str, Any] = {"absence": absence_id, "midday": MIDDAY, "at": recorded.at}
    with connection.cursor() as cursor:
        row = cursor.execute(statement, asked).fetchone()
    return Case(*row) if row else None
