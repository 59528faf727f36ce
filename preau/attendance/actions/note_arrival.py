"""A pupil arrives at the infirmary, at the CDI, in study hall, or goes out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.attendance.events_elsewhere import PassageCorrected, PassageEnded, PassageNoted
from preau.attendance.models import Passage
from preau.attendance.policies import places_of
from preau.directory.models import Enrolment
from preau.foundation.ledger.record import record
from preau.kernel import clock, words
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

_MOVE = """
UPDATE passage SET left_at = %(now)s, left_to = 'ailleurs', left_by_id = %(actor)s
 WHERE school_id = %(school)s AND pupil_id = %(pupil)s AND held_on = %(day)s AND place <> %(place)s
   AND left_at IS NULL AND withdrawn_at IS NULL
RETURNING id
"""

# What is noted of her already: the latest hour at which she came or left.
_LATER = """
SELECT max(greatest(arrived_at, left_at)) FROM passage
 WHERE school_id = %(school)s AND pupil_id = %(pupil)s AND held_on = %(day)s AND withdrawn_at IS NULL
   AND NOT (place = %(place)s AND left_at IS NULL)
"""

# Two people who note the same arrival at the same instant make one passage.
_ARRIVE = """
INSERT INTO passage (school_id, pupil_id, held_on, place, arrived_at, noted_by_id, left_to)
VALUES (%(school)s, %(pupil)s, %(day)s, %(place)s, %(now)s, %(actor)s, '')
ON CONFLICT (school_id, pupil_id, held_on) WHERE left_at IS NULL AND withdrawn_at IS NULL DO NOTHING
RETURNING id
"""


@action
def note_arrival(
    *, actor: Actor, school_id: int, pupil_id: int, place: str, at: datetime | None = None
) -> Passage:
    """She is there from now on, or since `at`, earlier today; saying it twice is once, and another hour corrects
    the one that was noted. A pupil who was elsewhere has left that place then.

    Errors: `NotAllowed` for who notes nobody at this place, or a pupil who is not enrolled here today;
    `NotPossible` for an hour to come, of another day, or before what is noted of her already.
    """
    if place not in places_of(actor, school_id):
        raise NotAllowed
    now = past_hour(at)
    today = clock.school_day(now)
    enrolled = Enrolment.objects.filter(school_id=school_id, pupil_id=pupil_id, begins_on__lte=today)
    if not enrolled.exclude(ends_on__lte=today).exists():
        raise NotAllowed
    asked: dict[str, Any] = {
        "school": school_id, "pupil": pupil_id, "day": today, "place": place, "now": now, "actor": actor.person_id,
    }  # fmt: skip
    _check_order(asked)
    with connection.cursor() as cursor:
        moved = cursor.execute(_MOVE, asked).fetchone()
        made = cursor.execute(_ARRIVE, asked).fetchone()
    if moved is not None:
        record(PassageEnded(school_id, moved[0], pupil_id), actor=actor)
    passage = Passage.objects.select_for_update().get(
        school_id=school_id, pupil_id=pupil_id, held_on=today, left_at=None, withdrawn_at=None
    )
    if made is not None:
        record(PassageNoted(school_id, passage.pk, pupil_id), actor=actor)
    elif at is not None and passage.arrived_at != at:
        former_at, passage.arrived_at = passage.arrived_at, at
        passage.save(update_fields=["arrived_at"])
        record(PassageCorrected(school_id, passage.pk, pupil_id, former_at), actor=actor)
    return passage


def past_hour(at: datetime | None) -> datetime:
    """`at`, or now. Errors: `NotPossible` for an hour to come, or of another day."""
    now = clock.now()
    if at is None:
        return now
    if at > now or clock.school_day(at) != clock.school_day(now):
        raise NotPossible(_("Écrivez une heure déjà passée, d’aujourd’hui."), field="heure")
    return at


def _check_order(asked: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        row = cursor.execute(_LATER, asked).fetchone()
    if row is not None and row[0] is not None and row[0] > asked["now"]:
        raise NotPossible(
            _("Un passage est déjà noté à %(hour)s\u202f: celui-ci ne peut pas être avant.")
            % {"hour": words.hour(row[0])},
            field="heure",
        )
