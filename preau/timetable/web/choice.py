"""Day, week or month: what the address asks, of whomever the page is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from preau.kernel.actor import Actor
from preau.timetable.queries.days import (
    Day,
    day_of_class,
    day_of_group,
    day_of_pupil,
    day_of_room,
    day_of_teacher,
)
from preau.timetable.queries.lines import Seen
from preau.timetable.queries.weeks import Whose
from preau.timetable.web.month import ShownMonth, shown_month
from preau.timetable.web.shown import AskedDay, ShownDay, View, asked_day, asked_view, shown_day
from preau.timetable.web.week import Asking, ShownWeek, shown_week


@dataclass(frozen=True, slots=True)
class Shown:
    """A day, a week or a month, and the template that prints it under the name `shown`."""

    what: ShownDay | ShownWeek | ShownMonth
    template: str


def shown_of(
    request: HttpRequest,
    actor: Actor,
    whose: Whose,
    *,
    keeping: Mapping[str, str] | None = None,
    whole: str = "",
) -> Shown:
    """What the address asks of these lessons, which the actor may read. `keeping` is what links carry along,
    `whole` the class that goes without saying.
    """
    asked = asked_day(request)
    kept = keeping or {}
    asking = Asking(actor, whose, asked, request.path, kept, whole)
    view = asked_view(request)
    if view is View.WEEK:
        return Shown(shown_week(asking), "timetable/week.html")
    if view is View.MONTH:
        return Shown(shown_month(asking), "timetable/month.html")
    day = shown_day(
        _day(actor, whose, asked), asked, whose=whose, path=request.path, keeping=kept, whole=whole, actor=actor
    )
    return Shown(day, "timetable/day.html")


def _day(actor: Actor, whose: Whose, asked: AskedDay) -> Day:
    key, schools = whose.key, whose.school_ids
    if whose.seen is Seen.BY_PUPIL:
        return day_of_pupil(int(key), asked.on, school_ids=schools, reader=actor)
    if whose.seen is Seen.BY_TEACHER:
        return day_of_teacher(int(key), asked.on, school_ids=schools, reader=actor)
    if whose.seen is Seen.BY_CLASS:
        return day_of_class(int(key), asked.on, school_id=schools[0], reader=actor)
    if whose.seen is Seen.BY_GROUP:
        return day_of_group(int(key), asked.on, school_id=schools[0], reader=actor)
    return day_of_room(str(key), asked.on, school_id=schools[0], reader=actor)
