"""A family explains an absence: a reason, words, a file. Vie scolaire decides of it (capability C62)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from preau.attendance.events import PeriodJustified
from preau.attendance.families import (
    ReadProof,
    SentFile,
    check_may_justify,
    checked_words,
    is_said_by_school,
    keep_proofs,
    read_proofs,
)
from preau.attendance.life.history import keep_version
from preau.attendance.models import AbsencePeriod, AbsenceReason
from preau.attendance.reason_kinds import chosen_reason
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

_CHANGED = (
    "reason_id", "words", "said_at", "said_by_id", "admissibility", "answer", "decided_at", "decided_by_id",
    "proof_received_at", "version",
)  # fmt: skip


@action
def justify_period(
    *,
    actor: Actor,
    pupil_id: int,
    period_id: int,
    reason_id: int | None = None,
    words: str = "",
    files: Sequence[SentFile] = (),
    seen: str = "",
) -> None:
    """Write what the family says; the period is then to be examined, never accepted by itself.

    It may be said again until somebody decides. The same reason again, without words, keeps those that were there.
    Of a period that waits for its proof, or that the school explained itself, only files are taken; a file that
    comes for an accepted period has it examined again. `seen` is `mark_of(period)` as it was on the screen.

    Errors: `NotAllowed` for who may not explain the absences of this pupil; `NotPossible` once it is decided, when
    somebody explained it meanwhile, for a reason that families are not offered for it, and for a file that cannot
    be kept.
    """
    period = AbsencePeriod.objects.select_for_update().filter(pk=period_id, pupil_id=pupil_id).first()
    if period is None:
        raise NotAllowed
    check_may_justify(actor, pupil_id, period.school_id)
    _check_open(period, seen)
    proofs = read_proofs(files)
    if takes_files_only(period):
        if not proofs:
            raise NotPossible(_("Choisissez le fichier à envoyer."), field="fichiers")
        reason = None
    else:
        if reason_id is None:
            raise NotPossible(_("Choisissez un motif."), field="motif")
        reason = chosen_reason(period.school_id, reason_id, [period.kind], by_family=True)
    keep_version(period, deed="famille", by_id=actor.person_id)
    _write(period, reason, checked_words(words), proofs, by_id=actor.person_id)
    period.save(update_fields=[*_CHANGED])
    record(PeriodJustified(period.school_id, period.pk, pupil_id), actor=actor)


def takes_files_only(period: AbsencePeriod) -> bool:
    """True when the reason is not for the family to say: it is accepted, or the school said it."""
    return period.admissibility == AbsencePeriod.Admissibility.ACCEPTED or is_said_by_school(period)


def mark_of(period: AbsencePeriod) -> str:
    """What a form sends back: what had been said when it was shown."""
    return f"{period.said_by_id or 0}:{period.said_at.isoformat() if period.said_at else ''}"


def _check_open(period: AbsencePeriod, seen: str) -> None:
    if period.withdrawn_at is not None:
        raise NotPossible(_("Cette absence a été corrigée\u202f: il n’y a plus rien à justifier."))
    if period.admissibility == AbsencePeriod.Admissibility.REFUSED:
        raise NotPossible(_("La vie scolaire a déjà répondu\u202f: adressez-vous à elle."))
    is_settled = period.admissibility == AbsencePeriod.Admissibility.ACCEPTED
    needs_proof = period.reason is not None and period.reason.needs_proof
    if is_settled and not (needs_proof and period.proof_received_at is None):
        raise NotPossible(_("Cette absence est déjà acceptée\u202f: il n’y a rien à ajouter."))
    if seen and seen != mark_of(period):
        raise NotPossible(
            _("Quelqu’un vient d’expliquer cette absence\u202f: relisez la page avant d’envoyer la vôtre.")
        )


def _write(
    period: AbsencePeriod, reason: AbsenceReason | None, words: str, proofs: list[ReadProof], *, by_id: int
) -> None:
    if reason is not None and (reason.pk != period.reason_id or words):
        period.reason, period.words = reason, words
        period.said_at, period.said_by_id = clock.now(), by_id
    if keep_proofs(period, proofs, by_id=by_id):
        period.proof_received_at = clock.now()
    period.admissibility, period.answer = AbsencePeriod.Admissibility.PENDING, ""
    period.decided_at, period.decided_by_id = None, None
