"""The mail server, kept open for many mails: one that hangs up between two of them costs none an attempt."""

from __future__ import annotations

from smtplib import SMTPResponseException, SMTPServerDisconnected

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse

_GOES_AWAY = 421


class Post:
    """One connection, opened by the first mail. `close` it at the end."""

    def __init__(self) -> None:
        self._backend = get_connection()
        self._has_carried = False

    def send(self, subject: str, text: str, to: str, name: str) -> None:
        """Under this `Message-ID`, with the way to choose otherwise. Errors: those of smtplib, `OSError`, and
        `ValueError` for an address or a header that is malformed.
        """
        headers = {"Auto-Submitted": "auto-generated", "Message-ID": name}
        if settings.PUBLIC_ADDRESS:
            headers["List-Unsubscribe"] = f"<{choices_address()}>"
        try:
            self._send(subject, text, to, headers)
        except (SMTPServerDisconnected, SMTPResponseException) as refusal:
            if not self._has_carried or not _is_gone(refusal):
                raise
            self.close()
            self._send(subject, text, to, headers)

    def close(self) -> None:
        """The next mail opens another connection."""
        self._has_carried = False
        self._backend.close()

    def _send(self, subject: str, text: str, to: str, headers: dict[str, str]) -> None:
        self._backend.open()
        EmailMessage(subject, text, None, [to], headers=headers, connection=self._backend).send()
        self._has_carried = True


def choices_address() -> str:
    """Where one chooses what Préau sends; a path when Préau does not know its own address."""
    return f"{settings.PUBLIC_ADDRESS}{reverse('outreach:choices')}"


def _is_gone(refusal: Exception) -> bool:
    return not isinstance(refusal, SMTPResponseException) or refusal.smtp_code == _GOES_AWAY
