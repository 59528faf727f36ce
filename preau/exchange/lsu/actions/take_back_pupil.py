"""Take a pupil who was left out back into the file, which is then checked again."""

from __future__ import annotations

from preau.exchange.lsu.asking import ask_again
from preau.exchange.lsu.events import PupilTakenBack
from preau.exchange.lsu.models import IgnoredPupil
from preau.exchange.lsu.policies import may_export
from preau.exchange.lsu.rules import PERIODS
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def take_back_pupil(*, actor: Actor, school_id: int, year_id: int, pupil_id: int, period: str = "") -> None:
    """Of this period, or of the whole year. Twice has one effect.

    Errors: `NotAllowed` for who does not export here, or a period that does not exist.
    """
    if not may_export(actor, school_id) or period not in PERIODS:
        raise NotAllowed
    ignored = IgnoredPupil.objects.filter(school_id=school_id, year_id=year_id, pupil_id=pupil_id, period=period)
    if ignored.delete()[0]:
        ask_again(actor, school_id, year_id)
        record(PupilTakenBack(school_id, pupil_id, period), actor=actor)
