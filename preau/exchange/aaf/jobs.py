"""What the directory feed does by night."""

from __future__ import annotations

from preau.exchange.aaf.actions.mark_leavers import mark_leavers
from preau.foundation.jobs.job import scheduled
from preau.kernel.actor import SYSTEM


@scheduled("20 3 * * *")
def mark_leavers_each_night() -> None:
    """After the deliveries of the night (capability C19)."""
    mark_leavers(actor=SYSTEM)
