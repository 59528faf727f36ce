"""The mentions a school starts with (rule B3: not regulated; those of Edifice). It then keeps its own.

The migration that makes the tables writes them in each school, a trigger in a school that comes later.
"""

from __future__ import annotations

from typing import NamedTuple


class StartingMention(NamedTuple):
    """A warning is offered only where the school wants it: it is no sanction."""

    label: str
    is_warning: bool = False


MENTIONS = (
    StartingMention("Félicitations à l’unanimité"),
    StartingMention("Félicitations"),
    StartingMention("Compliments"),
    StartingMention("Encouragements"),
    StartingMention("Avertissement de travail", is_warning=True),
    StartingMention("Avertissement de conduite", is_warning=True),
)
