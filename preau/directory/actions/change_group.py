"""Rename a group of the school, keep it next year or no longer."""

from __future__ import annotations

from preau.directory.events import GroupChanged
from preau.directory.group_names import checked_name
from preau.directory.policies import changeable_groups, may_manage_groups
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def change_group(*, actor: Actor, school_id: int, group_id: int, name: str, is_locked: bool) -> None:
    """Its members stay as they are. A class, or a group that a feed brought, is not changed by hand.

    Errors: `NotAllowed` for any other group, archived ones included; `NotPossible` for a name that says nothing or
    is taken.
    """
    group = changeable_groups(actor).filter(school_id=school_id, pk=group_id).first()
    if group is None or not may_manage_groups(actor, school_id):
        raise NotAllowed
    clean = checked_name(school_id, name, of=group_id)
    if (group.label, group.is_locked) == (clean, is_locked):
        return
    group.code = group.label = clean
    group.is_locked = is_locked
    group.save(update_fields=["code", "label", "is_locked"])
    record(GroupChanged(school_id, group_id, is_locked), actor=actor)
