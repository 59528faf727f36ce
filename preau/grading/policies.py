"""Who reads and writes marks (rule B1, row « Marks of a course »)."""

from __future__ import annotations

from typing import Protocol

from preau.kernel.actor import Actor, Profile

#: Write the marks of one's own gradebooks.
WRITE_OWN = "grading:mark:write_own"
#: Read the marks of every class of the school.
SEE_ANY = "grading:mark:see_any"
#: Arrange gradebooks: what they weigh, who writes in them.
ARRANGE = "grading:gradebook:arrange"
#: Arrange the skills of the school and the words of their levels.
ARRANGE_SKILLS = "grading:skill:arrange"
#: Open and lock terms for marks, reopen a gradebook.
LOCK = "grading:term:lock"
#: Change the school's choices about marks, and its kinds of evaluation.
SET = "grading:settings:set"


class WrittenIn(Protocol):
    """What decides who may write in a gradebook or read it."""

    @property
    def school_id(self) -> int: ...
    @property
    def writer_ids(self) -> frozenset[int]: ...
    @property
    def reader_ids(self) -> frozenset[int]: ...


def may_write(actor: Actor, book: WrittenIn) -> bool:
    """Who teaches it today, or stands in and may still write. Whether the term is open is another question
    (`Cell.obstacle`): the direction never writes a mark (rule B1).
    """
    return (
        actor.is_a(Profile.TEACHER)
        and actor.may(WRITE_OWN)
        and actor.in_school(book.school_id)
        and actor.person_id in book.writer_ids
    )


def may_read(actor: Actor, book: WrittenIn) -> bool:
    """Who writes in it or wrote; the form teachers of its pupils; whoever reads every class."""
    if not actor.in_school(book.school_id):
        return False
    return actor.may(SEE_ANY) or (actor.is_a(Profile.TEACHER) and actor.person_id in book.reader_ids)


def may_arrange(actor: Actor, school_id: int) -> bool:
    """The direction of this school, and those it delegates it to."""
    return actor.may(ARRANGE) and actor.in_school(school_id)


def may_lock(actor: Actor, school_id: int) -> bool:
    """The direction of this school, and those it delegates it to."""
    return actor.may(LOCK) and actor.in_school(school_id)


def may_set(actor: Actor, school_id: int) -> bool:
    """The direction of this school, and those it delegates it to."""
    return actor.may(SET) and actor.in_school(school_id)


def may_arrange_skills(actor: Actor, school_id: int) -> bool:
    """The direction of this school, and those it delegates it to."""
    return actor.may(ARRANGE_SKILLS) and actor.in_school(school_id)


def may_follow_skills(actor: Actor, school_id: int, team_ids: frozenset[int]) -> bool:
    """The skills of pupils in every subject: their teachers and form teachers, and whoever reads every class."""
    if not actor.in_school(school_id):
        return False
    return actor.may(SEE_ANY) or (actor.is_a(Profile.TEACHER) and actor.person_id in team_ids)


def may_decide_levels(actor: Actor, school_id: int, team_ids: frozenset[int]) -> bool:
    """The teachers of the pupil, her form teacher among them; the direction decides none (rule B1)."""
    return (
        actor.is_a(Profile.TEACHER)
        and actor.may(WRITE_OWN)
        and actor.in_school(school_id)
        and actor.person_id in team_ids
    )


def may_print_statements(actor: Actor, school_id: int, form_teacher_ids: frozenset[int]) -> bool:
    """The statements of a class: its form teachers, and whoever reads every class."""
    if not actor.in_school(school_id):
        return False
    return actor.may(SEE_ANY) or (actor.is_a(Profile.TEACHER) and actor.person_id in form_teacher_ids)


def may_see_marks_of(actor: Actor, pupil_id: int) -> bool:
    """The pupil herself, and who may consult her schooling (rule B8)."""
    if actor.is_a(Profile.PUPIL):
        return actor.person_id == pupil_id
    ward = actor.ward(pupil_id) if actor.is_a(Profile.GUARDIAN) else None
    return ward is not None and ward.may_consult
