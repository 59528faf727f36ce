"""End a weekly course before its time."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from preau.foundation.ledger.record import record
from preau.kernel import clock
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.refusals import NotPossible
from preau.timetable.agreement import agree_with_courses
from preau.timetable.deciding import course_to_change
from preau.timetable.events import WeeklyCourseStopped
from preau.timetable.rules import laid_until


@action
def stop_weekly_course(*, actor: Actor, school_id: int, course_id: int, stopped_on: date) -> None:
    """The course has no lesson from `stopped_on` on. An import does not undo this; lessons past stay.

    Errors: `NotAllowed` for who does not change lessons; `NotPossible` for a day past.
    """
    course = course_to_change(actor, school_id, course_id)
    today = clock.today()
    if stopped_on < today:
        raise NotPossible(_("Ce jour est passé\u202f: le passé ne change plus."), field="stopped_on")
    course.stopped_on = stopped_on
    course.save(update_fields=["stopped_on"])
    record(WeeklyCourseStopped(school_id, course.pk, stopped_on), actor=actor)
    agree_with_courses(school_id, since=today, until=laid_until(today))
