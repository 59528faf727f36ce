"""Put threads away: archives, bin, a folder; or back in the inbox."""

from __future__ import annotations

from collections.abc import Sequence

from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed
from preau.messaging.filing import folder_of_kind, own_copies, own_folder
from preau.messaging.models import Folder


@action
def file_threads(*, actor: Actor, thread_ids: Sequence[int], place: str) -> None:
    """`place`: `reception`, `archives`, `corbeille`, or the id of a folder of hers. Others keep theirs where it
    is. `NotAllowed` for threads or a folder that are not hers.
    """
    mine = own_copies(actor, thread_ids)
    if not mine.exists():
        raise NotAllowed
    if place == "reception":
        folder = None
    elif place in {Folder.Kind.ARCHIVE, Folder.Kind.BIN}:
        folder = folder_of_kind(actor, place)
    else:
        folder = own_folder(actor, int(place) if place.isascii() and place.isdigit() and len(place) < 19 else 0)
    mine.update(folder=folder)
