"""What families are told in the page when a roll notes something (capability C63, in-app form).

Told at once: the first unexplained absence of a half-day, and each late arrival. A withdrawn error withdraws
its notice. Push, mail and SMS, with the school's grace minutes, come with their own issues.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from preau.attendance.events import AbsenceNoted, AbsenceWithdrawn, LateArrivalNoted
from preau.directory.queries import guardians_to_inform
from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.notices.tell import Told, tell, withdraw_told
from preau.kernel import clock, words

#: Until the school says otherwise, the morning ends here (rule B6: Gepi's 11:50; ours follows the bell grid).
MIDDAY_HOUR = 13

_CASE = """
SELECT p.first_name, s.label, l.starts_at, l.ends_at, a.late_minutes, a.withdrawn_at,
       EXISTS (SELECT FROM absence b JOIN lesson o ON o.id = b.lesson_id
                WHERE b.pupil_id = a.pupil_id AND b.held_on = a.held_on AND b.school_id = a.school_id
                  AND b.id <> a.id AND b.withdrawn_at IS NULL AND b.late_minutes IS NULL
                  AND b.noted_at < a.noted_at
                  AND (extract(hour FROM o.starts_at AT TIME ZONE 'Europe/Paris') < %(midday)s)
                    = (extract(hour FROM l.starts_at AT TIME ZONE 'Europe/Paris') < %(midday)s))
  FROM absence a
  JOIN lesson l ON l.id = a.lesson_id
  JOIN subject s ON s.id = l.subject_id
  JOIN person p ON p.id = a.pupil_id
 WHERE a.id = %(absence)s
"""


@on(AbsenceNoted)
def tell_first_absence(event: AbsenceNoted, recorded: Recorded) -> None:
    """The guardians to inform are told of the first absence of a half-day; the next lessons add nothing."""
    case = _case(event.absence_id)
    if case is None:
        return
    first_name, subject, starts_at, ends_at, late, withdrawn, already_told = case
    if withdrawn is not None or late is not None or already_told:
        return
    title = _("%(child)s est absent·e") % {"child": first_name}
    detail = _("%(subject)s, %(day)s, %(hours)s") % {
        "subject": subject,
        "day": words.day(starts_at),
        "hours": words.hours(starts_at, ends_at),
    }
    _tell_guardians(event, "attendance:absence", title, detail, recorded)


@on(LateArrivalNoted)
def tell_late_arrival(event: LateArrivalNoted, recorded: Recorded) -> None:
    """The guardians to inform are told of a late arrival; the notice of the absence it replaces goes."""
    _withdraw(event.pupil_id, event.lesson_id)
    case = _case(event.absence_id)
    if case is None:
        return
    first_name, subject, starts_at, _ends_at, late, withdrawn, _told = case
    if withdrawn is not None or late is None:
        return
    title = _("%(child)s est arrivé·e en retard") % {"child": first_name}
    detail = _("%(subject)s, %(day)s à %(hour)s : %(minutes)s min") % {
        "subject": subject,
        "day": words.day(starts_at),
        "hour": words.hour(starts_at),
        "minutes": late,
    }
    _tell_guardians(event, "attendance:late", title, detail, recorded)


@on(AbsenceWithdrawn)
def withdraw_what_was_told(event: AbsenceWithdrawn, recorded: Recorded) -> None:
    """It was an error: what had been told about this lesson goes."""
    _withdraw(event.pupil_id, event.lesson_id)


def _withdraw(pupil_id: int, lesson_id: int) -> None:
    withdraw_told(about_pupil_id=pupil_id, path=_path(pupil_id, lesson_id))


def _tell_guardians(
    event: AbsenceNoted | LateArrivalNoted, kind: str, title: str, detail: str, recorded: Recorded
) -> None:
    told = Told(
        kind=kind,
        title=title,
        detail=detail,
        path=_path(event.pupil_id, event.lesson_id),
        about_pupil_id=event.pupil_id,
    )
    tell(told, recipients=guardians_to_inform(event.pupil_id, clock.today()), because=recorded)


def _path(pupil_id: int, lesson_id: int) -> str:
    return reverse("attendance:pupil", kwargs={"pupil_id": pupil_id}) + f"#cours-{lesson_id}"


def _case(absence_id: int) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        row: tuple[Any, ...] | None = cursor.execute(
            _CASE, {"absence": absence_id, "midday": MIDDAY_HOUR}
        ).fetchone()
    return row
