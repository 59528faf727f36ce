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
#: Write the plans pupils benefit from (PAP, PPS, PAI…).
WRITE_PLANS = "bulletins:accompaniment:write"
#: Arrange models, mentions and the school's choices about report cards.
ARRANGE = "bulletins:model:arrange"


def may_write_appreciations(actor: Actor, book: GradebookHead) -> bool:
    """Who writes the marks of the subject today; whether the term lets her is another question."""
    return may_write_marks(actor, book)


def is_form_teacher(actor: Actor, school_id: int, form_teacher_ids: frozenset[int]) -> bool:
    """The form teacher of the class."""
    return actor.is_a(Profile.TEACHER) and actor.in_school(school_id) and actor.person_id in form_teacher_ids


def may_propose_corrections(actor: Actor, school_id: int, form_teacher_ids: frozenset[int]) -> bool:
    """The form teacher of the class; she proposes and does not write in the place of a colleague (rule B1)."""
    return is_form_teacher(actor, school_id, form_teacher_ids)


def may_comment_class(actor: Actor, school_id: int, form_teacher_ids: frozenset[int]) -> bool:
    """The form teacher of the class, or the direction."""
    return is_form_teacher(actor, school_id, form_teacher_ids) or may_publish(actor, school_id)


def may_write_cycle_reports(actor: Actor, school_id: int, form_teacher_ids: frozenset[int]) -> bool:
    """The form teacher of the class, or the direction."""
    return is_form_teacher(actor, school_id, form_teacher_ids) or may_publish(actor, school_id)


def may_keep_sentences(actor: Actor) -> bool:
    """Teachers, for themselves."""
    return actor.is_a(Profile.TEACHER)


def may_hold_council(actor: Actor, school_id: int, form_teacher_ids: frozenset[int]) -> bool:
    """Open the council, write and close: the form teacher of the class, or the direction."""
    return is_form_teacher(actor, school_id, form_teacher_ids) or may_publish(actor, school_id)


def may_arrange_projects(actor: Actor, school_id: int, form_teacher_ids: frozenset[int]) -> bool:
    """EPI, support and pathways of a class: its form teacher, or the direction."""
    return is_form_teacher(actor, school_id, form_teacher_ids) or may_publish(actor, school_id)


def may_comment_project(actor: Actor, school_id: int, teacher_ids: frozenset[int]) -> bool:
    """Who teaches in it."""
    return actor.is_a(Profile.TEACHER) and actor.in_school(school_id) and actor.person_id in teacher_ids


def may_write_plans(actor: Actor, school_id: int) -> bool:
    """The direction and the secretariat of this school (rule B1, row « Accompaniment »)."""
    return actor.may(WRITE_PLANS) and actor.in_school(school_id)


def reads_every_plan(actor: Actor, school_id: int) -> bool:
    """The plans of every pupil of the school: who writes them, the direction and the CPE. A teacher reads those of
    the pupils she teaches or is form teacher of, which the query proves.
    """
    return actor.in_school(school_id) and (actor.may(WRITE_PLANS) or actor.may(SEE_ANY))


def may_read_plans_of_taught(actor: Actor, school_id: int) -> bool:
    """A teacher, of the team of her pupils."""
    return actor.is_a(Profile.TEACHER) and actor.in_school(school_id)


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


def may_make(actor: Actor, school_id: int) -> bool:
    """Make report cards, follow and print them: the direction and the secretariat of this school."""
    return actor.may(MAKE) and actor.in_school(school_id)


def reads_every_card(actor: Actor, school_id: int) -> bool:
    """Every version of every card of this school: who makes them, the CPE. A teacher reads those of her pupils
    (rule B1), which the query proves.
    """
    return actor.in_school(school_id) and (actor.may(MAKE) or actor.may(SEE_ANY))


def may_read_cards_of_taught(actor: Actor, school_id: int) -> bool:
    """A teacher, of the pupils she teaches or is form teacher of."""
    return actor.is_a(Profile.TEACHER) and actor.in_school(school_id)


def may_see_report_cards_of(actor: Actor, pupil_id: int) -> bool:
    """The pupil herself, and who is informed of her schooling: a parent without the exercise of authority reads
    report cards too (rule B8).
    """
    if actor.is_a(Profile.PUPIL):
        return actor.person_id == pupil_id
    ward = actor.ward(pupil_id) if actor.is_a(Profile.GUARDIAN) else None
    return ward is not None and (ward.is_informed or ward.may_consult)
