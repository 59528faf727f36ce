"""An absence told by mistake is withdrawn: it counts no more, and its history stays."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.attendance.actions.note_period import gather_days_of
from preau.attendance.events import PeriodWithdrawn
from preau.attendance.life.history import keep_version
from preau.attendance.models import Absence, AbsencePeriod
from preau.attendance.policies import may_treat_absences
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def withdraw_period(*, actor: Actor, school_id: int, period_id: int, why: str) -> None:
    """Withdraw it; twice has one effect. What rolls noted in that time is gathered again on its own.

    Errors: `NotAllowed` for who treats no absence here or a period of another school; `NotPossible` without a
    word of why, and for what a roll noted: that is corrected on the sheet.
    """
    if not may_treat_absences(actor, school_id):
        raise NotAllowed
    period = AbsencePeriod.objects.select_for_update().filter(school_id=school_id, pk=period_id).first()
    if period is None:
        raise NotAllowed
    if period.withdrawn_at is not None:
        return
    if not why.strip():
        raise NotPossible(_("Dites en quelques mots pourquoi vous retirez cette absence."), field="pourquoi")
    if period.origin == AbsencePeriod.Origin.ROLL:
        raise NotPossible(_("Un appel a noté cette absence\u202f: corrigez la feuille d’appel, elle suivra."))
    keep_version(period, deed="retrait", by_id=actor.person_id)
    period.withdrawn_at, period.withdrawn_by_id, period.withdrawn_why = clock.now(), actor.person_id, why.strip()
    period.save(update_fields=["withdrawn_at", "withdrawn_by_id", "withdrawn_why", "version"])
    Absence.objects.filter(school_id=school_id, period=period).update(period=None)
    gather_days_of(period, by_id=actor.person_id)
    record(PeriodWithdrawn(school_id, period.pk, period.pupil_id), actor=actor)
