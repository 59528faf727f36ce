"""What messaging does later: let messages leave, deliver those to many, look at the files that wait."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from preau.directory.models import School
from preau.foundation.files.rescan import rescan
from preau.foundation.jobs.job import job, scheduled
from preau.foundation.tenancy.scope import scope_opened_by_hand
from preau.kernel import clock
from preau.kernel.actor import SYSTEM
from preau.messaging.actions.deliver_copies import deliver_copies
from preau.messaging.actions.follow_merge import follow_merge
from preau.messaging.actions.let_leave import let_leave
from preau.messaging.models import Attachment, Message

#: A mass delivery that meets a suspension of messaging tries again after so long.
_PAUSE = timedelta(minutes=1)
#: A message on its way, or on the doorstep, for longer was forgotten by a job that failed.
_FORGOTTEN = timedelta(minutes=5)


@job
def deliver(*, school_id: int, message_id: int) -> None:
    """Batch after batch, each in its transaction; a worker killed in the middle loses none and doubles none."""
    is_over: bool | None = False
    while is_over is False:
        with transaction.atomic(), scope_opened_by_hand([school_id]):
            is_over = deliver_copies(actor=SYSTEM, school_id=school_id, message_id=message_id)
    if is_over is None:
        with transaction.atomic():
            deliver.after(_PAUSE, school_id=school_id, message_id=message_id)


@job
def leave(*, school_id: int, message_id: int) -> None:
    """The minute in which its sender could take it back is over."""
    with transaction.atomic(), scope_opened_by_hand([school_id]):
        let_leave(actor=SYSTEM, school_id=school_id, message_id=message_id)


@job
def follow_merge_of(*, kept_id: int, gone_id: int, is_undone: bool) -> None:
    """Two records of a person were merged, or parted."""
    with transaction.atomic(), scope_opened_by_hand(School.objects.values_list("pk", flat=True)):
        follow_merge(actor=SYSTEM, kept_id=kept_id, gone_id=gone_id, is_undone=is_undone)


@scheduled("*/5 * * * *")
def resume_deliveries() -> None:
    """What a job gave up goes on."""
    before = clock.now() - _FORGOTTEN
    with transaction.atomic(), scope_opened_by_hand(School.objects.values_list("pk", flat=True)):
        forgotten = Message.objects.filter(state=Message.State.DELIVERING, sent_at__lt=before)
        for school_id, message_id in forgotten.values_list("school_id", "pk"):
            deliver.later(school_id=school_id, message_id=message_id)
        waiting = Message.objects.filter(state=Message.State.LEAVING, leaves_at__lt=before)
        for school_id, message_id in waiting.values_list("school_id", "pk"):
            leave.later(school_id=school_id, message_id=message_id)


@scheduled("*/5 * * * *")
def look_at_waiting_files() -> None:
    """The antivirus may be back."""
    with transaction.atomic(), scope_opened_by_hand(School.objects.values_list("pk", flat=True)):
        rescan(Attachment.objects.all())
