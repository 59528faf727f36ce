"""Record that a pupil of age opposes the information of her parents (rule B8)."""

from __future__ import annotations

from preau.directory.adults import check_of_age, check_reason, is_enrolled, standing_opposition
from preau.directory.events import OppositionRecorded
from preau.directory.models import AdultOpposition
from preau.directory.policies import may_record_opposition
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def record_opposition(
    *, actor: Actor, school_id: int, pupil_id: int, reason: str, is_emancipated: bool = False
) -> None:
    """From now on her guardians are told of a serious disturbance alone. An emancipated pupil may oppose before
    she is of age. What is in force already stays as it is.

    Errors: `NotAllowed` for who does not record it here, or a pupil who is not of this school; `NotPossible` for a
    pupil who is not of age, or too long a reason.
    """
    if not may_record_opposition(actor, school_id) or not is_enrolled(school_id, pupil_id):
        raise NotAllowed
    if not is_emancipated:
        check_of_age(pupil_id)
    check_reason(reason)
    standing = standing_opposition(pupil_id) or AdultOpposition(pupil_id=pupil_id)
    if standing.begins_on is not None:
        return
    standing.office_id = school_id
    standing.begins_on = clock.today()
    standing.reason = reason.strip()
    standing.is_emancipated = is_emancipated
    standing.recorded_by_id = actor.person_id
    standing.save()
    record(OppositionRecorded(school_id, standing.pk, pupil_id), actor=actor)
