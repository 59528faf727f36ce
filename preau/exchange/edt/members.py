"""Who is in which class and which group, from the pupils of the partner's export."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from preau.exchange.edt.records import PartnerExport, Resource, Stay
from preau.exchange.edt.structures import Structures
from preau.exchange.weekly.records import MOST_MEMBERS, GroupMember


def members_of(export: PartnerExport, structures: Structures) -> tuple[GroupMember, ...]:
    """Each once, in the order of the file. A pupil of a class or a part is in the groups that are made of it."""
    return tuple(dict.fromkeys(islice(_members(export, structures), MOST_MEMBERS)))


def _members(export: PartnerExport, structures: Structures) -> Iterator[GroupMember]:
    made_of: defaultdict[tuple[Resource, str], list[str]] = defaultdict(list)
    for ident, group in export.groups.items():
        for kind, idents in ((Resource.DIVISION, group.divisions), (Resource.PART, group.parts)):
            for inside in idents:
                made_of[kind, inside].append(ident)
    for stay in export.stays:
        if stay.pupil not in export.pupils:
            continue
        pupil = export.pupils[stay.pupil]
        for code, is_division in _codes(stay, export, structures, made_of[stay.kind, stay.ident]):
            yield GroupMember(pupil, code, is_division, stay.begins_on, stay.ends_on)
    for group in export.groups.values():
        for ident in group.pupils:
            if ident in export.pupils:
                yield GroupMember(export.pupils[ident], group.name, is_division=False)


def _codes(
    stay: Stay, export: PartnerExport, structures: Structures, groups: list[str]
) -> Iterator[tuple[str, bool]]:
    """The class or group that a stay is in, and the groups made of it."""
    if stay.kind is Resource.DIVISION and stay.ident in export.divisions:
        yield export.divisions[stay.ident].code, True
    if stay.kind is Resource.PART and not groups and (part := structures.part(stay.ident)):
        yield part.code, False
    for ident in groups:
        yield export.groups[ident].name, False
