"""What came to people since an instant: kinds of news, brought by the manifests of rooms, told in one digest.

A room that has its own list in the page (a box of messages, a liaison book) writes no notice per person: it says,
for a batch of persons at once, what came to each between two instants and is still unread. What is told in
« Quoi de neuf » needs no source: it is read from there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One thing that came to a person, under the hat `profile` (its value). `title` says who and of what sort,
    never a content: it goes in a mail. `path` is the page that says more. Two lines of one path are told once.
    """

    at: datetime
    profile: str
    about_pupil_id: int | None
    title: str
    path: str


#: `lines(person ids, since, until)`: what came in [since, until) and is unread, by person.
Lines = Callable[[Sequence[int], datetime, datetime], Mapping[int, tuple[DigestLine, ...]]]


@dataclass(frozen=True, slots=True)
class DigestSource:
    """`kind` is a category of the notices catalogue. `lines` is set-based: a few statements whatever the number of
    persons (some hundreds at once); the scope of all their schools is open. It is called under the language of
    these persons: its titles are translated as it makes them.
    """

    kind: str
    lines: Lines
