"""The courses that the school added: read, changed for all their lessons to come, stopped."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.foundation.screens.page import page, redirect_saying
from preau.foundation.screens.request import Request
from preau.foundation.screens.screen import refusal_shown_in, screen
from preau.kernel import clock, words
from preau.kernel.actor import SchoolRef
from preau.kernel.refusals import NotAllowed
from preau.timetable.actions.change_own_course import change_own_course
from preau.timetable.actions.stop_weekly_course import stop_weekly_course
from preau.timetable.policies import CHANGE_LESSONS
from preau.timetable.queries.bells import grid_serving, grids_of
from preau.timetable.queries.lessons import subjects_of
from preau.timetable.queries.own_courses import OwnCourse, own_courses
from preau.timetable.queries.ties import readable_groups, readable_teachers
from preau.timetable.rules import LONGEST_LESSON
from preau.timetable.web.change import CHANGERS, ChangeForm, day_field, form_page

_DAYS = tuple((str(n), day) for n, day in enumerate(words.WEEKDAYS[:6], 1))


class OwnCourseForm(ChangeForm):
    """The whole of a course, for its lessons to come."""

    subject = forms.ChoiceField(label=gettext_lazy("Matière"))
    weekday = forms.ChoiceField(label=gettext_lazy("Jour"), choices=_DAYS)
    starts_at = forms.TimeField(
        label=gettext_lazy("Heure de début"), widget=forms.TimeInput(attrs={"type": "time"})
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Durée en minutes"), min_value=1, max_value=LONGEST_LESSON,
        widget=forms.NumberInput(attrs={"type": "number"}),
    )  # fmt: skip
    room = forms.CharField(label=gettext_lazy("Salle"), required=False, max_length=60)
    teachers = forms.MultipleChoiceField(label=gettext_lazy("Enseignants"), required=False)
    groups = forms.MultipleChoiceField(label=gettext_lazy("Classes et groupes"))


class StopForm(forms.Form):
    """The first day without it."""

    stopped_on = day_field(gettext_lazy("Plus de séance à partir du"))


@screen("Cours ajoutés", open_to=CHANGERS, capability=CHANGE_LESSONS)
def show_all(request: Request, *, school: SchoolRef) -> HttpResponse:
    """Those not over, in the order of the week."""
    lines = own_courses(school.id)
    return page(request, "timetable/courses.html", title=_("Cours ajoutés"), school=school, courses=lines)


@screen("Changer un cours ajouté", open_to=CHANGERS, writes=True, capability=CHANGE_LESSONS)
def change(request: Request, *, school: SchoolRef, course_id: int) -> HttpResponse:
    """All its lessons to come; for one of them, the page leads to the next lesson."""
    course = _asked(school, course_id)
    form = OwnCourseForm(request.POST if request.method == "POST" else None, initial=_as_it_is(course))
    form.with_choices("subject", subjects_of(school.id))
    form.with_choices("teachers", readable_teachers(request.actor, school.id))
    form.with_choices("groups", readable_groups(request.actor, school.id))
    if form.is_valid():
        found = form.cleaned_data
        with refusal_shown_in(form):
            change_own_course(
                actor=request.actor, school_id=school.id, course_id=course_id, subject_id=int(found["subject"]),
                group_ids=[int(key) for key in found["groups"]],
                teacher_ids=[int(key) for key in found["teachers"]], weekday=int(found["weekday"]),
                starts_at=found["starts_at"], minutes=found["minutes"], room=found["room"],
                confirmed=found["confirmed"],
            )  # fmt: skip
        if form.is_valid():
            return redirect_saying(_list(school), _("Le changement est enregistré."))
    grid = grid_serving(grids_of(school.id, group_ids=course.group_ids, room=course.room))
    return page(
        request, "timetable/course_change.html", title=_("Cours ajouté"), school=school, course=course, form=form,
        grid=grid,
    )  # fmt: skip


@screen("Arrêter un cours ajouté", open_to=CHANGERS, writes=True, capability=CHANGE_LESSONS)
def stop(request: Request, *, school: SchoolRef, course_id: int) -> HttpResponse:
    """From a day on; its lessons past stay."""
    course = _asked(school, course_id)
    tomorrow = clock.today() + timedelta(days=1)
    form = StopForm(request.POST if request.method == "POST" else None, initial={"stopped_on": tomorrow})
    if form.is_valid():
        with refusal_shown_in(form):
            stop_weekly_course(actor=request.actor, school_id=school.id, course_id=course_id, **form.cleaned_data)
        if form.is_valid():
            said = _("Le cours s’arrête\u202f: plus de séance à partir du %(day)s.")
            return redirect_saying(_list(school), said % {"day": words.day(form.cleaned_data["stopped_on"])})
    return form_page(
        request, school, form, title=_("Arrêter le cours"), lead=f"{course.title}, {course.moment}",
        back=_list(school), button=_("Arrêter le cours"), intention="danger",
    )  # fmt: skip


def _asked(school: SchoolRef, course_id: int) -> OwnCourse:
    found = own_courses(school.id, course_id) if course_id else ()
    if not found:
        raise NotAllowed
    return found[0]


def _as_it_is(course: OwnCourse) -> dict[str, object]:
    return {
        "subject": course.subject_id,
        "weekday": course.weekday,
        "starts_at": f"{course.starts_at:%H:%M}",
        "minutes": course.minutes,
        "room": course.room,
        "teachers": [str(pk) for pk in course.teacher_ids],
        "groups": [str(pk) for pk in course.group_ids],
    }


def _list(school: SchoolRef) -> str:
    return reverse("timetable:courses", kwargs={"uai": school.uai})
