"""What presence does later: tell families outside of Préau, and forget what was told long ago."""

from __future__ import annotations

from django.db import transaction

from preau.attendance.actions.alert_families import alert_families
from preau.attendance.actions.begin_sending import begin_sending
from preau.attendance.actions.forget_notifications import forget_notifications
from preau.attendance.actions.propose_purge import propose_purge
from preau.attendance.actions.purge_year import purge_year
from preau.attendance.actions.send_notification import send_notification
from preau.directory.models import School
from preau.foundation.jobs.job import job, scheduled
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel.actor import SYSTEM


@job
def alert_after_grace(*, school_id: int, absence_id: int) -> None:
    """The grace minutes of the school have passed."""
    with transaction.atomic(), scope_opened_by_hand([school_id]):
        alert_families(actor=SYSTEM, school_id=school_id, absence_id=absence_id)


@job
def send_one(*, school_id: int, notification_id: int) -> None:
    """Try to send a message, once it is written that it may have left; when it fails, try again later."""
    with transaction.atomic(), scope_opened_by_hand([school_id]):
        is_begun = begin_sending(actor=SYSTEM, school_id=school_id, notification_id=notification_id)
    if not is_begun:
        return
    with transaction.atomic(), scope_opened_by_hand([school_id]):
        pause = send_notification(actor=SYSTEM, school_id=school_id, notification_id=notification_id)
        if pause is not None:
            send_one.after(pause, school_id=school_id, notification_id=notification_id)


@job
def purge_year_of(*, school_id: int, year_id: int) -> None:
    """The direction asked for it."""
    with transaction.atomic(), scope_opened_by_hand([school_id]):
        purge_year(actor=SYSTEM, school_id=school_id, year_id=year_id)


@job
def forget_of_school(*, school_id: int) -> None:
    """Retention of a school."""
    with transaction.atomic(), scope_opened_by_hand([school_id]):
        forget_notifications(actor=SYSTEM, school_id=school_id)


@job
def propose_purge_of(*, school_id: int) -> None:
    """A year may be over there."""
    with transaction.atomic(), scope_opened_by_hand([school_id]):
        propose_purge(actor=SYSTEM, school_id=school_id)


@scheduled("10 3 * * *")
def propose_each_night() -> None:
    """One job per school."""
    with transaction.atomic():
        for school_id in School.objects.order_by("id").values_list("id", flat=True):
            propose_purge_of.later(school_id=school_id)


@scheduled("50 2 * * *")
def forget_each_night() -> None:
    """One job per school."""
    with transaction.atomic():
        for school_id in School.objects.order_by("id").values_list("id", flat=True):
            forget_of_school.later(school_id=school_id)
