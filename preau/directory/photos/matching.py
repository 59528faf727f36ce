"""Whose photo a file is: the folder names the class, the file the pupil, as people write them. Pure.

`4e B/lea.martin-segala.jpg`, `4EB/MARTIN SEGALA_Léa.JPG` and `4eB/Léa Martin Ségala.png` are the same pupil's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from preau.directory.people.tokens import squeezed

_SUFFIX = re.compile(r"\.(jpe?g|jpe|jfif|png|webp)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Classmate:
    """A pupil of a class, the names by which a folder may call the class, and her own."""

    pupil_id: int
    class_names: tuple[str, ...]
    first_name: str
    last_name: str


class Roster:
    """The pupils of a school by class and by name, read once for an archive."""

    def __init__(self, classmates: Iterable[Classmate]) -> None:
        self._pupils: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        for one in classmates:
            first, last = squeezed(one.first_name), squeezed(one.last_name)
            for class_name in filter(None, map(squeezed, one.class_names)):
                for name in (first + last, last + first):
                    self._pupils[class_name, name].add(one.pupil_id)

    def pupil_of(self, folder: str, file_name: str) -> int | None:
        """The one pupil that this file names; None when there is none, or several of that name."""
        stem = _SUFFIX.sub("", file_name)
        found = self._pupils.get((squeezed(folder), squeezed(stem)), set())
        return next(iter(found)) if len(found) == 1 else None
