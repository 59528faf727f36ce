"""The classes and groups of a timetable, as comparing knows them."""

from __future__ import annotations

from collections.abc import Iterator

from preau.exchange.places import Place
from preau.exchange.upload.people.told import ToldGroup
from preau.exchange.weekly.records import Timetable


def told_groups(timetable: Timetable) -> Iterator[ToldGroup]:
    """Those that are described, then those that lessons name, each once."""
    nowhere = Place(timetable.file, 1)
    seen: set[tuple[bool, str]] = set()
    described = [
        *((True, one.code, getattr(one, "label", ""), one.aliases, one.place) for one in timetable.divisions),
        *((False, one.code, "", one.aliases, one.place) for one in timetable.groups),
    ]
    for lesson in timetable.lessons:
        described += [(True, code, "", (), lesson.place) for code in lesson.divisions]
        described += [(False, group.code, "", group.aliases, lesson.place) for group in lesson.groups]
    for is_division, code, label, aliases, place in described:
        if code and (is_division, code) not in seen:
            seen.add((is_division, code))
            yield ToldGroup(place or nowhere, is_division, code, label, aliases=aliases)
