"""A family announces that a pupil is, or will be, away (capability C62)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from preau.attendance.actions.note_period import LONGEST, crossed_period, gather_days_of
from preau.attendance.events import AbsenceDeclared
from preau.attendance.families import (
    SentFile,
    check_may_justify,
    checked_words,
    keep_proofs,
    read_proofs,
)
from preau.attendance.models import AbsencePeriod
from preau.attendance.reason_kinds import chosen_reason
from preau.attendance.rules import ANNOUNCED_AHEAD
from preau.directory.models import Enrolment, Person
from preau.foundation.ledger.record import record
from preau.kernel import clock, words
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def declare_absence(
    *,
    actor: Actor,
    school_id: int,
    pupil_id: int,
    starts_at: datetime,
    ends_at: datetime,
    reason_id: int,
    explanation: str = "",
    files: Sequence[SentFile] = (),
) -> AbsencePeriod:
    """Announce it, from today on; the same twice is one. Sheets show the pupil as known to be away; vie scolaire
    accepts or refuses: nothing is accepted by itself.

    Errors: `NotAllowed` for who may not explain the absences of this pupil in this school; `NotPossible` for a
    reason that families are not offered for an absence, and for a time that is past, too long, or already told.
    """
    check_may_justify(actor, pupil_id, school_id)
    reason = chosen_reason(school_id, reason_id, [AbsencePeriod.Kind.ABSENCE], by_family=True)
    first_on, last_on = clock.school_day(starts_at), clock.school_day(ends_at - timedelta(seconds=1))
    _check_time(starts_at, ends_at)
    is_here = Enrolment.objects.filter(school_id=school_id, pupil_id=pupil_id, begins_on__lte=last_on)
    if not is_here.exclude(ends_on__lte=first_on).exists():
        raise NotAllowed
    proofs = read_proofs(files)
    # Both parents may announce the same at the same instant.
    Person.objects.select_for_update(no_key=True).filter(pk=pupil_id).first()
    crossed = crossed_period(school_id, pupil_id, starts_at, ends_at)
    if crossed is not None:
        if (crossed.starts_at, crossed.ends_at, crossed.reason_id) == (starts_at, ends_at, reason_id):
            return crossed
        raise NotPossible(
            _("Une absence est déjà connue sur ce temps, du %(first)s au %(last)s.")
            % {"first": words.day(crossed.first_on), "last": words.day(crossed.last_on)},
            field="du",
        )
    now = clock.now()
    period = AbsencePeriod.objects.create(
        school_id=school_id,
        pupil_id=pupil_id,
        origin=AbsencePeriod.Origin.FAMILY,
        starts_at=starts_at,
        ends_at=ends_at,
        first_on=first_on,
        last_on=last_on,
        reason=reason,
        words=checked_words(explanation),
        said_at=now,
        said_by_id=actor.person_id,
        made_at=now,
        made_by_id=actor.person_id,
    )
    if keep_proofs(period, proofs, by_id=actor.person_id):
        period.proof_received_at = now
        period.save(update_fields=["proof_received_at"])
    gather_days_of(period, by_id=actor.person_id)
    record(AbsenceDeclared(school_id, period.pk, pupil_id), actor=actor)
    return period


def _check_time(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise NotPossible(_("La fin doit venir après le début."), field="au")
    if clock.school_day(starts_at) < clock.today():
        raise NotPossible(
            _("Ce jour est passé\u202f: ce que les appels ont noté se justifie sur la page de l’élève."),
            field="du",
        )
    if starts_at > clock.now() + ANNOUNCED_AHEAD:
        raise NotPossible(_("Cette date est trop lointaine\u202f: vérifiez l’année."), field="du")
    if ends_at - starts_at > LONGEST:
        raise NotPossible(_("Une absence ne dépasse pas 200 jours\u202f: vérifiez les dates."), field="au")
