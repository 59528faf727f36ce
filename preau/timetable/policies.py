"""Who reads which timetable (rule B1, row « Timetable »), and who lays lessons.

A family and a pupil are known by the actor alone. For staff the right depends on a tie between the actor and
what is asked (« my pupil », « my class »): `Tie` names it here, and the query that reads proves it.
"""

from __future__ import annotations

from enum import StrEnum

from preau.kernel.actor import SYSTEM, Actor, Profile, Ward

#: Read the timetable of every class, group, teacher, room and pupil of the school.
SEE_ANY = "timetable:day:see_any"
#: Read the timetable of the classes and pupils one teaches.
SEE_TAUGHT = "timetable:day:see_taught"

#: Cancel, move, replace and add lessons and courses: the direction, and the secretariat, which in most schools
#: holds the timetable (rule B1 lets the direction delegate it).
CHANGE_LESSONS = "timetable:lesson:change"
#: Write the bell grids and the rooms of the school.
MANAGE_BUILDING = "timetable:building:manage"


class Tie(StrEnum):
    """What must bind the actor to a pupil or a group for the actor to read its timetable."""

    #: Nothing more to prove: herself, or her ward.
    OWN = "sien"
    #: In a school of the actor.
    SCHOOL = "etablissement"
    #: Taught by the actor.
    TAUGHT = "enseigne"
    #: Nothing would do.
    NONE = "aucun"


def tie_to_pupil(actor: Actor, pupil_id: int) -> Tie:
    """A pupil reads her own, a guardian her wards' when the law lets her be informed (rule B8); staff read
    those of the pupils of their schools; a teacher, of those she teaches.
    """
    if actor.is_a(Profile.PUPIL):
        return Tie.OWN if actor.person_id == pupil_id else Tie.NONE
    if actor.is_a(Profile.GUARDIAN):
        ward = actor.ward(pupil_id)
        return Tie.OWN if ward is not None and (ward.is_informed or ward.may_consult) else Tie.NONE
    return _tie_of_staff(actor)


def tie_to_groups(actor: Actor, school_id: int) -> Tie:
    """What must bind the actor to a class or a group of this school."""
    return _tie_of_staff(actor) if actor.in_school(school_id) else Tie.NONE


def may_see_teacher(actor: Actor, *, school_id: int, person_id: int) -> bool:
    """Staff read everybody's; a teacher, her own."""
    if not actor.in_school(school_id):
        return False
    return actor.may(SEE_ANY) or (actor.may(SEE_TAUGHT) and actor.person_id == person_id)


def may_see_rooms(actor: Actor, school_id: int) -> bool:
    """Staff; a teacher asks the office."""
    return actor.may(SEE_ANY) and actor.in_school(school_id)


def may_change_lessons(actor: Actor, *, school_id: int = 0, uai: str = "") -> bool:
    """Whoever holds the capability, in a school of hers (named by its id or its UAI)."""
    return actor.may(CHANGE_LESSONS) and any(
        school.id == school_id or school.uai == uai for school in actor.schools
    )


def prepares_the_year(actor: Actor) -> bool:
    """The direction, and whoever makes the timetable: lessons of the coming year are not hidden from them."""
    return actor.is_a(Profile.DIRECTION) or actor.may(CHANGE_LESSONS)


def may_manage_building(actor: Actor, school_id: int) -> bool:
    """The direction and the office of this school."""
    return actor.may(MANAGE_BUILDING) and actor.in_school(school_id)


def may_have_agenda(actor: Actor) -> bool:
    """Those who have lessons: pupils and teachers theirs, guardians those of their wards."""
    return actor.is_a(Profile.PUPIL, Profile.TEACHER, Profile.GUARDIAN)


def wards_followed(actor: Actor) -> tuple[Ward, ...]:
    """The wards whose lessons the law lets this guardian read (rule B8)."""
    return tuple(ward for ward in actor.wards if ward.is_informed or ward.may_consult)


def may_lay_lessons(actor: Actor) -> bool:
    """Préau alone: a feed or the night decides, never a person."""
    return actor is SYSTEM


def _tie_of_staff(actor: Actor) -> Tie:
    if actor.may(SEE_ANY):
        return Tie.SCHOOL
    return Tie.TAUGHT if actor.may(SEE_TAUGHT) else Tie.NONE
