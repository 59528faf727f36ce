"""Send one message, and keep what became of it (capability C63)."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused

from django.core.mail import EmailMessage
from django.urls import reverse

from preau.access.devices import push_to
from preau.attendance.actions.begin_sending import CUT_SHORT
from preau.attendance.events import NotificationFailed, NotificationSent
from preau.attendance.models import Notification
from preau.foundation.ledger.record import record
from preau.foundation.notices.sms import SmsRefused, send_sms
from preau.foundation.push.send import PushRefused
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed
from preau.outreach.contacts import contacts_of
from preau.outreach.mail_names import mail_name

#: How long before each new try: then it is a failure.
PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=1))
_LONGEST_RESULT = 300


@action
def send_notification(*, actor: Actor, school_id: int, notification_id: int) -> timedelta | None:
    """Send what `begin_sending` marked; returns how long to wait before trying again, when it should be.

    At least once: the same message sent again has the same `Message-ID` (a mail), the same reference (an SMS), the
    same page (a device), so that whoever carries it or shows it may show it once. An SMS that cannot be sent, or a
    device that does not hear, becomes a mail when there is an address. Only Préau itself does it.
    """
    if actor is not SYSTEM:
        raise NotAllowed
    waiting = Notification.objects.select_for_update().filter(pk=notification_id, school_id=school_id)
    message = waiting.filter(state=Notification.State.UNCERTAIN).first()
    if message is None:
        return None
    try:
        _hand_over(message)
    except (SMTPException, OSError, SmsRefused, PushRefused) as refusal:
        return _failed(actor, message, refusal)
    message.state, message.sent_at = Notification.State.SENT, clock.now()
    message.result = message.result if message.result == CUT_SHORT else ""
    message.attempts += 1
    message.save(update_fields=["state", "sent_at", "result", "attempts"])
    record(NotificationSent(school_id, message.pk, message.pupil_id), actor=actor)
    return None


def _hand_over(message: Notification) -> None:
    if message.channel == Notification.Channel.PUSH:
        path = reverse("attendance:pupil", kwargs={"pupil_id": message.pupil_id})
        push_to(message.recipient_id, {"title": "Préau", "body": message.text, "path": path})
        return
    if message.channel == Notification.Channel.SMS:
        send_sms(to=message.sent_to, text=message.text, reference=f"preau-{message.pk}")
        return
    headers = {"Auto-Submitted": "auto-generated", "Message-ID": _message_id(message)}
    EmailMessage(message.subject, message.text, None, [message.sent_to], headers=headers).send()


def _message_id(message: Notification) -> str:
    return mail_name(f"preau.absence.{message.pk}.{message.made_at:%Y%m%d%H%M%S}", message.sent_to)


def _failed(actor: Actor, message: Notification, refusal: Exception) -> timedelta | None:
    pause = PAUSES[message.attempts] if message.attempts < len(PAUSES) else None
    is_final = isinstance(refusal, SMTPRecipientsRefused) or getattr(refusal, "is_final", False)
    message.attempts += 1
    message.result = str(refusal)[:_LONGEST_RESULT] or type(refusal).__name__
    if pause is not None and not is_final:
        message.state = Notification.State.RUNNING
        message.save(update_fields=["state", "attempts", "result"])
        return pause
    message.state = Notification.State.FAILED
    message.save(update_fields=["state", "attempts", "result"])
    if message.channel in {Notification.Channel.SMS, Notification.Channel.PUSH}:
        _by_mail_instead(message)
    record(NotificationFailed(message.school_id, message.pk, message.pupil_id, message.absence_id), actor=actor)
    return None


def _by_mail_instead(message: Notification) -> None:
    contact = next(iter(contacts_of([message.recipient_id])), None)
    if contact is None or not contact.email:
        return
    instead = Notification(
        school_id=message.school_id,
        pupil_id=message.pupil_id,
        absence_id=message.absence_id,
        recipient_id=message.recipient_id,
        channel=Notification.Channel.MAIL,
        sent_to=contact.email,
        subject=message.text[:70],
        text=message.text,
        made_at=clock.now(),
    )
    Notification.objects.bulk_create([instead], ignore_conflicts=True)
