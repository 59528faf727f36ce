"""Open an incident, or its rehearsal."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.vigilance.drill import make_drill
from preau.vigilance.events import IncidentOpened
from preau.vigilance.leading import school_of
from preau.vigilance.models import Incident
from preau.vigilance.perimeter import perimeter
from preau.vigilance.policies import LEAD


@action
def open_incident(
    *, actor: Actor, title: str, is_rehearsal: bool, key: UUID, school_id: int | None = None
) -> Incident:
    """In one of her schools, or in all of them (`school_id` none): a head's, an administrator's perimeter. A
    rehearsal makes its own accounts and messages up, and touches nobody's. The same key twice is once.

    Errors: `NotAllowed` for a school that is not hers; `NotPossible` without a title.
    """
    with perimeter(actor, LEAD) as places:
        schools = sorted(place.id for place in places if school_id in {None, place.id})
        if not schools:
            raise NotAllowed
        if not (words := " ".join(title.split())):
            raise NotPossible(_("Donnez un titre à l’incident."), field="title")
        incident, is_new = Incident.objects.get_or_create(
            key=key,
            defaults={
                "schools": schools, "title": words, "is_rehearsal": is_rehearsal,
                "is_above": actor.is_a(Profile.AGENT), "opened_at": clock.now(), "opened_by_id": actor.person_id,
            },
        )  # fmt: skip
        if is_new:
            if is_rehearsal:
                make_drill(incident, schools[0])
            record(IncidentOpened(school_of(incident), incident.pk, len(schools), is_rehearsal), actor=actor)
    return incident
