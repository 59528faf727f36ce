"""Go on under another profile."""

from __future__ import annotations

from preau.access.events import ProfileSwitched
from preau.access.models import Account
from preau.access.sessions import Opened, rotate
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor, Profile
from preau.kernel.refusals import NotAllowed


@action
def switch_profile(*, actor: Actor, profile: Profile) -> Opened:
    """The same session under another of the person's profiles, with a new secret.

    `NotAllowed` for a profile she does not hold. The choice is remembered for the next sign-in.
    """
    if profile not in actor.profiles:
        raise NotAllowed
    opened = rotate(actor.session_id, profile=profile)
    Account.objects.filter(pk=actor.account_id).update(preferred_profile=profile.value)
    record(ProfileSwitched(actor.session_id, profile.value), actor=actor)
    return opened
