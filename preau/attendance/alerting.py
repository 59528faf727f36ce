"""How each person is reached outside of Préau when a pupil is absent: as `outreach` says (capability C63)."""

from __future__ import annotations

from collections.abc import Iterable

from preau.outreach.contacts import Reach, reaches_at_once, those_at_once

#: The category of notices whose choice counts here.
KIND = "attendance:absence"


def alert_reaches(people: Iterable[int]) -> tuple[Reach, ...]:
    """Those who want absences at once, by each channel that they chose and that leads to them. Who chose otherwise
    reads it in the page and in her digest.
    """
    return reaches_at_once(those_at_once(people, KIND))
