"""Leave the description of a school to the feeds again."""

from __future__ import annotations

from preau.directory.events import SchoolGivenBack
from preau.directory.models import School
from preau.directory.policies import may_describe_school
from preau.foundation.ledger.record import record
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotAllowed


@action
def give_back_school(*, actor: Actor, school_id: int) -> None:
    """The next imports write every field again; until then, what the school wrote stays.

    Error: `NotAllowed` for who does not describe this school.
    """
    if not may_describe_school(actor, school_id):
        raise NotAllowed
    school = School.objects.select_for_update(no_key=True).get(pk=school_id)
    if not school.owned_fields:
        return
    fields, school.owned_fields = tuple(school.owned_fields), []
    school.save(update_fields=["owned_fields"])
    record(SchoolGivenBack(school_id, fields), actor=actor)
