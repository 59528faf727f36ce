"""Print activation sheets for a class or for the staff of a school."""

from __future__ import annotations

from preau.access.cards import PrintedCode, printed_cards
from preau.access.events import AccountsOpened, ActivationCodesIssued
from preau.access.logins import open_accounts
from preau.access.policies import may_issue_codes
from preau.access.queries import EVERYBODY, Audience, division_label, people_of_class, people_of_staff
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def issue_activation_codes(
    *,
    actor: Actor,
    school_id: int,
    group_id: int | None = None,
    audiences: tuple[Audience, ...] = EVERYBODY,
) -> tuple[PrintedCode, ...]:
    """New single-use codes, good for 90 days, for those of this division whose account is not activated: its
    pupils and the guardians who may be informed or consult. Without a group, the staff of the school. A guardian
    who works in a school has her card with its staff: children carry these sheets home.

    Missing accounts are opened. A code printed before for the same class (or staff) is void from now on.
    `NotAllowed` for a group that is not an open division of this school. The school's scope must be open.
    """
    if not may_issue_codes(actor, school_id):
        raise NotAllowed
    if group_id is None:
        people, sheet = people_of_staff(school_id), f"personnels:{school_id}"
    else:
        if division_label(school_id, group_id) is None:
            raise NotAllowed
        people, sheet = people_of_class(school_id, group_id, audiences), f"classe:{group_id}"
    people = tuple(person for person in people if not person.has_post)
    made = open_accounts(person.id for person in people)
    if made:
        record(AccountsOpened(school_id, made), actor=actor)
    cards = printed_cards(people, sheet)
    record(ActivationCodesIssued(school_id, group_id, len(cards)), actor=actor)
    return cards
