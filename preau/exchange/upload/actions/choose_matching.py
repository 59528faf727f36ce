"""The second step and the fourth: what the school answers about an import under way."""

from __future__ import annotations

from preau.exchange.upload.choices import Choices
from preau.exchange.upload.events import MatchingChosen
from preau.exchange.upload.models import SchoolImport
from preau.exchange.upload.policies import may_import_files, visible_imports
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def choose_matching(*, actor: Actor, school_id: int, import_id: int, choices: Choices) -> None:
    """Keep the answers with the import. Nothing of the school changes.

    Errors: `NotAllowed` for who does not import here, and for an import that is not under way.
    """
    if not may_import_files(actor, school_id):
        raise NotAllowed
    under_way = visible_imports(actor).filter(
        school_id=school_id, pk=import_id, state=SchoolImport.State.UNDER_WAY
    )
    if not under_way.update(choices=choices.as_json()):
        raise NotAllowed
    record(MatchingChosen(school_id, import_id), actor=actor)
