"""Where something was read in a file, and what is odd there: what the readers of whole files tell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """The file as its reader names it, the line from 1 (of a JSON answer: the rank of the record)."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Anomaly:
    """Something to tell: where, and why. The rest comes in."""

    place: Place
    reason: str
