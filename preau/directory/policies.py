"""Who reads the calendar of a school, who sets it, who describes the school (rule B1)."""

from __future__ import annotations

from django.db.models import QuerySet

from preau.directory.models import Closure
from preau.kernel.actor import Actor, Profile

#: Closing days, terms, councils and settings of the school.
MANAGE_CALENDAR = "directory:calendar:manage"
#: The address, telephone, mail and site of the school.
DESCRIBE_SCHOOL = "directory:school:describe"


def may_manage_calendar(actor: Actor, school_id: int) -> bool:
    """The direction and the office of this school."""
    return actor.may(MANAGE_CALENDAR) and actor.in_school(school_id)


def may_describe_school(actor: Actor, school_id: int) -> bool:
    """The direction and the office of this school."""
    return actor.may(DESCRIBE_SCHOOL) and actor.in_school(school_id)


def visible_closures(actor: Actor) -> QuerySet[Closure]:
    """Whoever is of a school, family or staff, knows when it is closed."""
    return Closure.objects.filter(school_id__in=actor.school_ids)


def pupils_whose_terms_are_seen(actor: Actor) -> tuple[int, ...]:
    """A pupil sees the terms of her class, a guardian those of wards the law lets her follow (rule B8)."""
    if actor.is_a(Profile.GUARDIAN):
        return tuple(ward.pupil_id for ward in actor.wards if ward.is_informed or ward.may_consult)
    return (actor.person_id,) if actor.is_a(Profile.PUPIL) else ()
