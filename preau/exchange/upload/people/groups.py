"""The classes and groups a file names, paired with those of the school, or to be opened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from preau.exchange.upload.models import Pairing
from preau.exchange.upload.people.known import Known, KnownGroup
from preau.exchange.upload.people.plan import GroupRef, NewGroup, Plan
from preau.exchange.upload.people.told import ToldGroup
from preau.kernel.words import folded

#: What a school answers for an unknown name; else the id of what it stands for.
CREATE, LEAVE = "creer", "laisser"
Answer = int | str
#: (what, name in the file) → answer.
Answers = Mapping[tuple[str, str], Answer]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name of the file that is written otherwise here. `answer` is what holds for now; `is_remembered`, since
    another import.
    """

    what: str
    told: str
    label: str
    answer: Answer
    is_remembered: bool


@dataclass(frozen=True, slots=True)
class Resolved:
    """`of` leads a (is_division, code) to a group, None when it is left aside."""

    of: Mapping[tuple[bool, str], GroupRef | None]
    unknown: tuple[Unknown, ...]

    def told_ids(self) -> frozenset[int]:
        """The groups of the school that the file speaks of."""
        return frozenset(ref for ref in self.of.values() if isinstance(ref, int))


def what_of(is_division: bool) -> str:
    """The sort of pairing of a class, of a group."""
    return Pairing.What.DIVISION.value if is_division else Pairing.What.GROUP.value


def resolve_groups(
    groups: tuple[ToldGroup, ...], known: Known, answers: Answers, *, opens: tuple[bool, bool] = (True, True)
) -> Resolved:
    """Each class and group of the file: the one with its code; else what the school answers now or answered once;
    else the one whose code or label differs only by case, accents and blanks; else a new one, where `opens` lets
    the file open classes (first) and groups (second), and nothing where it does not.
    """
    exact = {(group.is_division, group.code): group for group in known.groups}
    near = _near(known.groups)
    open_ids = {group.id: group for group in known.groups}
    found: dict[tuple[bool, str], GroupRef | None] = {}
    unknown: list[Unknown] = []
    for told in groups:
        key = told.is_division, told.code
        same = next((exact[key] for key in _codes(told) if key in exact), None)
        if same is not None:
            found[key] = same.id
            continue
        otherwise = CREATE if opens[0 if told.is_division else 1] else LEAVE
        one = _unknown(told, known, answers, near, open_ids, otherwise)
        unknown.append(one)
        found[key] = key if one.answer == CREATE else one.answer if isinstance(one.answer, int) else None
    return Resolved(found, tuple(sorted(unknown, key=lambda one: (one.what, one.told))))


def plan_groups(plan: Plan, groups: tuple[ToldGroup, ...], resolved: Resolved, answers: Answers) -> None:
    """New groups, and what is to be remembered of the answers."""
    for told in groups:
        key = told.is_division, told.code
        if resolved.of[key] == key:
            plan.groups.append(NewGroup(told.is_division, told.code, told.label))
    for one in resolved.unknown:
        if (one.what, one.told) in answers and not one.is_remembered and one.answer != CREATE:
            plan.pairings[one.what, one.told] = one.answer if isinstance(one.answer, int) else None


def _unknown(
    told: ToldGroup,
    known: Known,
    answers: Answers,
    near: Mapping[tuple[bool, str], list[KnownGroup]],
    open_ids: Mapping[int, KnownGroup],
    otherwise: Answer,
) -> Unknown:
    key = what_of(told.is_division), told.code
    remembered = key in known.pairings
    kept = known.pairings.get(key)
    if remembered and kept is not None and kept not in open_ids:
        remembered = False
    answer = answers.get(key)
    if isinstance(answer, int) and answer not in open_ids:
        answer = None
    if answer is None and remembered:
        answer = LEAVE if kept is None else kept
    if answer is None:
        alike = near.get((told.is_division, _bare(told.code)), [])
        if told.is_either and not alike:
            alike = near.get((not told.is_division, _bare(told.code)), [])
        answer = alike[0].id if len(alike) == 1 else otherwise
    same = remembered and answer == (LEAVE if kept is None else kept)
    return Unknown(*key, told.label, answer, same)


def _codes(told: ToldGroup) -> Iterator[tuple[bool, str]]:
    for code in (told.code, *told.aliases):
        yield told.is_division, code
        if told.is_either:
            yield not told.is_division, code


def _near(groups: tuple[KnownGroup, ...]) -> dict[tuple[bool, str], list[KnownGroup]]:
    found: defaultdict[tuple[bool, str], list[KnownGroup]] = defaultdict(list)
    for group in groups:
        for text in {_bare(group.code), _bare(group.label)} - {""}:
            found[group.is_division, text].append(group)
    return found


def _bare(text: str) -> str:
    return folded(text).replace(" ", "")
