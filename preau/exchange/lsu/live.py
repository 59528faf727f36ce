"""Which open page a fact of the national record concerns: that of the file, when it is asked for and when made."""

from __future__ import annotations

from preau.exchange.lsu.events import LivretAsked, LivretChecked
from preau.exchange.lsu.policies import may_export
from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.live.touch import touch
from preau.kernel.actor import Actor


def topic_of(school_id: int) -> str:
    """What the page listens to."""
    return f"livret:{school_id}"


@on(LivretAsked)
def touch_when_asked(event: LivretAsked, recorded: Recorded) -> None:
    """Somebody else of the office asked for it."""
    touch([topic_of(event.school_id)], recorded.id)


@on(LivretChecked)
def touch_when_made(event: LivretChecked, recorded: Recorded) -> None:
    """The worker is done."""
    touch([topic_of(event.school_id)], recorded.id)


def may_listen(actor: Actor, rest: str) -> bool:
    """`livret:<school>`: who exports there; the page asked again decides the rest."""
    return rest.isdigit() and may_export(actor, int(rest))
