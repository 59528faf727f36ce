"""What every action of a collective absence checks and writes: its words, its pupils, their periods."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.db.models import F
from django.utils.translation import gettext as _

from preau.attendance.models import (
    Absence,
    AbsencePeriod,
    AbsenceReason,
    CollectiveAbsence,
    CollectiveAbsenceVersion,
)
from preau.directory.models import Enrolment
from preau.kernel import clock
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

#: Characters of what the pupils do, at most.
LONGEST_LABEL = 80
#: How many pupils go together, at most.
MOST_PUPILS = 3000
#: Longer than this, it is another schooling.
LONGEST = timedelta(days=200)

#: What a version keeps.
KEPT = ("label", "starts_at", "ends_at", "reason_id", "cancelled_at", "cancelled_why")


def days_of(starts_at: datetime, ends_at: datetime) -> tuple[date, date]:
    """Its first and its last day in Paris."""
    return clock.school_day(starts_at), clock.school_day(ends_at - timedelta(seconds=1))


def checked_label(label: str) -> str:
    """The label without blanks around it."""
    label = " ".join(label.split())
    if not label:
        raise NotPossible(_("Donnez un nom\u202f: les enseignants et les familles le lisent."), field="nom")
    if len(label) > LONGEST_LABEL:
        raise NotPossible(_("Donnez un nom de 80 caractères au plus."), field="nom")
    return label


def check_time(starts_at: datetime, ends_at: datetime) -> None:
    """It lasts, and not for ever."""
    if ends_at <= starts_at:
        raise NotPossible(_("La fin doit venir après le début."), field="fin")
    if ends_at - starts_at > LONGEST:
        raise NotPossible(_("Une absence ne dépasse pas 200 jours\u202f: vérifiez les dates."), field="fin")


def checked_reason(school_id: int, reason_id: int, *, kept_id: int | None = None) -> AbsenceReason:
    """A reason of absence of this school that is offered, or the one it had already (`kept_id`). One that asks
    each family for a proof, or that is of health, is the matter of one pupil.
    """
    reason = AbsenceReason.objects.filter(school_id=school_id, pk=reason_id, kind="absence").first()
    if reason is None:
        raise NotAllowed
    is_of_one = reason.hidden_at is not None or reason.needs_proof or reason.is_health
    if is_of_one and reason.pk != kept_id:
        raise NotPossible(_("Ce motif n’est pas celui d’un groupe\u202f: choisissez-en un autre."), field="motif")
    return reason


def check_pupils(school_id: int, pupil_ids: Collection[int], first_on: date, last_on: date) -> None:
    """Every one of them is of this school in that time; `NotAllowed` otherwise."""
    if not are_here(school_id, pupil_ids, first_on, last_on):
        raise NotAllowed


def are_here(school_id: int, pupil_ids: Collection[int], first_on: date, last_on: date) -> bool:
    """True when all of them are of this school at some moment of these days."""
    here = Enrolment.objects.filter(school_id=school_id, pupil_id__in=pupil_ids, begins_on__lte=last_on)
    return set(here.exclude(ends_on__lte=first_on).values_list("pupil_id", flat=True)) == set(pupil_ids)


def locked(school_id: int, collective_id: int) -> CollectiveAbsence:
    """The one of this id, while nobody else changes it; `NotAllowed` when this school has none."""
    found = CollectiveAbsence.objects.select_for_update().filter(school_id=school_id, pk=collective_id).first()
    if found is None:
        raise NotAllowed
    return found


def check_stands(collective: CollectiveAbsence) -> None:
    """What was cancelled does not change any more."""
    if collective.cancelled_at is not None:
        raise NotPossible(_("Cette absence collective est annulée\u202f: créez-en une autre."))


def keep_collective(collective: CollectiveAbsence, *, by_id: int) -> None:
    """Keep it as it is, before a change; it counts one version more (to be saved)."""
    CollectiveAbsenceVersion.objects.create(
        school_id=collective.school_id,
        collective=collective,
        version=collective.version,
        before={name: _plain(getattr(collective, name)) for name in KEPT},
        changed_at=clock.now(),
        changed_by_id=by_id,
    )
    collective.version += 1


def write_periods(actor: Actor, collective: CollectiveAbsence, pupil_ids: Iterable[int]) -> list[AbsencePeriod]:
    """One period for each pupil, in one statement: said by the school, and settled."""
    now = clock.now()
    return AbsencePeriod.objects.bulk_create(
        AbsencePeriod(
            school_id=collective.school_id,
            pupil_id=pupil_id,
            origin=AbsencePeriod.Origin.COLLECTIVE,
            collective=collective,
            starts_at=collective.starts_at,
            ends_at=collective.ends_at,
            first_on=collective.first_on,
            last_on=collective.last_on,
            reason_id=collective.reason_id,
            said_at=now,
            said_by_id=actor.person_id,
            admissibility=AbsencePeriod.Admissibility.ACCEPTED,
            decided_at=now,
            decided_by_id=actor.person_id,
            made_at=now,
            made_by_id=actor.person_id,
        )
        for pupil_id in sorted(pupil_ids)
    )


def standing_periods(collective: CollectiveAbsence) -> list[AbsencePeriod]:
    """Those of its pupils who go, locked."""
    mine = AbsencePeriod.objects.select_for_update().filter(
        school_id=collective.school_id, collective=collective, withdrawn_at=None
    )
    return list(mine.order_by("pk"))


def change_periods(periods: Iterable[AbsencePeriod], **columns: object) -> None:
    """Write the same columns in all of them, in one statement; their former versions are kept already."""
    AbsencePeriod.objects.filter(pk__in=[one.pk for one in periods]).update(**columns, version=F("version") + 1)


def let_go(periods: Iterable[AbsencePeriod]) -> None:
    """What rolls noted belongs to none of them any more: it is gathered again on its own."""
    Absence.objects.filter(period_id__in=[one.pk for one in periods]).update(period=None)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
