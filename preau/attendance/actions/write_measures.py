"""Write what is done about the absenteeism of a pupil in a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from preau.attendance.events_measures import MeasuresWritten
from preau.attendance.models import AbsenteeismMeasures
from preau.attendance.policies import may_treat_absences
from preau.attendance.queries.enrolled import enrolled_pupil
from preau.directory.models import Post
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """What is said: see the model."""

    referent_id: int | None = None
    agreed_on: date | None = None
    agreement: str = ""
    met_on: date | None = None
    measures: str = ""


@action
def write_measures(
    *, actor: Actor, school_id: int, pupil_id: int, month: date, said: MeasureWords, seen: int = 0
) -> None:
    """Write it, or change what was written (`seen`: the version on the screen, 0 for none).

    Errors: `NotAllowed` for who treats no absence here, a pupil of another school, or a referent who does not work
    here; `NotPossible` for a text too long, a day to come, or when somebody wrote meanwhile.
    """
    if not may_treat_absences(actor, school_id):
        raise NotAllowed
    enrolled_pupil(school_id, pupil_id, or_was=True)
    _check(school_id, said)
    first = month.replace(day=1)
    held = (
        AbsenteeismMeasures.objects.select_for_update()
        .filter(school_id=school_id, pupil_id=pupil_id, month=first)
        .first()
    )
    if (held.version if held else 0) != seen:
        raise NotPossible(_("Quelqu’un a écrit ces mesures entre-temps\u202f: rechargez la page."))
    written = held or AbsenteeismMeasures(school_id=school_id, pupil_id=pupil_id, month=first, version=0)
    written.referent_id, written.agreed_on, written.met_on = said.referent_id, said.agreed_on, said.met_on
    written.agreement, written.measures = said.agreement.strip(), said.measures.strip()
    written.version += 1
    written.written_at, written.written_by_id = clock.now(), actor.person_id
    written.save()
    record(MeasuresWritten(school_id, pupil_id), actor=actor)


def _check(school_id: int, said: MeasureWords) -> None:
    today = clock.today()
    for field, day in (("agreed_on", said.agreed_on), ("met_on", said.met_on)):
        if day is not None and day > today:
            raise NotPossible(_("Ce jour n’est pas encore venu."), field=field)
    for field, text in (("agreement", said.agreement), ("measures", said.measures)):
        if len(text) > LONGEST:
            raise NotPossible(_("%(most)s caractères au plus.") % {"most": LONGEST}, field=field)
    if said.referent_id is not None:
        posts = Post.objects.filter(Q(ends_on=None) | Q(ends_on__gt=today), school_id=school_id)
        if not posts.filter(person_id=said.referent_id, begins_on__lte=today).exists():
            raise NotAllowed
