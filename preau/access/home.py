"""What access shows on the home page of the office: how far activation went, school by school."""

from __future__ import annotations

from dataclasses import dataclass

from preau.access.policies import may_issue_codes
from preau.access.queries import classes_of, staff_of
from preau.kernel import clock
from preau.kernel.actor import Actor, SchoolRef


@dataclass(frozen=True, slots=True)
class AccountsCard:
    """The accounts of a school: activated, over all who may have one; pupils and guardians class by class."""

    school: SchoolRef
    staff: tuple[int, int]
    pupils: tuple[int, int]
    guardians: tuple[int, int]


def accounts_cards(actor: Actor) -> tuple[AccountsCard, ...]:
    """One card per school whose sheets this actor prints; none for other staff."""
    return tuple(_card(school) for school in actor.schools if may_issue_codes(actor, school.id))


def _card(school: SchoolRef) -> AccountsCard:
    classes, staff = classes_of(school.id, clock.today()), staff_of(school.id, clock.today())
    return AccountsCard(
        school,
        staff=(staff.active, staff.people),
        pupils=(sum(line.active_pupils for line in classes), sum(line.pupils for line in classes)),
        guardians=(sum(line.active_guardians for line in classes), sum(line.guardians for line in classes)),
    )
