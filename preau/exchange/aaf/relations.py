"""Who answers for a pupil: the tuples of ENTElevePersRelEleve, and their two generations (formats §1.4).

`jointure$lien$respFinancier$respLegal$contact$paiement`

**Link codes.** The old list is 1–7, the new one 10–90: they share no number, so each tuple tells its own
list.
Codes are read as integers (`1` is a father, `10` a mother) and normalised to the new list.

**Legal flag.** 1 is always a legal representative. 2 is « second legal representative » in the old generation
(both parents are level 1 of SIECLE) and « person in charge » in the new one (level 2). The rule, in this
order:

1. a tuple whose link is of the new list is of the new generation;
2. a tuple whose link is of the old list is of the generation of its source: among the pupils of the source
whose
   old-list tuples name two responsible persons, those written 1 + 1 are counted against those written 1 + 2.
   The new generation writes both parents 1, the old one never does. More 1 + 1 (or any 3): new; more 1 + 2:
   old;
3. no such pupil, or as many: the header decides (`versionSDET` present, or `versionAF` of 2018 or later:
new);
4. no header either: old, since old codes are all we know;
5. a tuple with no readable link follows the list that prevails in its source, and is told as an anomaly.

Level 3 (contact) is every tuple that is neither 1 nor 2. No implication holds between the flags.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from preau.exchange.aaf.records import RelationTuple

#: Old list of links → new list: father, mother, tutor, other kin, social services, other, the pupil.
NEW_KINSHIP_OF_OLD = {1: 20, 2: 10, 3: 50, 4: 39, 5: 51, 6: 90, 7: 70}
NEW_KINSHIPS = frozenset({10, 20, 37, 38, 39, 41, 42, 43, 50, 51, 70, 90})
OTHER_KINSHIP = 90
THE_PUPIL = 70
#: Links that say little: between two tuples for one relative, the other one is kept.
_VAGUE = frozenset({OTHER_KINSHIP, 39})
_FIRST_NEW_RELEASE = 18


class Generation(StrEnum):
    OLD = "ancienne"
    NEW = "nouvelle"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relative of a pupil: `level` 1 legal, 2 in charge, 3 contact; `kinship` in the new list."""

    relative: str
    level: int
    kinship: int
    pays_fees: bool
    is_contact: bool
    receives_aids: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """How a source is read: the generation of its tuples with an old link, and of those with no readable
    link.
    """

    old_links: Generation
    unreadable: Generation


#: Every possible reading. A pupil is staged under each, and the right one is known when the source is read
#: whole.
READINGS = (
    Reading(Generation.OLD, Generation.OLD),
    Reading(Generation.OLD, Generation.NEW),
    Reading(Generation.NEW, Generation.NEW),
)


@dataclass(slots=True)
class GenerationEvidence:
    """What the pupils and the headers of one source say about its generation."""

    versions: dict[str, str] = field(default_factory=dict)
    links: Counter[Generation] = field(default_factory=Counter)
    pupils_with_two_legal: int = 0
    pupils_with_first_and_second: int = 0

    def see_header(self, versions: Mapping[str, str]) -> None:
        """Note the `name="value"` pairs of a file's comments."""
        self.versions.update(versions)

    def see_pupil(self, relations: Iterable[RelationTuple]) -> None:
        """Note how the tuples of one pupil are written."""
        legal: dict[str, int] = {}
        for relation in relations:
            generation = generation_of_link(relation.link)
            if generation:
                self.links[generation] += 1
            if generation is Generation.OLD and relation.legal:
                legal[relation.relative] = relation.legal
        written = sorted(legal.values())
        self.pupils_with_two_legal += written[:2] == [1, 1] or 3 in written
        self.pupils_with_first_and_second += written[:2] == [1, 2]

    def absorb(self, other: GenerationEvidence) -> None:
        """Add what another file of the source says."""
        self.versions.update(other.versions)
        self.links.update(other.links)
        self.pupils_with_two_legal += other.pupils_with_two_legal
        self.pupils_with_first_and_second += other.pupils_with_first_and_second

    def generation_of_old_links(self) -> Generation:
        """How to read the legal flag of tuples whose link is of the old list (rules 2 to 4)."""
        if self.pupils_with_two_legal != self.pupils_with_first_and_second:
            more_two_legal = self.pupils_with_two_legal > self.pupils_with_first_and_second
            return Generation.NEW if more_two_legal else Generation.OLD
        return self._generation_of_header() or Generation.OLD

    def prevailing(self) -> Generation:
        """How to read a tuple with no readable link (rule 5)."""
        if self.links[Generation.NEW] > self.links[Generation.OLD]:
            return Generation.NEW
        return self.generation_of_old_links()

    def reading(self) -> Reading:
        """What the whole source says: complete only when every pupil of it was seen."""
        return Reading(self.generation_of_old_links(), self.prevailing())

    def _generation_of_header(self) -> Generation | None:
        if "versionSDET" in self.versions:
            return Generation.NEW
        release = re.search(r"VE(\d\d)\d\d", self.versions.get("versionAF", ""))
        if release is None:
            return None
        return Generation.NEW if int(release[1]) >= _FIRST_NEW_RELEASE else Generation.OLD


def generation_of_link(link: int | None) -> Generation | None:
    """The list a link code belongs to; None when it is unreadable or in neither."""
    if link in NEW_KINSHIPS:
        return Generation.NEW
    return Generation.OLD if link in NEW_KINSHIP_OF_OLD else None


def level_of(legal: int | None, generation: Generation) -> int:
    """The SIECLE level of a legal flag: 1 legal, 2 in charge, 3 contact."""
    if legal == 1 or (legal == 2 and generation is Generation.OLD):
        return 1
    return 2 if legal == 2 else 3


def kinship_of(link: int | None) -> int:
    """The link in the new list; « autre lien » when it is in no list."""
    if link in NEW_KINSHIPS:
        return int(link or 0)
    return NEW_KINSHIP_OF_OLD.get(link or 0, OTHER_KINSHIP)


def generation_of(relation: RelationTuple, reading: Reading) -> Generation:
    """The generation of one tuple, in a source read that way."""
    match generation_of_link(relation.link):
        case Generation.NEW:
            return Generation.NEW
        case Generation.OLD:
            return reading.old_links
        case _:
            return reading.unreadable


def interpret(relations: Iterable[RelationTuple], reading: Reading) -> tuple[Relation, ...]:
    """The relations of one pupil, in the order of the feed; tuples for one relative are made one."""
    found: dict[str, Relation] = {}
    for written in relations:
        relation = Relation(
            written.relative,
            level_of(written.legal, generation_of(written, reading)),
            kinship_of(written.link),
            written.pays_fees,
            written.is_contact,
            written.receives_aids,
        )
        known = found.get(relation.relative)
        found[relation.relative] = merged(known, relation) if known else relation
    return tuple(found.values())


def merged(one: Relation, other: Relation) -> Relation:
    """Two tuples for one relative (left by mergers in the source): the closest level, the most specific
    link.
    """
    return Relation(
        one.relative,
        min(one.level, other.level),
        other.kinship if one.kinship in _VAGUE else one.kinship,
        one.pays_fees or other.pays_fees,
        one.is_contact or other.is_contact,
        one.receives_aids or other.receives_aids,
    )
