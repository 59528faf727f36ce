"""Print activation sheets for a class or for the staff of a school."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from preau.access.events import AccountsOpened, ActivationCodesIssued
from preau.access.logins import open_accounts
from preau.access.models import Account, ActivationCode
from preau.access.policies import may_issue_codes
from preau.access.queries import Audience, PersonLine, people_of_class, people_of_staff
from preau.access.rules import ACTIVATION_LIFE
from preau.directory.models import Group
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.ids import new_paper_code, normalised_paper_code, token_digest
from preau.kernel.refusals import NotAllowed

EVERYBODY = (Audience.PUPILS, Audience.GUARDIANS)


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """One card of a sheet. The code exists here and on paper only: the database keeps its digest."""

    person_id: int
    name: str
    role: str
    login: str
    code: str


@action
def issue_activation_codes(
    *,
    actor: Actor,
    school_id: int,
    group_id: int | None = None,
    audiences: tuple[Audience, ...] = EVERYBODY,
) -> tuple[PrintedCode, ...]:
    """New single-use codes, good for 90 days, for those of this division whose account is not activated: its
    pupils and the guardians who may be informed or consult. Without a group, the staff of the school.

    Missing accounts are opened. A code printed before for the same class (or staff) is void from now on.
    `NotAllowed` for a group that is not a division of this school. The school's scope must be open.
    """
    if not may_issue_codes(actor, school_id):
        raise NotAllowed
    if group_id is None:
        people, sheet = people_of_staff(school_id), f"personnels:{school_id}"
    else:
        if not Group.objects.filter(pk=group_id, school_id=school_id, kind=Group.Kind.DIVISION).exists():
            raise NotAllowed
        people, sheet = people_of_class(school_id, group_id, audiences), f"classe:{group_id}"
    made = open_accounts(person.id for person in people)
    if made:
        record(AccountsOpened(school_id, made), actor=actor)
    cards = _printed(people, sheet)
    record(ActivationCodesIssued(school_id, group_id, len(cards)), actor=actor)
    return cards


def _printed(people: Iterable[PersonLine], sheet: str) -> tuple[PrintedCode, ...]:
    # Locked: the same sheet asked twice at once is printed twice, and the latter is good.
    waiting = {
        account.person_id: account
        for account in Account.objects.select_for_update().filter(
            person_id__in=[person.id for person in people], activated_at=None
        )
    }
    cards, codes, now = [], [], clock.now()
    for person in people:
        # Taken out as it is served: an adult pupil who answers for a classmate is named twice.
        account = waiting.pop(person.id, None)
        if account is None:
            continue
        code = new_paper_code()
        cards.append(PrintedCode(person.id, person.name, person.role, account.login, code))
        codes.append(
            ActivationCode(
                account=account,
                sheet=sheet,
                digest=token_digest(normalised_paper_code(code)),
                issued_at=now,
                expires_at=now + ACTIVATION_LIFE,
            )
        )
    ActivationCode.objects.filter(account__in=[code.account for code in codes], sheet=sheet).delete()
    ActivationCode.objects.bulk_create(codes)
    return tuple(cards)
