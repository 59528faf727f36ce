"""Who may hand out accounts."""

from __future__ import annotations

from preau.kernel.actor import SYSTEM, Actor

#: Print activation sheets, and open the accounts that are missing.
ISSUE_CODES = "access:code:issue"


def may_issue_codes(actor: Actor, school_id: int) -> bool:
    """The direction and the office of this school."""
    return actor.may(ISSUE_CODES) and actor.in_school(school_id)


def may_open_accounts(actor: Actor, school_id: int) -> bool:
    """The same, and Préau itself when a feed has brought people in."""
    return actor is SYSTEM or may_issue_codes(actor, school_id)
