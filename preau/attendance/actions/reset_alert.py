"""Say that an alert was dealt with: what counts for it starts again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preau.attendance.events import AlertWasReset
from preau.attendance.models import AbsencePeriod, AlertReset
from preau.attendance.policies import may_treat_absences
from preau.directory.models import Enrolment
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

#: What alerts count.
KINDS = (AbsencePeriod.Kind.ABSENCE, AbsencePeriod.Kind.LATE)
#: Characters of what was done, at most.
LONGEST = 1000


@action
def reset_alert(*, actor: Actor, school_id: int, pupil_id: int, kind: str, words: str = "") -> AlertReset:
    """Twice within the same minute is once.

    Errors: `NotAllowed` for who treats no absence here, a pupil of another school or a kind that raises no alert;
    `NotPossible` for words too long.
    """
    if not may_treat_absences(actor, school_id) or kind not in KINDS:
        raise NotAllowed
    if not Enrolment.objects.filter(school_id=school_id, pupil_id=pupil_id).exists():
        raise NotAllowed
    if len(words) > LONGEST:
        raise NotPossible(_("Le commentaire ne peut dépasser 1\u202f000 caractères."), field="commentaire")
    now = clock.now()
    minute = now.replace(second=0, microsecond=0)
    mine = AlertReset.objects.filter(school_id=school_id, pupil_id=pupil_id, kind=kind, reset_at__gte=minute)
    known = mine.first()
    if known is not None:
        return known
    done = AlertReset.objects.create(
        school_id=school_id, pupil_id=pupil_id, kind=kind, words=words.strip(), reset_at=now,
        reset_by_id=actor.person_id,
    )  # fmt: skip
    record(AlertWasReset(school_id, pupil_id, kind), actor=actor)
    return done
