"""Give an account to everybody of a school who has none."""

from __future__ import annotations

from preau.access.events import AccountsOpened
from preau.access.logins import open_accounts
from preau.access.policies import may_open_accounts
from preau.access.queries import people_of_schools
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def open_accounts_for_school(*, actor: Actor, school_id: int) -> int:
    """For each post, enrolment and guardianship of today whose person has no account. Returns how many were made.

    The scope of the school must be open. Called again, it makes nothing new.
    """
    if not may_open_accounts(actor, school_id):
        raise NotAllowed
    made = open_accounts(people_of_schools((school_id,)))
    if made:
        record(AccountsOpened(school_id, made), actor=actor)
    return made
