"""Pin, unpin or move up a service among one's favourites."""

from __future__ import annotations

from preau.foundation.rooms.registry import services
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed
from preau.portal.models import Favourite

PIN, UNPIN, RAISE = CHANGES = "epingler", "retirer", "monter"


@action
def arrange_favourites(*, actor: Actor, service: str, change: str) -> None:
    """`change` is `epingler`, `retirer` or `monter`. A personal preference: nothing is recorded.

    Error: `NotAllowed` for a service that this profile does not have, or another change.
    """
    is_offered = any(known.name == service and actor.profile in known.profiles for known in services())
    if not is_offered or change not in CHANGES:
        raise NotAllowed
    kept = list(Favourite.objects.filter(person_id=actor.person_id).values_list("service", flat=True))
    order = _changed(kept, service, change)
    if order == kept:
        return
    Favourite.objects.filter(person_id=actor.person_id).delete()
    # The same button pressed twice at once: the second finds the row of the first, and leaves it one.
    Favourite.objects.bulk_create(
        [Favourite(person_id=actor.person_id, service=name, rank=rank) for rank, name in enumerate(order)],
        update_conflicts=True,
        unique_fields=["person", "service"],
        update_fields=["rank"],
    )


def _changed(kept: list[str], service: str, change: str) -> list[str]:
    if change == PIN:
        return kept if service in kept else [*kept, service]
    others = [name for name in kept if name != service]
    if change == UNPIN or service not in kept:
        return others
    at = max(kept.index(service) - 1, 0)
    return [*others[:at], service, *others[at:]]
