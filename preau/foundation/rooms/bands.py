"""What a room puts at the top of every page of the people it concerns (capability C26)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from preau.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Seen:
    """What the session says without being asked: the version of what stands, and what the person put away."""

    version: int = 0
    put_away: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Band:
    """A line ready to print. `tone`: info, warning or danger, said in words by `title`. `put_away_url` is empty
    when it stays whatever the person wishes.
    """

    tone: str
    title: str
    text: str
    put_away_url: str = ""


#: What stands for this actor now. It asks the database only when the version is one it has never seen.
BandSource = Callable[[Actor, Seen], tuple[Band, ...]]
