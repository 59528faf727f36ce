"""Make a group of the school's own (capability C7)."""

from __future__ import annotations

from preau.directory.events import GroupCreated
from preau.directory.group_names import checked_name
from preau.directory.models import Group
from preau.directory.policies import may_manage_groups
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def create_group(*, actor: Actor, school_id: int, name: str, is_locked: bool = False) -> int:
    """An empty group, that no feed knows; `is_locked`: it is kept next year. Returns its id.

    Errors: `NotAllowed` for who does not manage groups here; `NotPossible` for a name that says nothing or that
    is taken.
    """
    if not may_manage_groups(actor, school_id):
        raise NotAllowed
    clean = checked_name(school_id, name)
    group = Group.objects.create(
        school_id=school_id, kind=Group.Kind.MANUAL, code=clean, label=clean, is_locked=is_locked
    )
    record(GroupCreated(school_id, group.pk), actor=actor)
    return group.pk
