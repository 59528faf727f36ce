"""Remove a folder of one's own."""

from __future__ import annotations

from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.messaging.actions.write_folder import changeable_folder
from preau.messaging.models import Copy


@action
def remove_folder(*, actor: Actor, folder_id: int) -> None:
    """What it held is in the inbox again. `NotAllowed` for a folder that is not hers to remove."""
    folder = changeable_folder(actor, folder_id)
    Copy.objects.filter(person_id=actor.person_id, folder=folder).update(folder=None)
    folder.delete()
