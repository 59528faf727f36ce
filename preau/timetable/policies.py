"""Who reads which timetable (rule B1, row « Timetable »), and who lays lessons.

A family and a pupil are known by the actor alone. For staff the right depends on a tie between the actor and
what is asked (« my pupil », « my class »): `Tie` names it here, and the query that reads proves it.
"""

from __future__ import annotations

from enum import StrEnum

from preau.kernel.actor import SYSTEM, Actor, Profile

#: Read the timetable of every class, group, teacher, room and pupil of the school.
SEE_ANY = "timetable:day:see_any"
#: Read the timetable of the classes and pupils one teaches.
SEE_TAUGHT = "timetable:day:see_taught"


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


def may_lay_lessons(actor: Actor) -> bool:
    """Préau alone: a feed or the night decides, never a person."""
    return actor is SYSTEM


def _tie_of_staff(actor: Actor) -> Tie:
    if actor.may(SEE_ANY):
        return Tie.SCHOOL
    return Tie.TAUGHT if actor.may(SEE_TAUGHT) else Tie.NONE
