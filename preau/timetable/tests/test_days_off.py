"""No lesson on a day without class: holidays, public holidays, closing days and half-days (capability C48)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from preau.directory.models import Closure, Half, Holiday, SchoolSettings
from preau.foundation.ledger.delivery import deliver_all
from preau.foundation.ledger.dispatch import gather_listeners
from preau.kernel import clock
from preau.timetable.actions.lay_lessons import Laid
from preau.timetable.models import Lesson, WeeklyCourse
from preau.timetable.tests.week import MONDAY, alternation, lay, weekly, weeks
from tests.cast import NOW, TODAY, Cast

FAR = TODAY + timedelta(days=365)
FRIDAY = date(2026, 12, 4)


@pytest.fixture
def everywhere(cast: Cast, seen_everywhere: Callable[[], AbstractContextManager[None]]) -> Iterator[None]:
    """The scope of all schools, for the whole test."""
    with seen_everywhere():
        yield


def close(cast: Cast, first: date, last: date, half: str = "", school: str = "college") -> Closure:
    made: Closure = Closure.objects.create(
        school=cast.schools[school], label="Travaux", starts_on=first, ends_on=last, half=half
    )
    return made


def days(course: WeeklyCourse) -> list[date]:
    return list(Lesson.objects.filter(weekly_course=course).order_by("held_on").values_list("held_on", flat=True))


def test_no_lesson_is_laid_in_the_holidays_of_the_zone(cast: Cast, everywhere: None) -> None:
    course = weekly(cast, alternation(cast, weeks(8)), 5, time(9))
    lay(cast, TODAY, FAR)
    assert days(course) == [date(2026, 11, 27), FRIDAY, date(2026, 12, 11), date(2026, 12, 18),
                            date(2027, 1, 8), date(2027, 1, 15)]  # fmt: skip


def test_a_school_of_another_zone_has_other_holidays(cast: Cast, everywhere: None) -> None:
    Holiday.objects.create(
        zone="A", year_label="2026-2027", label="Hiver", starts_on=date(2026, 12, 4), ends_on=date(2026, 12, 11)
    )
    SchoolSettings.objects.create(school=cast.schools["college"], zone="A")
    course = weekly(cast, alternation(cast, weeks(6)), 5, time(9))
    lay(cast, TODAY, FAR)
    assert days(course) == [date(2026, 11, 27), date(2026, 12, 18)]


def test_what_was_laid_goes_when_the_school_closes_and_comes_back_when_it_opens(
    cast: Cast, everywhere: None
) -> None:
    course = weekly(cast, alternation(cast, weeks(4)), 5, time(9))
    lay(cast, TODAY, FAR)
    closure = close(cast, FRIDAY - timedelta(days=1), FRIDAY)
    assert lay(cast, TODAY, FAR) == Laid(0, 0, 1)
    assert FRIDAY not in days(course)
    closure.delete()
    assert lay(cast, TODAY, FAR) == Laid(1, 0, 0)
    assert FRIDAY in days(course)


def test_the_whole_laid_range_is_looked_at_and_the_next_school_year_too(cast: Cast, everywhere: None) -> None:
    course = weekly(cast, alternation(cast, weeks(2, first=date(2027, 10, 25))), 5, time(9))
    lay(cast, TODAY, date(2027, 11, 30))
    Holiday.objects.create(
        zone="C", year_label="2027-2028", label="Toussaint", starts_on=date(2027, 10, 23),
        ends_on=date(2027, 11, 7),
    )  # fmt: skip
    assert lay(cast, TODAY, TODAY) == Laid(0, 0, 2)
    assert days(course) == []


@pytest.mark.parametrize(
    ("half", "left"), [(Half.MORNING, {"soir", "midi"}), (Half.AFTERNOON, {"matin"}), ("", set())]
)
def test_half_a_day_takes_the_lessons_that_begin_in_it(
    cast: Cast, everywhere: None, half: str, left: set[str]
) -> None:
    when = alternation(cast, [MONDAY + timedelta(weeks=1)])
    courses = {
        name: weekly(cast, when, 5, at, 120)
        for name, at in (("matin", time(11, 49)), ("midi", time(11, 50)), ("soir", time(16)))
    }
    close(cast, FRIDAY, FRIDAY, half)
    lay(cast, TODAY, FAR)
    assert {name for name, course in courses.items() if days(course)} == left


def test_a_school_says_when_its_afternoon_begins(cast: Cast, everywhere: None) -> None:
    SchoolSettings.objects.create(school=cast.schools["college"], midday=time(13))
    course = weekly(cast, alternation(cast, [MONDAY + timedelta(weeks=1)]), 5, time(12, 30))
    close(cast, FRIDAY, FRIDAY, Half.MORNING)
    lay(cast, TODAY, FAR)
    assert days(course) == []


def test_a_course_moved_out_of_the_closed_half_day_keeps_its_lesson(cast: Cast, everywhere: None) -> None:
    course = weekly(cast, alternation(cast, [MONDAY + timedelta(weeks=1)]), 5, time(9))
    lay(cast, TODAY, FAR)
    kept = Lesson.objects.get(weekly_course=course)
    close(cast, FRIDAY, FRIDAY, Half.MORNING)
    WeeklyCourse.objects.filter(pk=course.pk).update(starts_at=time(14))
    assert lay(cast, TODAY, FAR) == Laid(0, 1, 0)
    assert Lesson.objects.get(weekly_course=course).pk == kept.pk


def test_the_closing_day_of_a_neighbour_changes_nothing(cast: Cast, everywhere: None) -> None:
    course = weekly(cast, alternation(cast, weeks(2)), 5, time(9))
    close(cast, FRIDAY, FRIDAY, school="twin")
    lay(cast, TODAY, FAR)
    assert FRIDAY in days(course)


def test_what_was_changed_by_hand_stays_on_a_closed_day(cast: Cast, everywhere: None) -> None:
    course = weekly(cast, alternation(cast, weeks(2)), 5, time(9))
    lay(cast, TODAY, FAR)
    Lesson.objects.filter(weekly_course=course, held_on=FRIDAY).update(changed_by_hand_at=NOW)
    close(cast, FRIDAY, FRIDAY)
    assert lay(cast, TODAY, FAR) == Laid(0, 0, 0)


def test_the_past_stays_when_a_day_is_closed_afterwards(cast: Cast, everywhere: None) -> None:
    course = weekly(cast, alternation(cast, weeks(2)), 5, time(9))
    lay(cast, TODAY, FAR)
    with clock.at(NOW + timedelta(days=15)):
        close(cast, FRIDAY, FRIDAY)
        assert lay(cast, clock.today(), FAR) == Laid(0, 0, 0)
    assert FRIDAY in days(course)


def test_a_closing_day_is_followed_at_once(cast: Cast, visit: Callable[[str], Client]) -> None:
    gather_listeners()
    door = reverse("directory:add-closure", kwargs={"uai": cast.schools["college"].uai})
    sent = {"label": "Travaux", "starts_on": FRIDAY.isoformat(), "ends_on": FRIDAY.isoformat(), "half": ""}
    assert visit("chef").post(door, sent).status_code == 302
    deliver_all()
    (asked,) = ProcrastinateJob.objects.filter(task_name="preau.timetable.jobs.lay_school")
    assert asked.args == {"school_id": cast.schools["college"].pk}
