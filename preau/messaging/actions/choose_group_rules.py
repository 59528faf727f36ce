"""Open or close writing inside one class or group, whatever the school says (capability C30)."""

from __future__ import annotations

from collections.abc import Mapping

from preau.directory.models import Group
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed
from preau.messaging.events_rights import GroupRulesChosen
from preau.messaging.models import GroupRule
from preau.messaging.policies import may_set_rights
from preau.messaging.rights.defaults import GROUP_PAIRS


@action
def choose_group_rules(
    *, actor: Actor, school_id: int, group_id: int, choices: Mapping[tuple[str, str], bool | None]
) -> None:
    """`choices`: (from, to) -> may they; None: as the school says. A pair that is not said stays.

    Errors: `NotAllowed` for who does not set it here, a group that is closed or of elsewhere, or a pair that a
    group does not decide.
    """
    if not may_set_rights(actor, school_id) or not set(choices) <= set(GROUP_PAIRS):
        raise NotAllowed
    group = Group.objects.select_for_update(no_key=True).filter(school_id=school_id, pk=group_id, closed_on=None)
    if not group.exists():
        raise NotAllowed
    for (one, other), is_allowed in choices.items():
        kept = GroupRule.objects.filter(school_id=school_id, group_id=group_id, from_profile=one, to_profile=other)
        if is_allowed is None:
            kept.delete()
        elif not kept.update(is_allowed=is_allowed):
            GroupRule.objects.create(
                school_id=school_id, group_id=group_id, from_profile=one, to_profile=other, is_allowed=is_allowed
            )
    record(GroupRulesChosen(school_id, group_id), actor=actor)
