"""What the file names → what the school has. Pure; whatever matches nothing, or several things, says why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from preau.directory.models import Group
from preau.exchange.sts.known import Known, KnownGroup, KnownPerson
from preau.exchange.sts.records import Individual, Structure, StructureKind, TeacherKey
from preau.kernel.words import folded

_KINDS = {StructureKind.DIVISION: Group.Kind.DIVISION.value, StructureKind.GROUP: Group.Kind.TEACHING.value}


@dataclass(frozen=True, slots=True)
class Match:
    """The id found, or None; `reason` says what is wrong or worth knowing."""

    id: int | None
    reason: str = ""


def match_structures(structures: Iterable[Structure], groups: Sequence[KnownGroup]) -> dict[Structure, Match]:
    """By kind and code; else by code whatever the blanks and the case, when one alone is so written on each
    side.
    """
    wanted = set(structures)
    exact = {(group.kind, group.code): group.id for group in groups}
    found = {s: Match(exact[_KINDS[s.kind], s.code]) for s in wanted if (_KINDS[s.kind], s.code) in exact}
    taken = {match.id for match in found.values()}
    near: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for group in groups:
        if group.id not in taken:
            near[group.kind, _bare(group.code)].append(group.id)
    left = wanted - found.keys()
    asked = Counter((_KINDS[s.kind], _bare(s.code)) for s in left)
    for structure in left:
        key = _KINDS[structure.kind], _bare(structure.code)
        candidates = near[key]
        if len(candidates) == 1 and asked[key] == 1:
            found[structure] = Match(candidates[0])
        elif candidates:
            found[structure] = Match(None, "plusieurs codes s’écrivent ainsi, aux blancs et aux majuscules près")
        else:
            found[structure] = Match(None, "code inconnu dans l’établissement")
    return found


def match_teachers(
    keys: Iterable[TeacherKey], individuals: Mapping[TeacherKey, Individual], known: Known
) -> dict[TeacherKey, Match]:
    """By the STS number of the académie; else by name and birth date among those who have a post here."""
    by_name: defaultdict[tuple[str, str, object], set[int]] = defaultdict(set)
    for person in known.staff:
        for name in _names(person):
            by_name[name, folded(person.first_name), person.born_on].add(person.id)
    posted = {person.id for person in known.staff}
    return {key: _teacher(key, individuals.get(key), known.teachers, posted, by_name) for key in set(keys)}


def _teacher(
    key: TeacherKey,
    individual: Individual | None,
    numbered: Mapping[str, int],
    posted: set[int],
    by_name: Mapping[tuple[str, str, object], set[int]],
) -> Match:
    if key.is_national and key.id in numbered:
        person = numbered[key.id]
        return Match(person, "" if person in posted else "n’a pas de poste connu dans l’établissement")
    if individual is None:
        return Match(None, "n’est pas décrit dans sts_emp, et son numéro est inconnu")
    if individual.born_on is None:
        return Match(None, "numéro inconnu, et pas de date de naissance pour l’identifier")
    first_name = folded(individual.first_name)
    found: set[int] = set()
    for name in {folded(individual.usual_name), folded(individual.birth_name)} - {""}:
        found |= by_name.get((name, first_name, individual.born_on), set())
    if len(found) == 1:
        return Match(found.pop())
    if found:
        return Match(None, "plusieurs personnes de l’établissement ont ce nom et cette date de naissance")
    return Match(None, "aucune personne de l’établissement n’a ce numéro, ni ce nom avec cette date de naissance")


def _names(person: KnownPerson) -> set[str]:
    return {folded(person.last_name), folded(person.birth_name)} - {""}


def _bare(code: str) -> str:
    return "".join(code.split()).casefold()
