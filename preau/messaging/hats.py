"""Profiles as the copies of a box keep them: a number of two bytes."""

from __future__ import annotations

from preau.kernel.actor import Profile
from preau.messaging.models import Copy

#: The profiles in the order of their numbers: `array_position(%(hats)s, profile)` is the number, in SQL.
HATS = [hat.label for hat in Copy.Hat]


def hat_of(profile: Profile) -> int:
    """The number of this profile in a copy."""
    return HATS.index(profile.value) + 1
