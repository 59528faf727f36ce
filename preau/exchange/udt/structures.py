"""What the classes, groups and regroupings of an export are called outside it.

A class goes by its official code (`code_gep`) when no other class has the same; a group by its code in STS
(`code_sts`), else by the class and its own code; a regrouping by its name. Groups that share a name are one.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from preau.exchange.places import Place
from preau.exchange.udt.records import DivisionCard, Export
from preau.exchange.weekly.notes import Odd
from preau.exchange.weekly.records import (
    Division,
    TeachingGroup,
)

_Inside = tuple[str, str]


class Structures:
    """Looks classes and groups up for one export, by the codes of its files."""

    def __init__(self, export: Export) -> None:
        used = Counter(code for card in export.divisions for code in {card.official, card.code})
        self._divisions = {
            card.code: _division(card, is_alone=used[card.official] == 1) for card in export.divisions
        }
        members: defaultdict[str, set[str]] = defaultdict(set)
        aliases: defaultdict[str, dict[str, None]] = defaultdict(dict)
        places: dict[str, Place] = {}
        self._names: dict[_Inside, str] = {}
        for card in export.groups:
            own = f"{card.division}{card.code}"
            name = card.sts_code or own
            self._names[card.division, card.code] = name
            members[name].add(self.called(card.division))
            aliases[name].update({own: None} if own != name else {})
            places.setdefault(name, card.place)
        self._regroupings: dict[str, str] = {}
        self._inside: defaultdict[_Inside, set[str]] = defaultdict(set)
        for line in export.regroupings:
            self._regroupings[line.code] = line.name
            members[line.name].update({self.called(line.division)} if line.division else ())
            places.setdefault(line.name, line.place)
            self._inside[line.division, line.group].add(line.name)
        self._groups = {
            name: TeachingGroup(name, tuple(sorted(of)), tuple(aliases[name]), places[name])
            for name, of in members.items()
        }

    def divisions(self) -> tuple[Division, ...]:
        return tuple(sorted(self._divisions.values(), key=lambda division: division.code))

    def groups(self) -> tuple[TeachingGroup, ...]:
        return tuple(self._groups[name] for name in sorted(self._groups))

    def called(self, division: str) -> str:
        """The code of a class; its own when the export does not describe it."""
        known = self._divisions.get(division)
        return known.code if known else division

    def attending(
        self, division: str, group: str, regrouping: str
    ) -> tuple[tuple[str, ...], tuple[TeachingGroup, ...]]:
        """Who a line is for: a regrouping, else a group of the class, else the class. Raises `Odd`."""
        if regrouping:
            name = self._regroupings.get(regrouping)
            if name is None:
                raise Odd(f"le regroupement {regrouping[:20]} n’est pas décrit dans l’export (UDCal_13)")
            return (), (self._groups[name],)
        if division not in self._divisions:
            raise Odd(f"la division « {division[:20]} » n’est pas décrite dans l’export (UDCal_08)")
        if not group:
            return (self.called(division),), ()
        name = self._names.get((division, group))
        if name is None:
            raise Odd(
                f"le groupe « {group[:20]} » de « {division[:20]} » n’est pas décrit dans l’export (UDCal_19)"
            )
        return (), (self._groups[name],)

    def joined(self, division: str, group: str) -> tuple[str, ...]:
        """The groups that a pupil of this class, or of this group of it, is in."""
        own = {self._names[division, group]} if (division, group) in self._names else set()
        return tuple(sorted(own | self._inside.get((division, group), set())))


def _division(card: DivisionCard, *, is_alone: bool) -> Division:
    if card.official and is_alone:
        aliases = (card.code,) if card.code != card.official else ()
        return Division(card.official, card.label, aliases, card.place)
    return Division(card.code, card.label, place=card.place)
