"""Addresses that wait for their confirmation."""

from __future__ import annotations

from preau.access.models import EmailCode
from preau.access.rules import MAILED_CODE_LIFE
from preau.kernel import clock


def wait_for_confirmation(account_id: int, email: str) -> None:
    """Keep the address until its code is typed; a job draws the code and sends it. Replaces a former wait."""
    now = clock.now()
    EmailCode.objects.update_or_create(
        account_id=account_id,
        defaults={
            "email": email,
            "asked_at": now,
            "digest": None,
            "issued_at": None,
            "expires_at": now + MAILED_CODE_LIFE,
            "attempts": 0,
        },
    )
