"""Who reads the calendar of a school and sets it, who describes the school, who finds whom in it (rule B1)."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import Q, QuerySet

from preau.directory.models import BroadcastList, Closure, Group
from preau.kernel import clock
from preau.kernel.actor import STAFF_PROFILES, Actor, Profile

#: Closing days, terms, councils and settings of the school.
MANAGE_CALENDAR = "directory:calendar:manage"
#: The address, telephone, mail and site of the school.
DESCRIBE_SCHOOL = "directory:school:describe"
#: Find and read every pupil of the school.
SEE_PUPILS = "directory:pupil:see_any"
#: Find and read the pupils one teaches.
SEE_TAUGHT = "directory:pupil:see_taught"
#: Find the guardians of any pupil of the school, read how to reach families.
SEE_FAMILIES = "directory:family:see_any"
#: Make the groups of the school, choose their members.
MANAGE_GROUPS = "directory:group:manage"
#: Send photos of pupils, write down what families answered about them.
MANAGE_PORTRAITS = "directory:portrait:manage"
#: Say that two records are one person, and part them again.
MERGE_PERSONS = "directory:person:merge"
#: Record that a pupil who came of age opposes the information of her parents.
RECORD_OPPOSITION = "directory:opposition:record"
#: Find somebody by her name of birth, a pupil by her birth date.
SEARCH_BY_BIRTH = "directory:birth:search"


class Reach(StrEnum):
    """How far an actor reaches among the pupils of a school; the queries of `people` prove the tie."""

    SCHOOL = "etablissement"
    #: Pupils: those she teaches or is form teacher of. Families: those of the class she is form teacher of.
    TIED = "lien"
    NONE = "aucun"


def may_manage_calendar(actor: Actor, school_id: int) -> bool:
    """The direction and the office of this school."""
    return actor.may(MANAGE_CALENDAR) and actor.in_school(school_id)


def may_describe_school(actor: Actor, school_id: int) -> bool:
    """The direction and the office of this school."""
    return actor.may(DESCRIBE_SCHOOL) and actor.in_school(school_id)


def visible_closures(actor: Actor) -> QuerySet[Closure]:
    """Whoever is of a school, family or staff, knows when it is closed."""
    return Closure.objects.filter(school_id__in=actor.school_ids)


def may_merge_persons(actor: Actor, school_id: int) -> bool:
    """The direction and the office of this school; what they may merge, the action says."""
    return actor.may(MERGE_PERSONS) and actor.in_school(school_id)


def pupils_whose_terms_are_seen(actor: Actor) -> tuple[int, ...]:
    """A pupil sees the terms of her class, a guardian those of wards the law lets her follow (rule B8)."""
    if actor.is_a(Profile.GUARDIAN):
        return tuple(ward.pupil_id for ward in actor.wards if ward.is_informed or ward.may_consult)
    return (actor.person_id,) if actor.is_a(Profile.PUPIL) else ()


def reach_to_pupils(actor: Actor, school_id: int) -> Reach:
    """« Teachers their pupils; other staff their function » (arrêté of 30 November 2006, art. 4; rule B1)."""
    if not actor.in_school(school_id) or not actor.is_a(*STAFF_PROFILES):
        return Reach.NONE
    if actor.may(SEE_PUPILS):
        return Reach.SCHOOL
    return Reach.TIED if actor.may(SEE_TAUGHT) else Reach.NONE


def reach_to_families(actor: Actor, school_id: int) -> Reach:
    """Guardians, their rights and how to reach them: the office, vie scolaire, health and guidance; a form
    teacher for her class (rule B1, row « Family contacts »: off by default for a teacher).
    """
    if not actor.in_school(school_id) or not actor.is_a(*STAFF_PROFILES):
        return Reach.NONE
    if actor.may(SEE_FAMILIES):
        return Reach.SCHOOL
    return Reach.TIED if actor.may(SEE_TAUGHT) else Reach.NONE


def may_record_opposition(actor: Actor, school_id: int) -> bool:
    """The direction and the office of this school; they alone read why."""
    return actor.may(RECORD_OPPOSITION) and actor.in_school(school_id)


def may_ask_opposition(actor: Actor) -> bool:
    """The pupil herself; of age or not, the action says."""
    return actor.is_a(Profile.PUPIL)


def may_search_by_birth(actor: Actor, school_id: int) -> bool:
    """The direction and the office of this school, who reach all its pupils."""
    return actor.may(SEARCH_BY_BIRTH) and actor.in_school(school_id)


def may_manage_groups(actor: Actor, school_id: int) -> bool:
    """The direction, the office and the CPE of this school."""
    return actor.may(MANAGE_GROUPS) and actor.in_school(school_id)


def may_manage_portraits(actor: Actor, school_id: int) -> bool:
    """The direction, the office and the CPE of this school."""
    return actor.may(MANAGE_PORTRAITS) and actor.in_school(school_id)


def visible_lists(actor: Actor) -> QuerySet[BroadcastList]:
    """The broadcast lists of her schools whose own rule lets her profile see them; whoever makes the groups of the
    school sees them all.
    """
    today = clock.today()
    standing = BroadcastList.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=today), school_id__in=actor.school_ids, is_archived=False
    )
    return standing if actor.may(MANAGE_GROUPS) else standing.filter(seen_by__contains=[actor.profile.value])


def may_write_to(actor: Actor, written: BroadcastList) -> bool:
    """The list's own rule, nothing else: who makes a list does not write to it for all that."""
    return actor.in_school(written.school_id) and actor.profile.value in written.written_by


def changeable_groups(actor: Actor) -> QuerySet[Group]:
    """The groups of her schools that an actor may change: those made by the school, that nobody archived."""
    of_hers = Group.objects.filter(school_id__in=actor.school_ids, kind=Group.Kind.MANUAL, closed_on=None)
    return of_hers if actor.may(MANAGE_GROUPS) else of_hers.none()
