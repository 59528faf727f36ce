"""Abandon an import under way: its files are erased at once."""

from __future__ import annotations

from preau.exchange.upload.events import ImportGivenUp
from preau.exchange.upload.models import SchoolImport, UploadedFile
from preau.exchange.upload.policies import may_import_files
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import SYSTEM, Actor
from preau.kernel.refusals import NotAllowed


@action
def give_up_import(*, actor: Actor, school_id: int, import_id: int) -> None:
    """Nothing of the school changed, and nothing will. Préau itself does this when files have waited too long.

    Errors: `NotAllowed` for who does not import here, and for an import that is not under way.
    """
    if actor is not SYSTEM and not may_import_files(actor, school_id):
        raise NotAllowed
    under_way = SchoolImport.objects.filter(school_id=school_id, pk=import_id, state=SchoolImport.State.UNDER_WAY)
    if not under_way.update(state=SchoolImport.State.GIVEN_UP, choices={}):
        raise NotAllowed
    UploadedFile.objects.filter(school_id=school_id, of_id=import_id).delete()
    record(ImportGivenUp(school_id, import_id), actor=actor)
