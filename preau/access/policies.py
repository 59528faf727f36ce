"""Who may hand out accounts."""

from __future__ import annotations

from preau.access.actors import Attachments, attachments_of
from preau.kernel.actor import SYSTEM, Actor, Profile

#: Print activation sheets, and open the accounts that are missing.
ISSUE_CODES = "access:code:issue"


def may_issue_codes(actor: Actor, school_id: int) -> bool:
    """The direction and the office of this school."""
    return actor.may(ISSUE_CODES) and actor.in_school(school_id)


def may_open_accounts(actor: Actor, school_id: int) -> bool:
    """The same, and Préau itself when a feed has brought people in."""
    return actor is SYSTEM or may_issue_codes(actor, school_id)


def may_reset_accounts(actor: Actor) -> bool:
    """Préau itself, at the order of who leads an incident: `vigilance` decides who, and over whom."""
    return actor is SYSTEM


def may_renew_account(actor: Actor, school_id: int, held: Attachments) -> bool:
    """A new card opens every hat of its owner. The office gives one to who is a pupil or a guardian and nothing
    more; the direction also to who works in its own schools and nowhere else.
    """
    if not may_issue_codes(actor, school_id):
        return False
    if {*held.profiles()} <= {Profile.PUPIL, Profile.GUARDIAN}:
        return True
    works_in = {post[0] for post in held.posts}
    return actor.is_a(Profile.DIRECTION) and not held.mandates and works_in <= {*actor.school_ids}


def acts_for_others(person_id: int) -> bool:
    """True of who has a mandate today: no school may merge her record with another."""
    return bool(attachments_of(person_id).mandates)
