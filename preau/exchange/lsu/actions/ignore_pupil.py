"""« Ignorer cet élève »: leave a pupil out of the file, which is then checked again."""

from __future__ import annotations

from preau.directory.models import Enrolment, SchoolYear
from preau.exchange.lsu.asking import ask_again
from preau.exchange.lsu.events import PupilIgnored
from preau.exchange.lsu.models import IgnoredPupil
from preau.exchange.lsu.policies import may_export
from preau.exchange.lsu.rules import PERIODS
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def ignore_pupil(*, actor: Actor, school_id: int, year_id: int, pupil_id: int, period: str = "") -> None:
    """Of one period (`trimestre-1`, `cycle`), or of the whole year, until she is taken back. Twice has one effect.

    Errors: `NotAllowed` for who does not export here, a pupil who was never of this school, or a period
    that does not exist.
    """
    is_hers = Enrolment.objects.filter(school_id=school_id, pupil_id=pupil_id).exists()
    is_of_a_year = period in PERIODS and SchoolYear.objects.filter(pk=year_id).exists()
    if not may_export(actor, school_id) or not is_hers or not is_of_a_year:
        raise NotAllowed
    _one, is_new = IgnoredPupil.objects.get_or_create(
        school_id=school_id, year_id=year_id, pupil_id=pupil_id, period=period,
        defaults={"ignored_at": clock.now(), "ignored_by_id": actor.person_id},
    )  # fmt: skip
    if is_new:
        ask_again(actor, school_id, year_id)
        record(PupilIgnored(school_id, pupil_id, period), actor=actor)
