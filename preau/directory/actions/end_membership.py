"""Take a pupil out of a group of the school."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from preau.directory.events import MembershipEnded
from preau.directory.models import Membership
from preau.directory.policies import changeable_groups, may_manage_groups
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed, NotPossible


@action
def end_membership(
    *, actor: Actor, school_id: int, group_id: int, membership_id: int, last_day: date, was_mistake: bool = False
) -> None:
    """`last_day` is her last day in the group. `was_mistake`: she never was in it, and no list says she was.

    Errors: `NotAllowed` for a stay that is not of this group, or a group that is not of the school's making;
    `NotPossible` when the last day is before the first.
    """
    groups = changeable_groups(actor).filter(school_id=school_id, pk=group_id)
    stay = (
        Membership.objects.select_for_update(no_key=True)
        .filter(school_id=school_id, group__in=groups, pk=membership_id)
        .first()
    )
    if stay is None or not may_manage_groups(actor, school_id):
        raise NotAllowed
    ends_on = stay.begins_on if was_mistake else last_day + timedelta(days=1)
    if ends_on <= stay.begins_on and not was_mistake:
        raise NotPossible(
            _("L’élève est entré après ce jour\u202f: choisissez un autre jour, ou dites que c’était une erreur."),
            field="last_day",
        )
    if was_mistake:
        stay.delete()
    else:
        stay.ends_on = ends_on
        stay.save(update_fields=["ends_on"])
    record(MembershipEnded(school_id, group_id, stay.pupil_id, ends_on), actor=actor)
