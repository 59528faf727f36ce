"""Forget the files that were asked for too long ago, what was found of them, and whom past years left out."""

from __future__ import annotations

from preau.exchange.lsu.events import LivretsForgotten
from preau.exchange.lsu.models import IgnoredPupil, LivretFile, LivretFinding
from preau.exchange.lsu.rules import IGNORED_KEPT_FOR, KEPT_FOR
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed


@action
def forget_files(*, actor: Actor) -> int:
    """Those of every school in scope; how many. Préau's own work. Errors: `NotAllowed` for anybody else."""
    if actor is not SYSTEM:
        raise NotAllowed
    before = clock.today() - IGNORED_KEPT_FOR
    IgnoredPupil.objects.filter(year__ends_on__lt=before).delete()
    old = LivretFile.objects.filter(asked_at__lt=clock.now() - KEPT_FOR)
    school_ids = list(old.values_list("school_id", flat=True))
    if not school_ids:
        return 0
    LivretFinding.objects.filter(school_id__in=school_ids).delete()
    old.delete()
    record(LivretsForgotten(school_ids), actor=actor)
    return len(school_ids)
