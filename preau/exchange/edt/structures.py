"""The groups of the partner's export: what a part of a class is called, and who is in a group."""

from __future__ import annotations

from collections.abc import Iterable

from preau.exchange.edt.records import PartnerExport, PartnerGroup, PartOfDivision, Resource, Use
from preau.exchange.places import Place
from preau.exchange.weekly.notes import Notes
from preau.exchange.weekly.records import (
    TeachingGroup,
)


class Structures:
    """Looks groups up for one export.

    A part of a class goes under the group that is made of it alone, else under its own name, else under the class
    and its `Ident`: that last one is told, since nobody knows it elsewhere.
    """

    def __init__(self, export: PartnerExport, notes: Notes) -> None:
        self._export = export
        self._notes = notes
        self._groups = {ident: self._group(group) for ident, group in export.groups.items()}
        self._alone = {
            group.parts[0]: self._groups[ident]
            for ident, group in export.groups.items()
            if len(group.parts) == 1 and not group.divisions and not group.pupils
        }
        self._inside = {ident: frozenset(group.parts) for ident, group in export.groups.items()}
        self._parts: dict[str, TeachingGroup] = {}

    def all(self) -> tuple[TeachingGroup, ...]:
        """The groups of the file, and the parts of classes that were met; in the order of their codes."""
        by_code = {group.code: group for group in (*self._parts.values(), *self._groups.values())}
        return tuple(by_code[code] for code in sorted(by_code))

    def group(self, ident: str) -> TeachingGroup | None:
        return self._groups.get(ident)

    def part(self, ident: str) -> TeachingGroup | None:
        """The group that a part of a class goes under."""
        if ident in self._alone:
            return self._alone[ident]
        part = self._export.parts.get(ident)
        if part is None:
            return None
        if ident not in self._parts:
            self._parts[ident] = self._named(ident, part)
        return self._parts[ident]

    def groups_of(self, uses: Iterable[Use], place: Place) -> tuple[TeachingGroup, ...]:
        """The groups that attend: a part that is in one of them is not told twice."""
        uses = tuple(uses)
        idents = [use.ident for use in uses if use.kind is Resource.GROUP]
        inside = [self._inside[ident] for ident in idents if ident in self._inside]
        wanted = [(Resource.GROUP, ident, self.group(ident)) for ident in idents]
        wanted += [
            (Resource.PART, use.ident, self.part(use.ident))
            for use in uses
            if use.kind is Resource.PART and not any(use.ident in parts for parts in inside)
        ]
        for kind, ident, group in wanted:
            if group is None:
                self._notes.tell(place, f"{kind} {ident[:40]} n’est pas décrit dans le fichier : laissé de côté")
        return tuple(dict.fromkeys(group for _kind, _ident, group in wanted if group is not None))

    def _group(self, group: PartnerGroup) -> TeachingGroup:
        known, parts = self._export.divisions, self._export.parts
        divisions = {known[ident].code for ident in group.divisions if ident in known}
        divisions |= {parts[ident].division for ident in group.parts if ident in parts}
        return TeachingGroup(group.name, tuple(sorted(divisions)), place=group.place)

    def _named(self, ident: str, part: PartOfDivision) -> TeachingGroup:
        if part.name:
            return TeachingGroup(part.name, (part.division,), place=part.place)
        self._notes.tell(
            part.place,
            f"une partie de la classe « {part.division} » n’a pas de nom : elle est appelée « {part.division} "
            f"partie {ident} ». Donnez-lui un nom, ou un groupe, dans EDT",
        )
        return TeachingGroup(f"{part.division} partie {ident}", (part.division,), place=part.place)
