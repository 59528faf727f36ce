"""Ask to be told of the new marks of a pupil, or to be told no more (capability C84)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.grading.events import NewMarksAskedFor
from preau.grading.models import NewMarksSubscription
from preau.grading.policies import may_see_marks_of
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def ask_for_new_marks(*, actor: Actor, pupil_id: int, cadence: str) -> None:
    """For oneself alone, in every school of the pupil: once a day at most (`jour`), at once (`aussitot`), or never
    (empty), which is how everybody begins. Asked again, it changes nothing.

    What could be seen before is not told. Errors: `NotAllowed` for who may not see her marks; `NotPossible` for
    another cadence.
    """
    if not may_see_marks_of(actor, pupil_id):
        raise NotAllowed
    if cadence and cadence not in NewMarksSubscription.Cadence.values:
        raise NotPossible(_("Choisissez quand être prévenu."), field="quand")
    mine = NewMarksSubscription.objects.filter(person_id=actor.person_id, pupil_id=pupil_id)
    if {one.cadence for one in mine} == ({cadence} if cadence else set()):
        return
    if not cadence:
        mine.delete()
    else:
        mine.update(cadence=cadence)
        NewMarksSubscription.objects.bulk_create(
            [
                NewMarksSubscription(
                    school_id=school_id, person_id=actor.person_id, pupil_id=pupil_id, cadence=cadence,
                    told_until=clock.now(),
                )
                for school_id in _schools_of(actor, pupil_id)
            ],
            ignore_conflicts=True,
        )  # fmt: skip
    record(NewMarksAskedFor(pupil_id, cadence), actor=actor)


def _schools_of(actor: Actor, pupil_id: int) -> list[int]:
    ward = actor.ward(pupil_id) if actor.is_a(Profile.GUARDIAN) else None
    return sorted(ward.school_ids) if ward is not None else sorted(actor.school_ids)
