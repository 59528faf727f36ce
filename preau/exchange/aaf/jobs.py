"""What the directory feed does by night."""

from __future__ import annotations

from preau.exchange.aaf.actions.mark_leavers import mark_leavers
from preau.exchange.aaf.actions.remind_leavers import remind_leavers
from preau.foundation.jobs.job import scheduled
from preau.kernel.actor import SYSTEM


@scheduled("20 3 * * *")
def mark_leavers_each_night() -> None:
    """After the deliveries of the night (capability C19)."""
    mark_leavers(actor=SYSTEM)


@scheduled("40 3 * * *")
def remind_leavers_each_night() -> None:
    """Once it is known who is still there."""
    remind_leavers(actor=SYSTEM)
