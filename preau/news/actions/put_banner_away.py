"""Put a banner away, for oneself, until it changes (C26)."""

from __future__ import annotations

from preau.access.bands import put_away
from preau.foundation.rooms.bands import Seen
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed
from preau.news.banners import standing_for


@action
def put_banner_away(*, actor: Actor, seen: Seen, key: str) -> None:
    """`key` names a banner as it is now, among those that this person `seen`. Twice is once. A preference is no
    fact: nothing goes to the ledger.

    Errors: `NotAllowed` for what she is not shown, and for what is urgent: it stays.
    """
    if key in seen.put_away:
        return
    shown = {one.key: one for one in standing_for(actor, seen)}
    if key not in shown or not shown[key].may_be_put_away:
        raise NotAllowed
    put_away(actor, key)
