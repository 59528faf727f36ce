"""What access does later: mails with a code, and the cleaning of each night."""

from __future__ import annotations

from datetime import datetime

from preau.access.actions.forget_expired import forget_expired
from preau.access.actions.send_email_code import send_email_code
from preau.access.actions.send_reset_code import send_reset_code
from preau.foundation.jobs.job import job, scheduled
from preau.kernel.actor import SYSTEM


@job
def mail_reset_code(*, account_id: int, asked_at: str) -> None:
    """`asked_at` is an ISO instant: an ask already answered is not answered twice."""
    send_reset_code(actor=SYSTEM, account_id=account_id, asked_at=datetime.fromisoformat(asked_at))


@job
def mail_email_code(*, account_id: int) -> None:
    """The code of the address that waits on this account."""
    send_email_code(actor=SYSTEM, account_id=account_id)


@scheduled("40 2 * * *")
def forget_each_night() -> None:
    """Retention of sessions, codes and counts (see `manifest.py`)."""
    forget_expired(actor=SYSTEM)
