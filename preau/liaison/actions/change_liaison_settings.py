"""Choose what the new words of a school start with (rule B8)."""

from __future__ import annotations

from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed
from preau.liaison.events import LiaisonSettingsChanged
from preau.liaison.models import LiaisonSettings
from preau.liaison.policies import may_set


@action
def change_liaison_settings(*, actor: Actor, school_id: int, shows_other: bool, shows_pupils: bool) -> None:
    """Words already written keep what they chose. Errors: `NotAllowed` for who may not set the book."""
    if not may_set(actor, school_id):
        raise NotAllowed
    LiaisonSettings.objects.update_or_create(
        school_id=school_id, defaults={"shows_other": shows_other, "shows_pupils": shows_pupils}
    )
    record(LiaisonSettingsChanged(school_id), actor=actor)
