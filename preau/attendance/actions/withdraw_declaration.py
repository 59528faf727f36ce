"""An absence announced by the family will not take place: it is taken back, as long as nobody decided of it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.attendance.actions.note_period import gather_days_of
from preau.attendance.events import PeriodWithdrawn
from preau.attendance.families import check_may_justify
from preau.attendance.life.history import keep_version
from preau.attendance.models import Absence, AbsencePeriod
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def withdraw_declaration(*, actor: Actor, pupil_id: int, period_id: int) -> None:
    """Take it back; twice has one effect. What rolls noted meanwhile stands on its own, to be justified.

    Errors: `NotAllowed` for who did not announce it; `NotPossible` once it is decided.
    """
    announced = AbsencePeriod.objects.select_for_update().filter(
        pk=period_id, pupil_id=pupil_id, origin=AbsencePeriod.Origin.FAMILY, made_by_id=actor.person_id
    )
    period = announced.first()
    if period is None:
        raise NotAllowed
    check_may_justify(actor, pupil_id, period.school_id)
    if period.withdrawn_at is not None:
        return
    if period.admissibility != AbsencePeriod.Admissibility.PENDING:
        raise NotPossible(_("La vie scolaire a déjà répondu\u202f: adressez-vous à elle."))
    keep_version(period, deed="famille", by_id=actor.person_id)
    period.withdrawn_at, period.withdrawn_by_id = clock.now(), actor.person_id
    period.withdrawn_why = _("Annulée par la famille")
    period.save(update_fields=["withdrawn_at", "withdrawn_by_id", "withdrawn_why", "version"])
    Absence.objects.filter(school_id=period.school_id, period=period).update(period=None)
    gather_days_of(period, by_id=actor.person_id)
    record(PeriodWithdrawn(period.school_id, period.pk, pupil_id), actor=actor)
