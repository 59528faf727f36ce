"""Weekly courses of the cast, and the laying of their lessons, for tests."""

from __future__ import annotations

from datetime import date, time, timedelta

from preau.kernel.actor import SYSTEM
from preau.timetable.actions.lay_lessons import Laid, lay_lessons
from preau.timetable.models import Alternation, WeeklyCourse, WeeklyCourseGroup, WeeklyCourseTeacher
from preau.timetable.rules import BY_HAND
from tests.cast import Cast, everywhere

#: The Monday of the week in which the cast lives.
MONDAY = date(2026, 11, 23)
OWN_KEY = f"{BY_HAND}|essai"


def weeks(count: int, *, first: date = MONDAY, every: int = 1) -> list[date]:
    """Mondays from `first`: each week, or one in two."""
    return [first + timedelta(weeks=n * every) for n in range(count)]


def alternation(cast: Cast, mondays: list[date], code: str = "H", school: str = "college") -> Alternation:
    """Add a set of weeks to a school of the cast."""
    made: Alternation = Alternation.objects.create(school=cast.schools[school], code=code, mondays=mondays)
    return made


def weekly(
    cast: Cast,
    when: Alternation,
    weekday: int,
    starts: time,
    minutes: int = 55,
    *,
    group: str = "4B",
    teacher: str = "durand",
    subject: str = "Mathématiques",
    room: str = "A1",
) -> WeeklyCourse:
    """Add a weekly course with one group and one teacher."""
    key = f"{group}|{subject}|{when.code}|{weekday}|{starts:%H%M}"
    course: WeeklyCourse = WeeklyCourse.objects.create(
        school=when.school, alternation=when, subject=cast.subjects[subject], weekday=weekday,
        starts_at=starts, minutes=minutes, room=room, external_key=key,
    )  # fmt: skip
    WeeklyCourseGroup.objects.create(school=when.school, weekly_course=course, group=cast.groups[group])
    WeeklyCourseTeacher.objects.create(school=when.school, weekly_course=course, person=cast.people[teacher])
    return course


def lay(cast: Cast, since: date, until: date, school: str = "college") -> Laid:
    """Lay the lessons of a school, in the scope open now."""
    return lay_lessons(actor=SYSTEM, school_id=cast.schools[school].pk, since=since, until=until)


def own_course(cast: Cast) -> int:
    """The id of a course that the collège added by itself, made once."""
    if "own" in cast.courses:
        return cast.courses["own"]
    with everywhere(cast):
        known = WeeklyCourse.objects.filter(external_key=OWN_KEY).first()
        if known is None:
            known = weekly(cast, alternation(cast, weeks(3), OWN_KEY), 5, time(9))
            known.external_key = OWN_KEY
            known.save(update_fields=["external_key"])
        return int(known.pk)
