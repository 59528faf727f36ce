"""Say whose photo it is."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from preau.directory.events import PortraitPaired
from preau.directory.models import Enrolment, ImageRight, Portrait, UnpairedPortrait
from preau.directory.policies import may_manage_portraits
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def pair_portrait(*, actor: Actor, school_id: int, portrait_id: int, pupil_id: int) -> None:
    """The photo that waited becomes the pupil's, in place of an older one.

    Errors: `NotAllowed` for a photo or a pupil that is not of this school today; `NotPossible` when the family
    refused.
    """
    if not may_manage_portraits(actor, school_id):
        raise NotAllowed
    waiting = UnpairedPortrait.objects.select_for_update().filter(school_id=school_id, pk=portrait_id).first()
    today = clock.today()
    enrolled = Enrolment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=today), school_id=school_id, pupil_id=pupil_id, begins_on__lte=today
    )
    if waiting is None or not enrolled.exists():
        raise NotAllowed
    if ImageRight.objects.filter(school_id=school_id, pupil_id=pupil_id, is_granted=False).exists():
        raise NotPossible(_("La famille a refusé que la photo soit montrée\u202f: jetez-la."), field="pupil")
    Portrait.objects.update_or_create(
        school_id=school_id,
        pupil_id=pupil_id,
        defaults={name: getattr(waiting, name) for name in ("kind", "content", "digest", "received_at")},
    )
    waiting.delete()
    record(PortraitPaired(school_id, pupil_id), actor=actor)
