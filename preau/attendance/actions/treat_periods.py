"""Say why pupils were away, decide of it, mark it proved or followed: one period or a hundred, all or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from preau.attendance.events import PeriodTreated
from preau.attendance.life.history import keep_version
from preau.attendance.models import AbsencePeriod, AbsenceReason
from preau.attendance.policies import may_treat_absences
from preau.attendance.reason_kinds import chosen_reason
from preau.directory.models import Person
from preau.foundation.ledger.record import record
from preau.kernel import clock, words
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

#: How many periods are treated at once, at most.
MOST = 500

_CHANGED = (
    "reason_id",
    "words",
    "said_at",
    "said_by_id",
    "admissibility",
    "answer",
    "decided_at",
    "decided_by_id",
    "proof_received_at",
    "followed_at",
    "followed_by_id",
    "version",
)


@dataclass(frozen=True, slots=True)
class Treatment:
    """What to write; what is None stays as it is.

    - `reason_id`: a reason of this school that is not hidden; 0 takes the reason away.
    - `admissibility`: `acceptee` wants a reason, `refusee` a word (`answer`) when the family had said something.
    - `proof`: received, or no more. `followed`: dealt with, or again to be followed.
    """

    reason_id: int | None = None
    words: str | None = None
    admissibility: str | None = None
    answer: str = ""
    proof: bool | None = None
    followed: bool | None = None


@action
def treat_periods(*, actor: Actor, school_id: int, seen: Mapping[int, int], treatment: Treatment) -> int:
    """Apply the treatment to each period of `seen` (id: the version on the screen). Returns how many changed.

    Errors: `NotAllowed` for who treats no absence here, or a period of another school; `NotPossible` when one
    was changed by somebody else meanwhile, was withdrawn, when a decision lacks its reason or its word, or a
    reason is of late arrivals and not of absences: then nothing is written at all.
    """
    if not may_treat_absences(actor, school_id):
        raise NotAllowed
    if not seen or len(seen) > MOST:
        raise NotPossible(_("Choisissez de 1 à %(most)s absences.") % {"most": MOST})
    periods = list(
        AbsencePeriod.objects.select_for_update().filter(school_id=school_id, pk__in=list(seen)).order_by("pk")
    )
    if len(periods) != len(seen):
        raise NotAllowed
    reason = chosen_reason(school_id, treatment.reason_id, {period.kind for period in periods})
    treated = 0
    for period in periods:
        _is_as_seen(period, seen[period.pk])
        if _treat(actor, period, treatment, reason):
            treated += 1
    return treated


def _is_as_seen(period: AbsencePeriod, version: int) -> None:
    if period.withdrawn_at is not None:
        raise NotPossible(_("Une de ces absences a été retirée entre-temps\u202f: rechargez la page."))
    if period.version != version:
        raise NotPossible(
            _("Une de ces absences vient d’être modifiée%(who)s\u202f: rechargez la page avant de recommencer.")
            % {"who": _who_changed(period)}
        )


def _who_changed(period: AbsencePeriod) -> str:
    """« par Nadia Ferrand à 10 h 04 », when somebody of the school did."""
    by_id = period.followed_by_id or period.decided_by_id or period.said_by_id
    at = max(filter(None, (period.followed_at, period.decided_at, period.said_at)), default=None)
    person = Person.objects.filter(pk=by_id).first() if by_id else None
    if person is None or at is None:
        return ""
    return _(" par %(name)s à %(hour)s") % {
        "name": f"{person.first_name} {person.last_name}",
        "hour": words.hour(at),
    }


def _treat(actor: Actor, period: AbsencePeriod, wanted: Treatment, reason: AbsenceReason | None) -> bool:
    before = [getattr(period, name) for name in _CHANGED]
    now, by_id = clock.now(), actor.person_id
    former = AbsencePeriod.objects.get(pk=period.pk)
    if wanted.reason_id is not None and (reason.pk if reason else None) != period.reason_id:
        period.reason = reason
        period.said_at, period.said_by_id = period.said_at or now, period.said_by_id or by_id
    if wanted.words is not None and wanted.words.strip() != period.words:
        period.words, period.said_at, period.said_by_id = wanted.words.strip(), now, by_id
    if wanted.proof is not None and wanted.proof is not (period.proof_received_at is not None):
        period.proof_received_at = now if wanted.proof else None
    if wanted.followed is not None and wanted.followed is not (period.followed_at is not None):
        period.followed_at, period.followed_by_id = (now, by_id) if wanted.followed else (None, None)
    decided = _decide(period, wanted, by_id)
    if [getattr(period, name) for name in _CHANGED] == before:
        return False
    keep_version(former, deed="traitement", by_id=by_id)
    period.version = former.version
    period.save(update_fields=[*_CHANGED])
    record(PeriodTreated(period.school_id, period.pk, period.pupil_id, decided), actor=actor)
    return True


def _decide(period: AbsencePeriod, wanted: Treatment, by_id: int) -> str:
    """Write the decision; returns it when it is new."""
    decision = wanted.admissibility
    if decision is None or (decision == period.admissibility and wanted.answer.strip() in {"", period.answer}):
        return ""
    if decision not in AbsencePeriod.Admissibility.values:
        raise NotAllowed
    if decision == AbsencePeriod.Admissibility.PENDING:
        period.admissibility, period.decided_at, period.decided_by_id, period.answer = decision, None, None, ""
        return decision
    if decision == AbsencePeriod.Admissibility.ACCEPTED and period.reason_id is None:
        raise NotPossible(_("Choisissez un motif avant d’accepter."), field="motif")
    answer = wanted.answer.strip()
    is_refused = decision == AbsencePeriod.Admissibility.REFUSED
    if is_refused and period.words and not answer:
        raise NotPossible(
            _("Dites à la famille, en quelques mots, pourquoi ce motif est refusé."), field="reponse"
        )
    period.admissibility, period.answer = decision, answer
    period.decided_at, period.decided_by_id = clock.now(), by_id
    return decision
