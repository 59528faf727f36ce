"""Which reasons a period takes: a late arrival has reasons of its own, and an absence too."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from preau.attendance.models import AbsencePeriod, AbsenceReason
from preau.kernel.refusals import NotAllowed, NotPossible


def reason_kind(period_kind: str) -> str:
    """The kind of reasons that a period of this kind takes: leaving early is being absent for the rest."""
    late = period_kind == AbsencePeriod.Kind.LATE
    return (AbsenceReason.Kind.LATE if late else AbsenceReason.Kind.ABSENCE).value


def chosen_reason(
    school_id: int, reason_id: int | None, period_kinds: Iterable[str], *, by_family: bool = False
) -> AbsenceReason | None:
    """The reason chosen for periods of these kinds; None when none was (`reason_id` None or 0).

    Errors: `NotAllowed` for a reason of another school; `NotPossible` for one that is hidden, is not offered to
    families when one of them chooses (`by_family`), or is of the other kind.
    """
    if not reason_id:
        return None
    reason = AbsenceReason.objects.filter(school_id=school_id, pk=reason_id).first()
    if reason is None:
        raise NotAllowed
    if reason.hidden_at is not None or (by_family and not reason.is_for_families):
        raise NotPossible(_("Ce motif n’est plus proposé\u202f: choisissez-en un autre."), field="motif")
    if all(reason_kind(kind) == reason.kind for kind in period_kinds):
        return reason
    sentence = (
        _("«\u202f%(reason)s\u202f» est un motif de retard\u202f: choisissez-en un autre pour une absence.")
        if reason.kind == AbsenceReason.Kind.LATE
        else _("«\u202f%(reason)s\u202f» est un motif d’absence\u202f: choisissez-en un autre pour un retard.")
    )
    raise NotPossible(sentence % {"reason": reason.label}, field="motif")
