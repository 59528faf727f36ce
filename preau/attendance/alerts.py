"""When families are told outside of Préau: once the school's grace minutes have passed, what a mail or an SMS says
cannot be taken back (capability C63). Each message is sent by its own job: a slow gateway delays nothing else.
"""

from __future__ import annotations

from datetime import timedelta

from preau.attendance.events import (
    AbsenceNoted,
    AbsenceWithdrawn,
    FamiliesAlerted,
    LateArrivalNoted,
    LettersMade,
    NotificationFailed,
)
from preau.attendance.half_day import first_unexplained
from preau.attendance.jobs import alert_after_grace, send_one
from preau.attendance.life import reacting  # noqa: F401 - periods are gathered before anybody is told of them
from preau.attendance.models import AttendanceSettings, Notification
from preau.attendance.rules import GRACE_MINUTES, SECOND_THOUGHTS
from preau.foundation.ledger.listeners import Recorded, on
from preau.kernel import clock


@on(AbsenceNoted)
def alert_later(event: AbsenceNoted, recorded: Recorded) -> None:
    """The first absence of a half-day of today that nothing explains."""
    first = first_unexplained(event.absence_id, at=recorded.at)
    if first is not None and first.absence_id == event.absence_id and first.held_on == clock.today():
        _ask(event.school_id, first.absence_id, recorded)


@on(LateArrivalNoted, AbsenceWithdrawn)
def alert_of_the_next_one(event: LateArrivalNoted | AbsenceWithdrawn, recorded: Recorded) -> None:
    """What was to be told is an absence no more: that which comes first now is told in its place."""
    first = first_unexplained(event.absence_id, at=recorded.at)
    if first is not None and first.held_on == clock.today():
        _ask(event.school_id, first.absence_id, recorded)


@on(FamiliesAlerted, NotificationFailed)
def send_soon(event: FamiliesAlerted | NotificationFailed, recorded: Recorded) -> None:
    """Those of this absence that nobody tried to send yet: after a failure, the mail that replaces an SMS."""
    if event.absence_id is None:
        return
    waiting = Notification.objects.filter(
        school_id=event.school_id, absence_id=event.absence_id, state=Notification.State.INITIAL
    )
    for notification_id in waiting.values_list("pk", flat=True):
        send_one.later(school_id=event.school_id, notification_id=notification_id)


@on(LettersMade)
def send_letters_soon(event: LettersMade, recorded: Recorded) -> None:
    """Mails made together leave after the time to change one’s mind (rule B14)."""
    waiting = Notification.objects.filter(
        school_id=event.school_id, batch=event.batch, state=Notification.State.INITIAL
    )
    for notification_id in waiting.values_list("pk", flat=True):
        send_one.after(SECOND_THOUGHTS, school_id=event.school_id, notification_id=notification_id)


def _ask(school_id: int, absence_id: int, recorded: Recorded) -> None:
    """When the grace minutes of the school, counted from the fact, are over."""
    chosen = AttendanceSettings.objects.filter(school_id=school_id).values_list("grace_minutes", flat=True).first()
    grace = timedelta(minutes=GRACE_MINUTES if chosen is None else chosen)
    alert_after_grace.after(recorded.at + grace - clock.now(), school_id=school_id, absence_id=absence_id)
