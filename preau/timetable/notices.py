"""What pupils, guardians and teachers are told when one of their lessons changes in the days to come (rule B9).

Nobody is told of lessons of the coming year that her profile does not see yet (capability C20).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from preau.directory.queries import guardians_to_inform
from preau.foundation.ledger.listeners import Recorded, on
from preau.foundation.notices.tell import Told, tell
from preau.kernel import clock, words
from preau.kernel.actor import Profile
from preau.timetable.events import (
    LessonAdded,
    LessonCancelled,
    LessonMoved,
    LessonReplaced,
    LessonRestored,
    ReplacementGiven,
    WeeklyCourseAdded,
    WeeklyCourseChanged,
    WeeklyCourseStopped,
)
from preau.timetable.queries.concerned import (
    Concerned,
    concerned_by_course,
    concerned_by_former_course,
    concerned_by_lesson,
    concerned_by_replacement,
)
from preau.timetable.queries.opened import is_opened
from preau.timetable.rules import TOLD_WITHIN

KIND = "timetable:change"
_TOLD = (Profile.TEACHER, Profile.PUPIL, Profile.GUARDIAN)


@on(LessonCancelled)
def tell_cancelled(event: LessonCancelled, recorded: Recorded) -> None:
    """It will not be held."""
    _tell_lesson(event, recorded, gettext_noop("Cours annulé"))


@on(LessonRestored)
def tell_restored(event: LessonRestored, recorded: Recorded) -> None:
    """It is held as planned."""
    _tell_lesson(event, recorded, gettext_noop("Cours rétabli"))


@on(LessonMoved)
def tell_moved(event: LessonMoved, recorded: Recorded) -> None:
    """Another moment, another room; a lesson put off is told when it was near, too."""
    was_near = clock.school_day(recorded.at) <= event.former_on <= clock.school_day(recorded.at) + TOLD_WITHIN
    _tell_lesson(event, recorded, gettext_noop("Cours déplacé"), was_near=was_near)


@on(LessonReplaced)
def tell_replaced(event: LessonReplaced, recorded: Recorded) -> None:
    """Somebody else gives it."""
    concerned = concerned_by_lesson(event.school_id, event.lesson_id)
    _tell(concerned, recorded, gettext_noop("Remplacement"), more=(event.absent_id,))


@on(LessonAdded)
def tell_added(event: LessonAdded, recorded: Recorded) -> None:
    """One more lesson."""
    _tell_lesson(event, recorded, gettext_noop("Cours ajouté"))


@on(WeeklyCourseAdded)
def tell_course_added(event: WeeklyCourseAdded, recorded: Recorded) -> None:
    """A new course of the week; the first lesson of each of its slots says when."""
    for course_id in event.course_ids:
        _tell(concerned_by_course(event.school_id, course_id), recorded, gettext_noop("Cours ajouté pour l’année"))


@on(WeeklyCourseChanged)
def tell_course(event: WeeklyCourseChanged, recorded: Recorded) -> None:
    """The course has changed for good; its next lesson says how."""
    _tell(
        concerned_by_course(event.school_id, event.course_id), recorded, gettext_noop("Cours changé pour l’année")
    )


@on(WeeklyCourseStopped)
def tell_stopped(event: WeeklyCourseStopped, recorded: Recorded) -> None:
    """The course has no lesson any more; told when its end is near."""
    concerned = concerned_by_former_course(event.school_id, event.course_id)
    if concerned is None or event.stopped_on > clock.school_day(recorded.at) + TOLD_WITHIN:
        return

    def detail() -> str:
        said = {"subject": concerned.subject, "day": words.day(event.stopped_on)}
        return _("%(subject)s\u202f: plus de séance à partir du %(day)s") % said

    _tell(concerned, recorded, gettext_noop("Cours arrêté"), was_near=True, detail=detail)


@on(ReplacementGiven)
def tell_replacement(event: ReplacementGiven, recorded: Recorded) -> None:
    """Somebody stands in for some days; the first lesson says who."""
    concerned = concerned_by_replacement(
        event.school_id, (event.substitute_id,), event.begins_on, event.ends_on, event.course_id
    )
    _tell(concerned, recorded, gettext_noop("Remplacement"), more=(event.absent_id,))


def _tell_lesson(
    event: LessonAdded | LessonCancelled | LessonMoved | LessonRestored,
    recorded: Recorded,
    title: str,
    *,
    was_near: bool = False,
) -> None:
    _tell(concerned_by_lesson(event.school_id, event.lesson_id), recorded, title, was_near=was_near)


def _tell(
    concerned: Concerned | None,
    recorded: Recorded,
    title: str,
    *,
    more: tuple[int, ...] = (),
    was_near: bool = False,
    detail: Callable[[], str] | None = None,
) -> None:
    """Tell everybody concerned but who did it. Nothing of a lesson gone, past, or not near."""
    if concerned is None or not (was_near or concerned.is_near(recorded.at)):
        return
    on_day = clock.school_day(concerned.starts_at)
    seeing = {one for one in _TOLD if is_opened(one, concerned.school_id, on_day)}
    said = detail or partial(_detail, concerned)
    teachers = {*concerned.teacher_ids, *more} - {recorded.actor_id} if Profile.TEACHER in seeing else set()
    _tell_one(Profile.TEACHER, title, said, _path("timetable:mine", on_day), teachers, recorded)
    pupils = set(concerned.pupil_ids) - {recorded.actor_id} if Profile.PUPIL in seeing else set()
    _tell_one(Profile.PUPIL, title, said, _path("timetable:mine", on_day), pupils, recorded)
    for pupil_id in concerned.pupil_ids if Profile.GUARDIAN in seeing else ():
        guardians = set(guardians_to_inform(pupil_id, clock.school_day(recorded.at))) - {recorded.actor_id}
        path = _path("timetable:pupil", on_day, pupil_id=pupil_id)
        _tell_one(Profile.GUARDIAN, title, said, path, guardians, recorded, about_pupil_id=pupil_id)


def _tell_one(
    profile: Profile,
    title: str,
    detail: Callable[[], str],
    path: str,
    people: set[int],
    recorded: Recorded,
    about_pupil_id: int | None = None,
) -> None:
    if people:
        tell(
            lambda: Told(KIND, profile, _(title), detail(), path, about_pupil_id),
            recipients=people,
            because=recorded,
        )


def _detail(concerned: Concerned) -> str:
    parts = [
        concerned.subject,
        f"{words.day(concerned.starts_at)}, {words.hours(concerned.starts_at, concerned.ends_at)}",
        concerned.teachers,
        _("salle %(room)s") % {"room": concerned.room} if concerned.room else "",
    ]
    return ", ".join(part for part in parts if part)


def _path(name: str, on_day: date, **kwargs: int) -> str:
    return f"{reverse(name, kwargs=kwargs)}?jour={on_day.isoformat()}"
