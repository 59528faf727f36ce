"""The roll of study hall is turned round: those who are there are ticked (capability C66)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from preau.attendance.events_elsewhere import PassageEnded, PassageNoted
from preau.attendance.models import Passage
from preau.attendance.policies import places_of
from preau.attendance.rules import MOST_IN_STUDY
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

_ENROLLED = """
SELECT count(DISTINCT pupil_id) FROM enrolment
 WHERE school_id = %(school)s AND pupil_id = ANY(%(pupils)s)
   AND begins_on <= %(day)s AND (ends_on IS NULL OR ends_on > %(day)s)
"""

_MOVE = """
UPDATE passage SET left_at = %(now)s, left_to = 'ailleurs', left_by_id = %(actor)s
 WHERE school_id = %(school)s AND pupil_id = ANY(%(pupils)s) AND held_on = %(day)s AND place <> 'etude'
   AND left_at IS NULL AND withdrawn_at IS NULL
RETURNING id, pupil_id
"""

_ARRIVE = """
INSERT INTO passage (school_id, pupil_id, held_on, place, arrived_at, noted_by_id, left_to)
SELECT %(school)s, pupil, %(day)s, 'etude', %(now)s, %(actor)s, '' FROM unnest(%(pupils)s::bigint[]) pupil
 ORDER BY pupil
ON CONFLICT (school_id, pupil_id, held_on) WHERE left_at IS NULL AND withdrawn_at IS NULL DO NOTHING
RETURNING id, pupil_id
"""


@action
def call_study(*, actor: Actor, school_id: int, pupil_ids: Iterable[int]) -> int:
    """These pupils are in study hall from now on; how many were not yet. Saying it twice is once.

    Errors: `NotAllowed` for who notes nobody in study hall, or a pupil who is not enrolled here today;
    `NotPossible` for nobody, or too many at once.
    """
    if Passage.Place.STUDY not in places_of(actor, school_id):
        raise NotAllowed
    pupils = sorted(set(pupil_ids))
    if not pupils:
        raise NotPossible(_("Cochez les élèves présents en étude."))
    if len(pupils) > MOST_IN_STUDY:
        raise NotPossible(_("Notez au plus %(most)s élèves à la fois.") % {"most": MOST_IN_STUDY})
    now = clock.now()
    asked: dict[str, Any] = {
        "school": school_id, "pupils": pupils, "day": clock.school_day(now), "now": now, "actor": actor.person_id,
    }  # fmt: skip
    with connection.cursor() as cursor:
        if cursor.execute(_ENROLLED, asked).fetchone()[0] != len(pupils):
            raise NotAllowed
        moved = cursor.execute(_MOVE, asked).fetchall()
        arrived = cursor.execute(_ARRIVE, asked).fetchall()
    for passage_id, pupil_id in moved:
        record(PassageEnded(school_id, passage_id, pupil_id), actor=actor)
    for passage_id, pupil_id in arrived:
        record(PassageNoted(school_id, passage_id, pupil_id), actor=actor)
    return len(arrived)
