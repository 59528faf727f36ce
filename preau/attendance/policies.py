"""Who may call, correct and see (rule B1, row « Roll call »)."""

from __future__ import annotations

from typing import Protocol

from preau.kernel.actor import Actor, Profile

#: Call and correct the roll of any lesson of the school.
CALL_ANY = "attendance:roll:call_any"
#: Read the sheet of any lesson of the school.
SEE_ANY = "attendance:roll:see_any"
#: Call the roll of one's own lessons, the same day.
CALL_OWN = "attendance:roll:call_own"
#: See the board of the moment: rolls not called, absences now.
SEE_BOARD = "attendance:board:see"
#: Read and write the reasons of absences, decide of them, follow them.
TREAT = "attendance:absence:treat"
#: Note who arrives at the infirmary, at the CDI, in study hall, and who leaves.
NOTE_PASSAGE = "attendance:passage:note"

#: Erase the presence of a year that is over.
END_YEAR = "attendance:year:end"
#: Exempt pupils from lessons.
EXEMPT = "attendance:exemption:write"

#: Choose how presence is kept in the school, keep its catalogue of reasons.
SET = "attendance:settings:change"

#: The only place of a function, besides those of vie scolaire.
_PLACE_OF = (("MDS", "infirmerie"), ("DOC", "cdi"))


class CalledLesson(Protocol):
    """What decides who may call a roll."""

    @property
    def school_id(self) -> int: ...
    @property
    def teacher_ids(self) -> frozenset[int]: ...
    @property
    def is_corrigible(self) -> bool: ...


def may_call(actor: Actor, lesson: CalledLesson) -> bool:
    """A teacher calls and corrects the rolls of her own lessons, while the school lets her (on the day, until it
    says otherwise); the CPE and the direction all; an AED those given to her and study halls, which are lessons
    without a teacher, as a teacher hers.

    Whether the roll can be called at this hour is another question (`LessonHead.obstacle`).
    """
    if not actor.in_school(lesson.school_id):
        return False
    if actor.may(CALL_ANY):
        return True
    is_study_hall = not lesson.teacher_ids and actor.is_a(Profile.VIE_SCOLAIRE)
    is_hers = is_study_hall or actor.person_id in lesson.teacher_ids
    return actor.may(CALL_OWN) and is_hers and lesson.is_corrigible


def may_call_any_group(actor: Actor, school_id: int) -> bool:
    """Open a roll without a timetable for any class or group: vie scolaire and direction of this school."""
    return actor.is_a(Profile.VIE_SCOLAIRE, Profile.DIRECTION) and actor.in_school(school_id)


def may_call_own(actor: Actor, school_id: int) -> bool:
    """Open a roll without a timetable for a group of hers: a teacher of this school."""
    return actor.is_a(Profile.TEACHER) and actor.may(CALL_OWN) and actor.in_school(school_id)


def may_see_roll(
    actor: Actor, *, school_id: int, teacher_ids: frozenset[int], form_teacher_ids: frozenset[int]
) -> bool:
    """Vie scolaire, direction, secretariat and nurse all; a teacher those of her own lessons and of the class she
    is form teacher of, the past ones too.
    """
    if not actor.in_school(school_id):
        return False
    return actor.may(SEE_ANY) or (actor.may(CALL_OWN) and actor.person_id in teacher_ids | form_teacher_ids)


def may_see_attendance_of(actor: Actor, pupil_id: int) -> bool:
    """A pupil sees her own, a guardian her wards' when the law lets her be informed (rule B8)."""
    if actor.is_a(Profile.PUPIL):
        return actor.person_id == pupil_id
    ward = actor.ward(pupil_id)
    return ward is not None and (ward.is_informed or ward.may_consult)


def may_justify_absences_of(actor: Actor, pupil_id: int, *, is_adult: bool) -> bool:
    """Explain or announce an absence: a guardian who decides for the pupil, or the pupil once she is of age or
    emancipated (`is_adult`): a minor reads, and does not justify (rules B1 and B8).
    """
    if actor.is_a(Profile.PUPIL):
        return is_adult and actor.person_id == pupil_id
    ward = actor.ward(pupil_id)
    return ward is not None and ward.may_decide


def may_see_board(actor: Actor, school_id: int) -> bool:
    """Vie scolaire and direction of this school."""
    return actor.may(SEE_BOARD) and actor.in_school(school_id)


def may_treat_absences(actor: Actor, school_id: int) -> bool:
    """Write the reason of an absence and decide of it: vie scolaire, direction, secretariat (rule B1)."""
    return actor.may(TREAT) and actor.in_school(school_id)


def may_exempt(actor: Actor, school_id: int) -> bool:
    """Exempt pupils of this school from lessons: vie scolaire, direction, secretariat, and the nurse."""
    return actor.may(EXEMPT) and actor.in_school(school_id)


def may_read_register(actor: Actor, school_id: int, *, leads: bool) -> bool:
    """Read the register of a class: those who treat absences, and its form teacher (`leads`), who reads categories
    of reasons only (rule B1).
    """
    return may_treat_absences(actor, school_id) or (
        leads and actor.is_a(Profile.TEACHER) and actor.in_school(school_id)
    )


def may_end_year(actor: Actor, school_id: int) -> bool:
    """Erase the presence of a year that is over: the direction of this school."""
    return actor.may(END_YEAR) and actor.in_school(school_id)


def may_set_attendance(actor: Actor, school_id: int) -> bool:
    """The direction and the CPE of this school."""
    return actor.may(SET) and actor.in_school(school_id)


def places_of(actor: Actor, school_id: int) -> tuple[str, ...]:
    """Where this actor notes who comes and goes: vie scolaire and direction everywhere, the nurse at the
    infirmary, the librarian at the CDI (rule B1, row « Roll call »).
    """
    if not (actor.may(NOTE_PASSAGE) and actor.in_school(school_id)):
        return ()
    if actor.is_a(Profile.VIE_SCOLAIRE, Profile.DIRECTION):
        return ("infirmerie", "cdi", "etude", "vie_scolaire", "soutien", "sorti")
    return tuple(place for function, place in _PLACE_OF if function in actor.functions)


def may_settle_conflicts(actor: Actor, school_id: int) -> bool:
    """Say whether a pupil noted absent here and present there was absent: who corrects every roll."""
    return actor.may(CALL_ANY) and actor.in_school(school_id)
