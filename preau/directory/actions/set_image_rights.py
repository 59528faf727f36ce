"""Write down what families answered about the image of their children (capability C8)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q

from preau.directory.events import ImageRightsSet
from preau.directory.models import Enrolment, ImageRight, Portrait
from preau.directory.policies import may_manage_portraits
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def set_image_rights(*, actor: Actor, school_id: int, answers: Mapping[int, bool | None]) -> None:
    """`answers`: pupil id -> agreed, refused, or None when nobody answered. A refusal erases the photo that was
    kept. What was answered already keeps its date.

    Errors: `NotAllowed` for who does not manage photos here, or for a pupil who is not of the school today.
    """
    if not may_manage_portraits(actor, school_id):
        raise NotAllowed
    today = clock.today()
    enrolled = Enrolment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=today), school_id=school_id, pupil_id__in=answers, begins_on__lte=today
    )
    if set(enrolled.values_list("pupil_id", flat=True)) != set(answers):
        raise NotAllowed
    known = dict(
        ImageRight.objects.select_for_update()
        .filter(school_id=school_id, pupil_id__in=answers)
        .values_list("pupil_id", "is_granted")
    )
    changed = {pupil: answer for pupil, answer in answers.items() if known.get(pupil) != answer}
    if not changed:
        return
    granted, refused, unanswered = (
        tuple(sorted(pupil for pupil, answer in changed.items() if answer is said)) for said in (True, False, None)
    )
    ImageRight.objects.filter(school_id=school_id, pupil_id__in=unanswered).delete()
    ImageRight.objects.bulk_create(
        [
            ImageRight(school_id=school_id, pupil_id=pupil, is_granted=answer, answered_on=today)
            for pupil, answer in changed.items()
            if answer is not None
        ],
        update_conflicts=True,
        unique_fields=["school", "pupil"],
        update_fields=["is_granted", "answered_on"],
    )
    Portrait.objects.filter(school_id=school_id, pupil_id__in=refused).delete()
    record(ImageRightsSet(school_id, granted, refused, unanswered), actor=actor)
