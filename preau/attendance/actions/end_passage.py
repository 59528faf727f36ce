"""A pupil leaves the infirmary, the CDI, the study hall: for her lesson, or for home."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from preau.attendance.actions.note_arrival import past_hour
from preau.attendance.events_elsewhere import PassageEnded
from preau.attendance.models import Passage
from preau.attendance.policies import places_of
from preau.foundation.ledger.record import record
from preau.kernel import words
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def end_passage(
    *, actor: Actor, school_id: int, passage_id: int, left_to: Passage.Next, at: datetime | None = None
) -> Passage:
    """She left now, or at `at`, earlier today. What ended already is left as it is: the second person to say it
    changes nothing.

    Errors: `NotAllowed` for who notes nobody at that place, or a passage of another school or withdrawn;
    `NotPossible` for an hour to come, or before she arrived.
    """
    passage = (
        Passage.objects.select_for_update().filter(school_id=school_id, pk=passage_id, withdrawn_at=None).first()
    )
    if passage is None or passage.place not in places_of(actor, school_id):
        raise NotAllowed
    if passage.left_at is None:
        passage.left_at = past_hour(at)
        if passage.left_at < passage.arrived_at:
            raise NotPossible(
                _("L’arrivée est notée à %(hour)s\u202f: le départ vient après.")
                % {"hour": words.hour(passage.arrived_at)},
                field="heure",
            )
        passage.left_to = left_to
        passage.left_by_id = actor.person_id
        passage.save(update_fields=["left_at", "left_to", "left_by_id"])
        record(PassageEnded(school_id, passage.pk, passage.pupil_id), actor=actor)
    return passage
