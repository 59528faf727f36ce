"""Who writes and reads what report cards are made of (rule B1: « Appreciation », « Council », « Bulletin »)."""

from __future__ import annotations

from preau.grading.book import GradebookHead
from preau.grading.policies import may_write as may_write_marks
from preau.kernel.actor import Actor, Profile

#: Lead class councils, validate, publish and sign report cards.
PUBLISH = "bulletins:report_card:publish"
#: Make report cards and prepare councils (secretariat).
MAKE = "bulletins:report_card:make"
#: Read what is written for the report cards of every class.
SEE_ANY = "bulletins:report_card:see_any"
#: Write the school-life block of report cards.
WRITE_LIFE = "bulletins:school_life:write"
#: Arrange models, mentions and the school's choices about report cards.
ARRANGE = "bulletins:model:arrange"


def may_write_appreciations(actor: Actor, book: GradebookHead) -> bool:
    """Who writes the marks of the subject today; whether the term lets her is another question."""
    return may_write_marks(actor, book)


def is_form_teacher(actor: Actor, school_id: int, form_teacher_ids: frozenset[int]) -> bool:
    """The form teacher of the class."""
    return actor.is_a(Profile.TEACHER) and actor.in_school(school_id) and actor.person_id in form_teacher_ids


def may_read_class(actor: Actor, school_id: int, form_teacher_ids: frozenset[int]) -> bool:
    """What is written of every pupil of a class: its form teacher, the direction, vie scolaire."""
    if not actor.in_school(school_id):
        return False
    return actor.may(SEE_ANY) or is_form_teacher(actor, school_id, form_teacher_ids)


def may_publish(actor: Actor, school_id: int) -> bool:
    """The direction of this school."""
    return actor.may(PUBLISH) and actor.in_school(school_id)


def may_write_school_life(actor: Actor, school_id: int) -> bool:
    """The CPE and the direction of this school."""
    return actor.may(WRITE_LIFE) and actor.in_school(school_id)


def may_arrange_report_cards(actor: Actor, school_id: int) -> bool:
    """The direction of this school."""
    return actor.may(ARRANGE) and actor.in_school(school_id)
