"""Whom the actions of `timetable` obey."""

from __future__ import annotations

from datetime import date, time, timedelta

from preau.timetable.actions.add_weekly_course import Moment
from preau.timetable.actions.write_bell_grid import Slot
from preau.timetable.models import Lesson
from preau.timetable.queries.year_weeks import Pattern
from preau.timetable.tests.week import alternation, own_course, weekly, weeks
from tests.cast import NOW, TODAY, Cast
from tests.deeds.asked import NOBODY, OFFICE, Asked, at_college


def to_come(cast: Cast) -> int:
    return cast.lessons["espagnol"].pk


def cancelled(cast: Cast) -> int:
    Lesson.objects.filter(pk=to_come(cast)).update(cancelled_at=NOW, changed_by_hand_at=NOW)
    return to_come(cast)


def weekly_course(cast: Cast) -> int:
    return weekly(cast, alternation(cast, weeks(1)), 5, time(9)).pk


ACTIONS: dict[str, Asked] = {
    "timetable.lay_lessons": Asked(
        NOBODY, at_college(since=lambda cast: TODAY, until=lambda cast: TODAY + timedelta(days=7))
    ),
    "timetable.cancel_lesson": Asked(OFFICE, at_college(lesson_id=to_come)),
    "timetable.restore_lesson": Asked(OFFICE, at_college(lesson_id=cancelled)),
    "timetable.move_lesson": Asked(
        OFFICE,
        at_college(
            lesson_id=to_come,
            on=lambda cast: TODAY,
            starts_at=lambda cast: time(16),
            minutes=lambda cast: 55,
            room=lambda cast: "",
        ),
    ),
    "timetable.replace_teacher": Asked(
        OFFICE,
        at_college(
            lesson_id=to_come,
            absent_id=lambda cast: cast.double.pk,
            substitute_id=lambda cast: cast.petit.pk,
            end_of_entry_on=lambda cast: TODAY,
        ),
    ),
    "timetable.add_lesson": Asked(
        OFFICE,
        at_college(
            subject_id=lambda cast: cast.subjects["Français"].pk,
            group_ids=lambda cast: [cast.groups["4B"].pk],
            teacher_ids=lambda cast: [cast.petit.pk],
            on=lambda cast: TODAY,
            starts_at=lambda cast: time(16),
            minutes=lambda cast: 55,
        ),
    ),
    "timetable.add_weekly_course": Asked(
        OFFICE,
        at_college(
            subject_id=lambda cast: cast.subjects["Français"].pk,
            group_ids=lambda cast: [cast.groups["4B"].pk],
            teacher_ids=lambda cast: [cast.petit.pk],
            moments=lambda cast: [Moment(5, time(16), 55)],
            pattern=lambda cast: Pattern.EVERY,
            begins_on=lambda cast: TODAY,
            ends_on=lambda cast: TODAY + timedelta(weeks=3),
        ),
    ),
    "timetable.change_own_course": Asked(
        OFFICE,
        at_college(
            course_id=own_course,
            subject_id=lambda cast: cast.subjects["Français"].pk,
            group_ids=lambda cast: [cast.groups["4B"].pk],
            teacher_ids=lambda cast: [cast.petit.pk],
            weekday=lambda cast: 2,
            starts_at=lambda cast: time(16),
            minutes=lambda cast: 55,
            room=lambda cast: "",
        ),
    ),
    "timetable.change_weekly_course": Asked(
        OFFICE,
        at_college(
            course_id=weekly_course,
            weekday=lambda cast: 2,
            starts_at=lambda cast: time(9),
            minutes=lambda cast: 55,
            room=lambda cast: "",
        ),
    ),
    "timetable.stop_weekly_course": Asked(
        OFFICE, at_college(course_id=weekly_course, stopped_on=lambda cast: TODAY)
    ),
    "timetable.give_replacement": Asked(
        OFFICE,
        at_college(
            absent_id=lambda cast: cast.durand.pk,
            substitute_id=lambda cast: cast.petit.pk,
            begins_on=lambda cast: TODAY,
            ends_on=lambda cast: TODAY,
            end_of_entry_on=lambda cast: TODAY,
        ),
    ),
    "timetable.write_bell_grid": Asked(
        OFFICE,
        at_college(
            label=lambda cast: "Jour", site=lambda cast: "", slots=lambda cast: [Slot("M1", time(8), time(9))]
        ),
    ),
    "timetable.describe_room": Asked(
        OFFICE, at_college(name=lambda cast: "B12", site=lambda cast: "", seats=lambda cast: 30)
    ),
    "timetable.shorten_replacement": Asked(
        OFFICE,
        at_college(
            replacement_id=lambda cast: cast.replacements["durand"].pk, ends_on=lambda cast: date(2027, 5, 18)
        ),
    ),
}  # fmt: skip
