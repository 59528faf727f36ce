"""What families are told in the page when a roll notes something (capability C63, in-app form).

Told at once in the page: the first unexplained absence of a half-day, and each late arrival. A withdrawn error
withdraws its notice; when it was the one told of its half-day, the absence that comes next is told. What cannot be
taken back, a mail or an SMS, waits for the school's grace minutes (`alerts.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.utils.translation import gettext as _

from preau.attendance.events import AbsenceNoted, AbsenceWithdrawn, LateArrivalNoted
from preau.attendance.half_day import Case, first_unexplained, path_of, standing_case
from preau.attendance.life import reacting  # noqa: F401 - periods are gathered before anybody is told of them
from preau.directory.queries import guardians_to_inform
from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.notices.tell import Told, is_told, tell, withdraw_told
from preau.kernel import clock, words
from preau.kernel.actor import Profile


@on(AbsenceNoted)
def tell_first_absence(event: AbsenceNoted, recorded: Recorded) -> None:
    """The guardians to inform are told of the first absence of a half-day that nothing explains; the next lessons
    add nothing. A late arrival told of this lesson is no longer true.
    """
    _withdraw(event, recorded)
    case = standing_case(event.absence_id)
    if case is None or case.late_minutes is not None or _is_overtaken(case, recorded):
        return
    first = first_unexplained(event.absence_id, at=recorded.at)
    if first is not None and first.absence_id == case.absence_id:
        _tell_absence_once(case, recorded)


@on(LateArrivalNoted)
def tell_late_arrival(event: LateArrivalNoted, recorded: Recorded) -> None:
    """The guardians to inform are told of a late arrival; the notice of the absence it replaces goes."""
    _withdraw(event, recorded)
    case = standing_case(event.absence_id)
    if case is not None and case.late_minutes is not None and not _is_overtaken(case, recorded):
        _tell(case, partial(_late, case), recorded)
    _tell_absence_that_comes_first_now(event.absence_id, recorded)


@on(AbsenceWithdrawn)
def withdraw_what_was_told(event: AbsenceWithdrawn, recorded: Recorded) -> None:
    """It was an error: what had been told about this lesson goes."""
    _withdraw(event, recorded)
    _tell_absence_that_comes_first_now(event.absence_id, recorded)


def _tell_absence_that_comes_first_now(absence_id: int, recorded: Recorded) -> None:
    """Of a half-day one absence is told: when that one goes, the family still has to know of those noted since."""
    first = first_unexplained(absence_id, at=recorded.at)
    if first is not None:
        _tell_absence_once(first, recorded)


def _is_overtaken(case: Case, recorded: Recorded) -> bool:
    """True when the standing was noted again since: that later fact tells, this one came late."""
    return recorded.at < case.noted_at


def _withdraw(event: AbsenceNoted | LateArrivalNoted | AbsenceWithdrawn, recorded: Recorded) -> None:
    withdraw_told(about_pupil_id=event.pupil_id, path=path_of(event.pupil_id, event.lesson_id), because=recorded)


def _tell_absence_once(case: Case, recorded: Recorded) -> None:
    if is_told(about_pupil_id=case.pupil_id, path=case.path):
        return
    _tell(case, partial(_absence, case), recorded)


def _absence(case: Case) -> Told:
    detail = _("%(subject)s, %(day)s, %(hours)s") % {
        "subject": case.subject,
        "day": words.day(case.starts_at),
        "hours": words.hours(case.starts_at, case.ends_at),
    }
    title = _("%(child)s\u202f: absence") % {"child": case.first_name}
    return Told("attendance:absence", Profile.GUARDIAN, title, detail, case.path, case.pupil_id)


def _late(case: Case) -> Told:
    detail = _("%(subject)s, %(day)s à %(hour)s\u202f: %(minutes)s min") % {
        "subject": case.subject,
        "day": words.day(case.starts_at),
        "hour": words.hour(case.starts_at),
        "minutes": case.late_minutes,
    }
    title = _("%(child)s\u202f: retard") % {"child": case.first_name}
    return Told("attendance:late", Profile.GUARDIAN, title, detail, case.path, case.pupil_id)


def _tell(case: Case, told: Callable[[], Told], recorded: Recorded) -> None:
    tell(told, recipients=guardians_to_inform(case.pupil_id, clock.today()), because=recorded)
