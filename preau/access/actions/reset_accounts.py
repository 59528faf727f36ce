"""Sign out and empty many accounts at once: on a bad day, ten thousand in seconds (capability C14)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from preau.access.events import AccountsReset
from preau.access.policies import may_reset_accounts
from preau.foundation.ledger.record import record
from preau.foundation.live.tokens import SESSION_PREFIX
from preau.foundation.live.touch import touch
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed

_EMPTY = """
UPDATE account SET password = '', email = '', activated_at = NULL WHERE person_id = ANY(%(people)s) RETURNING id
"""

_CODES = (
    "DELETE FROM activation_code WHERE account_id = ANY(%(accounts)s)",
    "DELETE FROM reset_code WHERE account_id = ANY(%(accounts)s)",
    "DELETE FROM email_code WHERE account_id = ANY(%(accounts)s)",
)

_END = """
UPDATE session SET ended_at = %(now)s WHERE account_id = ANY(%(accounts)s) AND ended_at IS NULL RETURNING id
"""


@action
def reset_accounts(*, actor: Actor, person_ids: Sequence[int], school_id: int | None = None) -> int:
    """These accounts are as on their first day: no password, no address (a thief may have put his), no code, no
    open session; live streams close when it commits. Returns how many accounts. Five statements, whatever their
    number; twice is once. `NotAllowed` for anybody but Préau.
    """
    if not may_reset_accounts(actor):
        raise NotAllowed
    accounts = _ids(_EMPTY, people=list(person_ids))
    for statement in _CODES:
        with connection.cursor() as cursor:
            cursor.execute(statement, {"accounts": accounts})
    sessions = _ids(_END, accounts=accounts, now=clock.now())
    event_id = record(AccountsReset(school_id, len(accounts), len(sessions)), actor=actor)
    touch((f"{SESSION_PREFIX}{session_id}" for session_id in sessions), event_id)
    return len(accounts)


def _ids(statement: str, **parameters: Any) -> list[int]:
    with connection.cursor() as cursor:
        return [row[0] for row in cursor.execute(statement, parameters).fetchall()]
