"""The classes and groups that a source opened and names no more: proposed for closing, never closed by silence.

A closed one keeps its past: rolls, memberships and marks are read as before; nobody is in it any more. Those that
are locked, of another source or made by hand are not this file's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from preau.exchange.brake import is_too_much
from preau.exchange.upload.people.known import KnownGroup
from preau.exchange.upload.people.plan import Closable, Happening, Plan, What
from preau.exchange.upload.people.told import Told


def people_may_close(told: Told) -> tuple[bool, bool]:
    """Whether a file of people lists the classes (first), the groups (second). One that names none of
    them says nothing of them.
    """
    if not told.has_pupils:
        return False, False
    return any(pupil.divisions for pupil in told.pupils), any(pupil.groups for pupil in told.pupils)


def plan_closing(
    plan: Plan,
    named: frozenset[int],
    may_close: tuple[bool, bool],
    lessons: Mapping[int, int],
    closing: frozenset[int],
) -> None:
    """`named` are the groups that the file speaks of; `lessons` those to come that the file does not take away;
    `closing` those that the school ticked.
    """
    known = plan.known
    staying = _staying(plan)
    forgotten = [
        group
        for group in sorted(known.groups, key=lambda one: (not one.is_division, one.code))
        if _is_closable(group, plan.origin, may_close) and group.id not in named
    ]
    is_doubtful = len(forgotten) > len(named)
    for group in forgotten:
        pupils, to_come = staying[group.id], lessons.get(group.id, 0)
        one = Closable(group.id, group.is_division, group.code, pupils, to_come, is_doubtful)
        plan.closable.append(one)
        if group.id in closing:
            plan.groups_over.append(group.id)
            out = f"{pupils} élèves en sortent" if pupils > 1 else f"{pupils} élève en sort"
            of = group.code if group.is_division else ""
            plan.happenings.append(Happening(What.GROUP_OVER, group.code, of, out))


def classless_to_confirm(plan: Plan) -> int:
    """How many pupils would lose their class, when so many need a second word (capability C16); else 0."""
    over = set(plan.groups_over)
    losing = sum(one.pupils for one in plan.closable if one.is_division and one.id in over)
    return losing if is_too_much(losing, len(plan.known.enrolled)) else 0


def _is_closable(group: KnownGroup, origin: str, may_close: tuple[bool, bool]) -> bool:
    return group.origin == origin and not group.is_locked and may_close[0 if group.is_division else 1]


def _staying(plan: Plan) -> Counter[int]:
    """How many pupils each group still has once the rest of the plan is applied."""
    over = set(plan.memberships_over)
    return Counter(one.group_id for of in plan.known.memberships.values() for one in of if one.id not in over)
