"""Give a new card to somebody who lost her password and has no confirmed address."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.access.actors import attachments_of
from preau.access.cards import PrintedCode, printed_cards
from preau.access.events import AccountRenewed
from preau.access.logins import open_accounts
from preau.access.models import Account, ActivationCode, EmailCode, ResetCode
from preau.access.policies import may_issue_codes, may_renew_account
from preau.access.queries import EVERYBODY, people_of_class, people_of_staff
from preau.access.sessions import end_sessions
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def renew_account(*, actor: Actor, school_id: int, person_id: int, group_id: int | None = None) -> PrintedCode:
    """The account is as on its first day: no password, no address, no open session, and one new code
    to print; those printed before are void.

    The person is found in this division (a pupil, or a guardian of one), or without a group in the staff of the
    school. `NotAllowed` for anybody else; `NotPossible` when a new card would open a hat that the actor may not
    give back. The school's scope must be open.
    """
    if not may_issue_codes(actor, school_id):
        raise NotAllowed
    people = people_of_staff(school_id) if group_id is None else people_of_class(school_id, group_id, EVERYBODY)
    person = next((line for line in people if line.id == person_id), None)
    if person is None:
        raise NotAllowed
    if not may_renew_account(actor, school_id, attachments_of(person_id)):
        raise NotPossible(
            _(
                "Cette personne a aussi un poste\u202f: seule la direction de l’établissement où elle travaille "
                "peut lui remettre une nouvelle fiche."
            )
        )
    open_accounts([person_id])
    account = Account.objects.select_for_update().get(person_id=person_id)
    Account.objects.filter(pk=account.pk).update(password="", email="", activated_at=None)
    for codes in (ActivationCode, ResetCode, EmailCode):
        codes.objects.filter(account=account).delete()
    event_id = record(AccountRenewed(school_id, account.pk), actor=actor)
    end_sessions(account_id=account.pk, event_id=event_id)
    (card,) = printed_cards([person], f"personne:{school_id}")
    return card
