"""A file sent by mistake is taken back by who sent it, until somebody decides of the absence."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.attendance.events import ProofWithdrawn
from preau.attendance.families import check_may_justify
from preau.attendance.life.history import keep_version
from preau.attendance.models import AbsencePeriod, AbsenceProof
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def withdraw_proof(*, actor: Actor, pupil_id: int, proof_id: int) -> None:
    """Erase its content; twice has one effect. Without another file, the proof is awaited again.

    Errors: `NotAllowed` for a file of somebody else; `NotPossible` once the absence is decided.
    """
    mine = AbsenceProof.objects.filter(pk=proof_id, period__pupil_id=pupil_id, sent_by_id=actor.person_id)
    place = mine.values_list("school_id", "period_id").first()
    if place is None:
        raise NotAllowed
    check_may_justify(actor, pupil_id, place[0])
    period = AbsencePeriod.objects.select_for_update().get(pk=place[1])
    if mine.exclude(withdrawn_at=None).exists():
        return
    if period.admissibility != AbsencePeriod.Admissibility.PENDING:
        raise NotPossible(_("La vie scolaire a déjà répondu\u202f: ce fichier ne peut plus être repris."))
    mine.update(content=b"", name="", withdrawn_at=clock.now())
    if not AbsenceProof.objects.filter(period=period, withdrawn_at=None).exists():
        keep_version(period, deed="famille", by_id=actor.person_id)
        period.proof_received_at = None
        period.save(update_fields=["proof_received_at", "version"])
    record(ProofWithdrawn(period.school_id, period.pk, pupil_id), actor=actor)
