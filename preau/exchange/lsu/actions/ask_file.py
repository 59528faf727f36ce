"""« Contrôler »: ask for the file of a year, of some periods, in a version. The worker fills and checks it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from preau.exchange.lsu.asking import ask
from preau.exchange.lsu.events import LivretAsked
from preau.exchange.lsu.policies import may_export
from preau.exchange.lsu.queries import choices_of
from preau.exchange.lsu.versions import version_named
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def ask_file(*, actor: Actor, school_id: int, year_id: int, periods: Sequence[str], version: str) -> None:
    """It takes the place of the one that was asked before.

    Errors: `NotAllowed` for who does not export here; `NotPossible` for a version that is not known, no period, or
    one that this year does not have here.
    """
    if not may_export(actor, school_id):
        raise NotAllowed
    version_named(version)
    known = {period.key for year in choices_of(school_id) if year.year_id == year_id for period in year.periods}
    if not periods or not known.issuperset(periods):
        raise NotPossible(_("Choisissez au moins une période de l’année, parmi celles de l’établissement."))
    ask(actor, school_id, year_id, sorted(set(periods)), version)
    record(LivretAsked(school_id, version, sorted(set(periods))), actor=actor)
