"""The rooms of a school: enough of each kind for what is taught there."""

from __future__ import annotations

from collections import Counter, defaultdict

from preau.exchange.region.scheduling import Room
from preau.exchange.region.teaching import Teaching

#: Kind of room → the words of its code. Ordinary rooms are numbered by floor.
_NAMES = {
    "labo": "SC", "techno": "TEC", "info": "INFO", "arts": "ARTS", "musique": "MUS", "gymnase": "GYM",
    "atelier": "AT",
}  # fmt: skip
#: Hours a week that one room is counted to serve, of the thirty-six there are.
_SERVES = 22.0


def rooms_of(teaching: Teaching) -> list[Room]:
    """As many rooms of each kind as the hours ask, and one more."""
    hours: dict[str, float] = defaultdict(float)
    together: Counter[str] = Counter()
    for block in teaching.blocks:
        length = sum(session.hours for session in block.sessions)
        at_once: Counter[str] = Counter()
        for part in block.parts:
            hours[part.subject.place] += length
            at_once[part.subject.place] += 1
        together |= at_once
    found = []
    for place in sorted(hours):
        count = max(int(hours[place] / _SERVES) + 2, together[place] + 1)
        found += [Room(_code(place, n), place) for n in range(count)]
    return found


def _code(place: str, n: int) -> str:
    if place == "salle":
        return f"{'ABCD'[n // 18 % 4]}{n // 6 % 3}{n % 6 + 1:02d}"
    return f"{_NAMES[place]}{n + 1}"
