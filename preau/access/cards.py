"""Cards to print: the only place that draws activation codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from preau.access.models import Account, ActivationCode
from preau.access.queries import PersonLine
from preau.access.rules import ACTIVATION_LIFE
from preau.kernel import clock
from preau.kernel.ids import new_paper_code, normalised_paper_code, token_digest


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """One card of a sheet. The code exists here and on paper only: the database keeps its digest."""

    person_id: int
    name: str
    role: str
    login: str
    code: str


def printed_cards(people: Iterable[PersonLine], sheet: str) -> tuple[PrintedCode, ...]:
    """A new code for each of these persons whose account is not activated, in place of the former one of the same
    sheet.
    """
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
