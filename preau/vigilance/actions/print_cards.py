"""New activation cards for the accounts that an incident emptied in a school."""

from __future__ import annotations

from preau.access.actions.issue_cards_after_reset import issue_cards_after_reset
from preau.access.cards import PrintedCode
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed
from preau.vigilance.events import CardsPrinted
from preau.vigilance.models import Incident, IncidentAccount
from preau.vigilance.policies import LEAD


@action
def print_cards(*, actor: Actor, school_id: int, incident_id: int) -> tuple[PrintedCode, ...]:
    """For those whom this school may give one, whoever led the incident: the direction hands them out. Printed
    again, the former codes are void. Nobody of a rehearsal has a card.

    `NotAllowed` for anybody but the direction of this school, and for an incident that is not in it.
    """
    if not (actor.may(LEAD) and actor.is_a(Profile.DIRECTION) and actor.in_school(school_id)):
        raise NotAllowed
    incident = Incident.objects.filter(pk=incident_id, schools__contains=[school_id]).first()
    if incident is None:
        raise NotAllowed
    people = IncidentAccount.objects.filter(
        incident=incident, incident__is_rehearsal=False, school_id=school_id, reset_at__isnull=False
    )
    made = issue_cards_after_reset(
        actor=actor, school_id=school_id, sheet=f"crise:{incident_id}:{school_id}",
        person_ids=list(people.values_list("person_id", flat=True)),
    )  # fmt: skip
    record(CardsPrinted(school_id, incident_id, len(made)), actor=actor)
    return made
