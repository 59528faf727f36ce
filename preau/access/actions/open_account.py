"""Give an account to one person."""

from __future__ import annotations

from preau.access.events import AccountOpened
from preau.access.logins import open_accounts
from preau.access.policies import may_open_accounts
from preau.access.queries import login_of, people_of_schools
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed


@action
def open_account(*, actor: Actor, person_id: int) -> str:
    """Returns the login of this person, made now when she had none. The account is not activated.

    `NotAllowed` unless the person belongs to a school where the actor may hand out accounts (or for Préau itself).
    """
    mine = tuple(school for school in actor.school_ids if may_open_accounts(actor, school))
    if actor is not SYSTEM and person_id not in people_of_schools(mine):
        raise NotAllowed
    if open_accounts([person_id]):
        record(AccountOpened(person_id), actor=actor)
    return login_of(person_id)
