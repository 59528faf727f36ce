"""Give a département or the Region its logo, or take it away."""

from __future__ import annotations

from preau.console.network import collectivities_of
from preau.console.policies import may_describe_network
from preau.directory.events import CollectivityLogoSet
from preau.directory.models import CollectivityLogo
from preau.directory.photos.logo import drawn_logo
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def set_collectivity_logo(*, actor: Actor, collectivity: str, content: bytes | None) -> None:
    """It is shown at the head of what its schools print; None: no logo.

    Errors: `NotAllowed` for a collectivity of which the actor does not administer all the schools; `NotPossible`
    for what is no image.
    """
    if not may_describe_network(actor) or collectivity not in {line.name for line in collectivities_of(actor)}:
        raise NotAllowed
    if content is None:
        gone, _rows = CollectivityLogo.objects.filter(collectivity=collectivity).delete()
        if gone:
            record(CollectivityLogoSet(collectivity, ""), actor=actor)
        return
    logo = drawn_logo(content)
    CollectivityLogo.objects.update_or_create(
        collectivity=collectivity,
        defaults={"content": logo.content, "digest": logo.digest, "received_at": clock.now()},
    )
    record(CollectivityLogoSet(collectivity, logo.digest), actor=actor)
