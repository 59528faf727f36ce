"""Take a banner down (C26)."""

from __future__ import annotations

from preau.access.bands import bands_changed
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor, Profile
from preau.news.actions.write_banner import banner_to_change
from preau.news.events import BannerWritten


@action
def withdraw_banner(*, actor: Actor, banner_id: int) -> None:
    """Nobody sees it from the next page on. Twice is once.

    Errors: `NotAllowed` unless all its schools are the actor's to address.
    """
    banner = banner_to_change(actor, banner_id)
    if banner.withdrawn_at is not None:
        return
    banner.withdrawn_at = clock.now()
    banner.save(update_fields=["withdrawn_at"])
    bands_changed()
    school_id = None if actor.is_a(Profile.AGENT) else banner.schools[0]
    record(BannerWritten(school_id, banner.pk, list(banner.schools)), actor=actor)
