"""A lesson, and what may be changed of it: cancelled, moved, given to somebody else, given back."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel import clock, words
from preau.kernel.actor import SchoolRef
from preau.timetable.actions.cancel_lesson import cancel_lesson
from preau.timetable.actions.change_weekly_course import change_weekly_course
from preau.timetable.actions.move_lesson import move_lesson
from preau.timetable.actions.restore_lesson import restore_lesson
from preau.timetable.actions.stop_weekly_course import stop_weekly_course
from preau.timetable.policies import CHANGE_LESSONS
from preau.timetable.queries.lessons import LessonHead
from preau.timetable.web.change import (
    ALL,
    CHANGERS,
    ChangeForm,
    MomentForm,
    ScopeField,
    day_page,
    form_page,
    lesson_asked,
    lesson_page,
)


class CancelForm(ChangeForm):
    """This lesson, or the end of its course."""

    which = ScopeField(gettext_lazy("Toutes, à partir de celle-ci\u202f: le cours s’arrête"))


class MoveForm(MomentForm):
    """Another moment, for this lesson or for all those to come."""

    which = ScopeField(gettext_lazy("Toutes les séances à venir de ce cours"))
    field_order = ("on", "starts_at", "minutes", "room", "which", "confirmed")


@screen("Séance", open_to=CHANGERS, capability=CHANGE_LESSONS)
def show(request: Request, *, school: SchoolRef, lesson_id: int) -> HttpResponse:
    """What it is, what was changed of it, and the doors to change it."""
    lesson = lesson_asked(school, lesson_id)
    back = day_page(school, lesson, lesson.held_on)
    return page(request, "timetable/lesson.html", title=_("Séance"), school=school, lesson=lesson, back=back)


@screen("Annuler une séance", open_to=CHANGERS, writes=True, capability=CHANGE_LESSONS)
def cancel(request: Request, *, school: SchoolRef, lesson_id: int) -> HttpResponse:
    """Asked once more, and which ones."""
    lesson = lesson_asked(school, lesson_id)
    form = CancelForm(request.POST if request.method == "POST" else None)
    _alone(form, lesson)
    if form.is_valid():
        with refusal_shown_in(form):
            if form.cleaned_data.get("which") == ALL and lesson.course_id is not None:
                stop_weekly_course(
                    actor=request.actor, school_id=school.id, course_id=lesson.course_id, stopped_on=lesson.held_on
                )
                said = _("Le cours s’arrête\u202f: plus de séance à partir du %(day)s.")
            else:
                cancel_lesson(actor=request.actor, school_id=school.id, lesson_id=lesson_id)
                said = _("La séance du %(day)s est annulée.")
        if form.is_valid():
            return redirect_saying(
                day_page(school, lesson, lesson.held_on), said % {"day": words.day(lesson.held_on)}
            )
    return form_page(
        request, school, form, title=_("Annuler la séance"), lead=f"{lesson.title}, {lesson.moment}",
        back=lesson_page(school, lesson_id), button=_("Annuler la séance"), intention="danger",
    )  # fmt: skip


@screen("Déplacer une séance", open_to=CHANGERS, writes=True, capability=CHANGE_LESSONS)
def move(request: Request, *, school: SchoolRef, lesson_id: int) -> HttpResponse:
    """Another day, another hour, another room."""
    lesson = lesson_asked(school, lesson_id)
    starts = f"{clock.local(lesson.starts_at):%H:%M}"
    now = {"on": lesson.held_on, "starts_at": starts, "minutes": lesson.minutes, "room": lesson.room}
    form = MoveForm(request.POST if request.method == "POST" else None, initial=now)
    form.ring(school.id, [int(group.key) for group in lesson.groups], lesson.room)
    _alone(form, lesson)
    if form.is_valid():
        asked = dict(form.cleaned_data)
        which = asked.pop("which", "")
        with refusal_shown_in(form):
            if which == ALL and lesson.course_id is not None:
                weekday = asked.pop("on").isoweekday()
                change_weekly_course(
                    actor=request.actor, school_id=school.id, course_id=lesson.course_id, weekday=weekday, **asked
                )
            else:
                move_lesson(actor=request.actor, school_id=school.id, lesson_id=lesson_id, **asked)
        if form.is_valid():
            return redirect_saying(
                day_page(school, lesson, form.cleaned_data["on"]), _("Le changement est enregistré.")
            )
    return form_page(
        request, school, form, title=_("Déplacer la séance"), lead=f"{lesson.title}, {lesson.moment}",
        back=lesson_page(school, lesson_id), button=_("Enregistrer"),
    )  # fmt: skip


@screen("Rétablir une séance", open_to=CHANGERS, writes=True, reads=False, capability=CHANGE_LESSONS)
def restore(request: Request, *, school: SchoolRef, lesson_id: int) -> HttpResponse:
    """Back to what the timetable says."""
    lesson = lesson_asked(school, lesson_id)
    restore_lesson(actor=request.actor, school_id=school.id, lesson_id=lesson_id)
    return redirect_saying(
        day_page(school, lesson, lesson.laid_for or lesson.held_on), _("La séance est rétablie.")
    )


def _alone(form: forms.Form, lesson: LessonHead) -> None:
    """A lesson that the school added has no others."""
    if lesson.course_id is None:
        del form.fields["which"]
