"""Name a way of coming and going, and say when it lets pupils leave."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from preau.attendance.events_elsewhere import ExitRegimeWritten
from preau.attendance.models import ExitRegime
from preau.attendance.policies import may_set_attendance
from preau.attendance.rules import LONGEST_REGIME, MOST_REGIMES
from preau.directory.models import School
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@dataclass(frozen=True, slots=True)
class Leave:
    """When a regime lets a pupil leave; the same names as `ExitRegime`."""

    leaves_when_free: bool = False
    leaves_when_cancelled: bool = False
    leaves_at_lunch: bool = False
    needs_agreement: bool = True
    hue: int = 0


@action
def write_exit_regime(
    *, actor: Actor, school_id: int, label: str, leave: Leave, regime_id: int | None = None
) -> ExitRegime:
    """A new one, or (`regime_id`) that one changed: the board says the new right at once.

    Errors: `NotAllowed` for who does not set presence here, or a regime of another school; `NotPossible` for no
    name, a name too long or taken, or an eleventh regime.
    """
    if not may_set_attendance(actor, school_id):
        raise NotAllowed
    if leave.hue not in range(10):
        raise NotAllowed
    # Two people who add one at the same instant follow each other, so that ten stays ten.
    School.objects.select_for_update(no_key=True).get(pk=school_id)
    label = " ".join(label.split())
    of_school = ExitRegime.objects.filter(school_id=school_id)
    if not label or len(label) > LONGEST_REGIME:
        raise NotPossible(_("Donnez un nom de 60 caractères au plus."), field="label")
    if of_school.filter(label__iexact=label).exclude(pk=regime_id or 0).exists():
        raise NotPossible(_("Un régime porte déjà ce nom."), field="label")
    if regime_id is None:
        if of_school.count() >= MOST_REGIMES:
            raise NotPossible(_("Un établissement a dix régimes de sortie au plus\u202f: changez l’un d’eux."))
        regime = ExitRegime(school_id=school_id)
    else:
        found = of_school.filter(pk=regime_id).first()
        if found is None:
            raise NotAllowed
        regime = found
    regime.label = label
    for name, value in asdict(leave).items():
        setattr(regime, name, value)
    regime.save()
    record(ExitRegimeWritten(school_id, regime.pk), actor=actor)
    return regime
