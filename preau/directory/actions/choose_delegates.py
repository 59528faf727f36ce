"""Say who speaks for a class: the delegates of its pupils, or those of its parents (rules B1, B8)."""

from __future__ import annotations

from collections.abc import Iterable

from preau.directory.events import DelegatesChosen
from preau.directory.models import ClassDelegate, Group
from preau.directory.people.delegates import candidates
from preau.directory.policies import may_manage_groups
from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def choose_delegates(
    *, actor: Actor, school_id: int, group_id: int, pupils: Iterable[int], guardians: Iterable[int]
) -> None:
    """These and no others, from today. Who stays one keeps her first day; chosen and taken back on one day, she
    leaves no trace.

    Errors: `NotAllowed` for who does not make groups here, what is no open class of the school, a pupil who is not
    in it today, or an adult who is not informed of one who is.
    """
    if not may_manage_groups(actor, school_id):
        raise NotAllowed
    classes = Group.objects.select_for_update(no_key=True).filter(
        school_id=school_id, pk=group_id, kind=Group.Kind.DIVISION, closed_on=None
    )
    if classes.first() is None:
        raise NotAllowed
    wanted = {("eleve", pk) for pk in pupils} | {("responsable", pk) for pk in guardians}
    if not wanted <= {(one.profile, one.person_id) for one in candidates(school_id, group_id)}:
        raise NotAllowed
    today = clock.today()
    standing = ClassDelegate.objects.filter(school_id=school_id, group_id=group_id, ends_on=None)
    kept = {(one.profile, one.person_id): one for one in standing}
    for pair, one in kept.items():
        if pair not in wanted and one.begins_on >= today:
            one.delete()
        elif pair not in wanted:
            one.ends_on = today
            one.save(update_fields=["ends_on"])
    ClassDelegate.objects.bulk_create(
        ClassDelegate(
            school_id=school_id, group_id=group_id, person_id=person_id, profile=profile, begins_on=today
        )
        for profile, person_id in sorted(wanted - set(kept))
    )
    record(DelegatesChosen(school_id, group_id), actor=actor)
