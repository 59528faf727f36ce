"""Write a piece of news for several schools (capability C40)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible
from preau.news.events import ItemWritten
from preau.news.keeping import begin_item
from preau.news.policies import may_publish_above
from preau.news.writing import ItemWords, check_words


@action
def write_item_above(
    *, actor: Actor, school_ids: Sequence[int], origin: str, said: ItemWords, key: uuid.UUID | None = None
) -> int:
    """Begin an item of the Region, an académie or a département (`origin`) for these schools: one body (C40).

    Errors: `NotAllowed` unless the actor administers all of them; `NotPossible` for what does not hold.
    """
    if not may_publish_above(actor, school_ids):
        raise NotAllowed
    if said.takes_comments:
        raise NotPossible(_("Ce qui se publie dans plusieurs établissements ne se commente pas."))
    check_words(said, None)
    item_id, is_new = begin_item(actor, said, key, schools=sorted(set(school_ids)), origin=origin)
    if is_new:
        record(ItemWritten(None, item_id, 1), actor=actor)
    return item_id
