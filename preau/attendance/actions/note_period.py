"""Vie scolaire notes that a pupil is away for a time: a call from the family, a convocation."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from preau.attendance.events import PeriodNoted
from preau.attendance.life.gathering import gather
from preau.attendance.models import Absence, AbsencePeriod
from preau.attendance.policies import may_treat_absences
from preau.attendance.reason_kinds import chosen_reason
from preau.directory.models import Enrolment
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

#: A single absence longer than this is another matter: the pupil left, or follows another schooling.
LONGEST = timedelta(days=200)


@action
def note_period(
    *,
    actor: Actor,
    school_id: int,
    pupil_id: int,
    starts_at: datetime,
    ends_at: datetime,
    reason_id: int | None = None,
    words: str = "",
) -> AbsencePeriod:
    """Note it; the same twice is one. Rolls of that time show the pupil as already known to be away, and what they
    noted belongs to it. A legitimate reason that needs no proof is accepted at once.

    Errors: `NotAllowed` for who treats no absence here or a pupil of another school; `NotPossible` for an end
    before the start, a time too long, one that crosses a period already told, or a reason of late arrivals.
    """
    if not may_treat_absences(actor, school_id):
        raise NotAllowed
    first_on, last_on = clock.school_day(starts_at), clock.school_day(ends_at - timedelta(seconds=1))
    is_here = Enrolment.objects.filter(school_id=school_id, pupil_id=pupil_id, begins_on__lte=last_on)
    if not is_here.exclude(ends_on__lte=first_on).exists():
        raise NotAllowed
    if ends_at <= starts_at:
        raise NotPossible(_("La fin doit venir après le début."), field="fin")
    if ends_at - starts_at > LONGEST:
        raise NotPossible(_("Une absence ne dépasse pas 200 jours\u202f: vérifiez les dates."), field="fin")
    reason = chosen_reason(school_id, reason_id, [AbsencePeriod.Kind.ABSENCE])
    crossed = crossed_period(school_id, pupil_id, starts_at, ends_at)
    if crossed is not None:
        if (crossed.starts_at, crossed.ends_at, crossed.reason_id) == (starts_at, ends_at, reason_id or None):
            return crossed
        raise NotPossible(
            _("Une absence est déjà notée sur ce temps\u202f: modifiez-la plutôt que d’en ajouter une."),
            field="debut",
        )
    now = clock.now()
    is_settled = reason is not None and reason.is_legitimate and not reason.needs_proof
    period = AbsencePeriod.objects.create(
        school_id=school_id,
        pupil_id=pupil_id,
        origin=AbsencePeriod.Origin.OFFICE,
        starts_at=starts_at,
        ends_at=ends_at,
        first_on=first_on,
        last_on=last_on,
        reason=reason,
        words=words.strip(),
        said_at=now,
        said_by_id=actor.person_id,
        admissibility="acceptee" if is_settled else "en_attente",
        decided_at=now if is_settled else None,
        decided_by_id=actor.person_id if is_settled else None,
        made_at=now,
        made_by_id=actor.person_id,
    )
    gather_days_of(period, by_id=actor.person_id)
    record(PeriodNoted(school_id, period.pk, pupil_id), actor=actor)
    return period


def gather_days_of(period: AbsencePeriod, *, by_id: int | None) -> None:
    """Gather again each day of this period where a roll noted something."""
    days = Absence.objects.filter(
        school_id=period.school_id,
        pupil_id=period.pupil_id,
        held_on__range=(period.first_on, period.last_on),
        withdrawn_at=None,
    )
    for held_on in sorted(set(days.values_list("held_on", flat=True))):
        gather(school_id=period.school_id, pupil_id=period.pupil_id, held_on=held_on, by_id=by_id)


def crossed_period(school_id: int, pupil_id: int, starts_at: datetime, ends_at: datetime) -> AbsencePeriod | None:
    """A told absence that has an instant in common with this time; a trip is not one, a pupil may be ill."""
    return (
        AbsencePeriod.objects.filter(
            school_id=school_id,
            pupil_id=pupil_id,
            kind=AbsencePeriod.Kind.ABSENCE,
            withdrawn_at=None,
            starts_at__lt=ends_at,
            ends_at__gt=starts_at,
        )
        .exclude(origin__in=[AbsencePeriod.Origin.ROLL, AbsencePeriod.Origin.COLLECTIVE])
        .first()
    )
