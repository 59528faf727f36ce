"""What access sends by e-mail. Listeners only ask for the mail: a slow mail server must not delay live pages."""

from __future__ import annotations

from preau.access.events import EmailChangeAsked, PasswordResetAsked
from preau.access.jobs import mail_email_code, mail_reset_code
from preau.foundation.ledger.listeners import Recorded, on


@on(PasswordResetAsked)
def send_reset_code_soon(event: PasswordResetAsked, recorded: Recorded) -> None:
    """The code is drawn by the job: neither the ledger nor the queue ever holds it."""
    if event.account_id is not None:
        mail_reset_code.later(account_id=event.account_id, asked_at=recorded.at.isoformat())


@on(EmailChangeAsked)
def send_email_code_soon(event: EmailChangeAsked, recorded: Recorded) -> None:
    """Likewise, to the address that waits."""
    mail_email_code.later(account_id=event.account_id)
