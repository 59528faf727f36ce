"""Throw away what one was writing, or one file of it."""

from __future__ import annotations

from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed
from preau.messaging.drafting import own_draft
from preau.messaging.models import Attachment


@action
def drop_draft(*, actor: Actor, school_id: int, draft_id: int, file_id: int | None = None) -> None:
    """With its files; or the file `file_id` alone. `NotAllowed` for a draft of somebody else."""
    draft = own_draft(actor, school_id, draft_id)
    if file_id is None:
        draft.delete()
    elif not Attachment.objects.filter(draft=draft, pk=file_id).delete()[0]:
        raise NotAllowed
