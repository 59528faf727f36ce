"""Add a course that comes back each week, and that no import has (capability C45)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from itertools import pairwise

from django.utils.translation import gettext as _

from preau.directory.class_days import SchoolCalendar, half_day_of, is_class_half_day
from preau.directory.models import Group, Subject
from preau.foundation.ledger.record import record
from preau.kernel import clock, words
from preau.kernel.action import action
from preau.kernel.actor import Actor
from preau.kernel.ids import new_key
from preau.kernel.refusals import NotPossible
from preau.timetable.agreement import agree_with_courses
from preau.timetable.deciding import check_may_change, check_minutes, check_nobody_is_busy
from preau.timetable.events import WeeklyCourseAdded
from preau.timetable.hours import Span
from preau.timetable.models import Alternation, WeeklyCourse, WeeklyCourseGroup, WeeklyCourseTeacher
from preau.timetable.queries.conflicts import Busy
from preau.timetable.queries.substitutes import check_teaches_here
from preau.timetable.queries.year_weeks import Pattern, YearWeeks, year_weeks
from preau.timetable.rules import BY_HAND, laid_until

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """A slot of the week: 1 Monday … 6 Saturday, on the wall of Paris."""

    weekday: int
    starts_at: time
    minutes: int

    def on(self, day: date) -> Span:
        starts = clock.instant(day, self.starts_at)
        return Span(starts, starts + timedelta(minutes=self.minutes))


@action
def add_weekly_course(
    *,
    actor: Actor,
    school_id: int,
    subject_id: int,
    group_ids: Sequence[int],
    teacher_ids: Sequence[int],
    moments: Sequence[Moment],
    pattern: Pattern,
    begins_on: date,
    ends_on: date,
    chosen: frozenset[date] = frozenset(),
    room: str = "",
    confirmed: bool = False,
) -> tuple[int, ...]:
    """A weekly course for each of these moments, held in the weeks of `pattern` (the Mondays `chosen`, when it
    says so) from `begins_on` to `ends_on`, both included; its lessons are laid at once. No import touches it.
    Without a teacher it is a study hall. Returns the ids of the courses.

    Errors: `NotAllowed` for who does not change lessons; `NotPossible` for a day past, days that cross or leave
    the school year, moments that meet, no lesson at all, no group, a group or a subject that is not there,
    somebody who does not teach here or (unless `confirmed`) who is busy, a break.
    """
    check_may_change(actor, school_id)
    groups = _groups(school_id, group_ids)
    if not Subject.objects.filter(pk=subject_id).exists():
        raise NotPossible(_("Choisissez la matière dans la liste."), field="subject")
    weeks = _year(school_id, begins_on, ends_on)
    _check_moments(moments)
    for person_id in teacher_ids:
        check_teaches_here(school_id, person_id, begins_on)
    held = {one: _days(weeks.mondays(pattern, chosen), one, begins_on, ends_on) for one in moments}
    spans = {one: _spans(weeks.calendar, one, days) for one, days in held.items()}
    _check_held(spans)
    busy = Busy(tuple(teacher_ids), tuple(group.pk for group in groups), room.strip())
    check_nobody_is_busy(school_id, [span for some in spans.values() for span in some], busy, confirmed=confirmed)
    courses = []
    for moment, days in held.items():
        course = _made(school_id, subject_id, moment, days, room.strip())
        WeeklyCourseGroup.objects.bulk_create(
            [WeeklyCourseGroup(school_id=school_id, weekly_course=course, group=group) for group in groups]
        )
        WeeklyCourseTeacher.objects.bulk_create(
            [
                WeeklyCourseTeacher(school_id=school_id, weekly_course=course, person_id=person_id)
                for person_id in sorted(set(teacher_ids))
            ]
        )
        courses.append(course.pk)
    today = clock.today()
    agree_with_courses(school_id, since=today, until=laid_until(today))
    record(WeeklyCourseAdded(school_id, tuple(courses)), actor=actor)
    return tuple(courses)


def _groups(school_id: int, group_ids: Sequence[int]) -> list[Group]:
    groups = list(Group.objects.filter(school_id=school_id, pk__in=group_ids, closed_on=None))
    if not groups or len(groups) != len(set(group_ids)):
        raise NotPossible(_("Choisissez la classe ou le groupe dans la liste."), field="groups")
    return groups


def _year(school_id: int, begins_on: date, ends_on: date) -> YearWeeks:
    if begins_on < clock.today():
        raise NotPossible(
            _("Ce jour est passé\u202f: le passé ne change plus. Un cours commence aujourd’hui au plus tôt."),
            field="begins_on",
        )
    if ends_on < begins_on:
        raise NotPossible(
            _("Le cours finit avant d’avoir commencé\u202f: corrigez une des dates."), field="ends_on"
        )
    weeks = year_weeks(school_id, begins_on)
    if weeks is None:
        raise NotPossible(_("Aucune année scolaire n’est connue à cette date."), field="begins_on")
    if ends_on > weeks.calendar.ends_on:
        raise NotPossible(
            _("L’année scolaire finit le %(day)s\u202f: le cours ne va pas au-delà.")
            % {"day": words.full_day(weeks.calendar.ends_on)},
            field="ends_on",
        )
    return weeks


def _check_moments(moments: Sequence[Moment]) -> None:
    if not moments:
        raise NotPossible(_("Choisissez au moins un créneau."), field="slot_1")
    for one in moments:
        check_minutes(one.minutes)
    monday = date(2001, 1, 1)
    placed = sorted((one.on(monday + (one.weekday - 1) * _DAY) for one in moments), key=lambda span: span.starts)
    if any(before.meets(after) for before, after in pairwise(placed)):
        raise NotPossible(_("Deux des créneaux choisis se chevauchent\u202f: retirez-en un."), field="slot_1")


def _days(mondays: Sequence[date], moment: Moment, first: date, last: date) -> tuple[date, ...]:
    """The days of its weeks, those that a closure takes included: it may be lifted."""
    days = (monday + (moment.weekday - 1) * _DAY for monday in mondays)
    return tuple(day for day in days if first <= day <= last)


def _spans(calendar: SchoolCalendar, moment: Moment, days: Sequence[date]) -> tuple[Span, ...]:
    """When it would be held, from now on. A Saturday course says itself that there is class on Saturday, as those
    of an import do.
    """
    open_days = replace(calendar, weekdays=calendar.weekdays | {moment.weekday})
    now, held = clock.now(), (moment.on(day) for day in days)
    return tuple(
        span
        for span in held
        if span.starts > now and is_class_half_day(open_days, half_day_of(span.starts, calendar.midday))
    )


def _check_held(held: dict[Moment, tuple[Span, ...]]) -> None:
    for moment, spans in held.items():
        if not spans:
            said = {"day": words.WEEKDAYS[moment.weekday - 1], "hour": words.hour(moment.starts_at)}
            raise NotPossible(
                _("Aucune séance n’aurait lieu le %(day)s à %(hour)s\u202f: vérifiez les dates et les semaines.")
                % said,
                field="pattern",
            )


def _made(school_id: int, subject_id: int, moment: Moment, days: Sequence[date], room: str) -> WeeklyCourse:
    """The course, and the weeks of its own that no import changes."""
    key = f"{BY_HAND}|{new_key().hex}"
    alternation = Alternation.objects.create(
        school_id=school_id, code=key, label=_("Semaines choisies"),
        mondays=[day - (day.isoweekday() - 1) * _DAY for day in days],
    )  # fmt: skip
    made: WeeklyCourse = WeeklyCourse.objects.create(
        school_id=school_id, alternation=alternation, subject_id=subject_id, weekday=moment.weekday,
        starts_at=moment.starts_at, minutes=moment.minutes, room=room, external_key=key,
    )  # fmt: skip
    return made
