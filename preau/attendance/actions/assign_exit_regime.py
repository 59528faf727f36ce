"""Give pupils a regime from a day on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from preau.attendance.events_elsewhere import ExitRegimeAssigned
from preau.attendance.models import ExitRegime, PupilRegime
from preau.attendance.policies import may_set_attendance
from preau.directory.models import Enrolment
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def assign_exit_regime(
    *,
    actor: Actor,
    school_id: int,
    pupil_ids: Iterable[int],
    regime_id: int | None,
    begins_on: date,
    has_agreement: bool = False,
) -> int:
    """Their regime from that day on; `None`: none any more. What they had before ends the day before; what was
    foreseen for later gives way. How many pupils; saying it twice is once.

    Errors: `NotAllowed` for who does not set presence here, a regime or a pupil of another school; `NotPossible`
    for nobody, or a day past.
    """
    if not may_set_attendance(actor, school_id):
        raise NotAllowed
    if begins_on < clock.today():
        raise NotPossible(
            _("Le passé ne change plus\u202f: donnez aujourd’hui ou un jour à venir."), field="debut"
        )
    if regime_id is not None and not ExitRegime.objects.filter(school_id=school_id, pk=regime_id).exists():
        raise NotAllowed
    pupils = sorted(set(pupil_ids))
    if not pupils:
        raise NotPossible(_("Cochez au moins un élève."))
    enrolled = Enrolment.objects.filter(school_id=school_id, pupil_id__in=pupils)
    enrolled = enrolled.filter(Q(ends_on=None) | Q(ends_on__gt=begins_on))
    if enrolled.values("pupil_id").distinct().count() != len(pupils):
        raise NotAllowed
    theirs = PupilRegime.objects.select_for_update().filter(school_id=school_id, pupil_id__in=pupils)
    list(theirs.order_by("pk"))
    theirs.filter(begins_on__gte=begins_on).delete()
    theirs.filter(Q(ends_on=None) | Q(ends_on__gt=begins_on), begins_on__lt=begins_on).update(ends_on=begins_on)
    if regime_id is not None:
        PupilRegime.objects.bulk_create(
            PupilRegime(
                school_id=school_id, pupil_id=pupil_id, regime_id=regime_id, begins_on=begins_on,
                has_agreement=has_agreement, chosen_at=clock.now(), chosen_by_id=actor.person_id,
            )
            for pupil_id in pupils
        )  # fmt: skip
    record(ExitRegimeAssigned(school_id, regime_id or 0, len(pupils), begins_on), actor=actor)
    return len(pupils)
