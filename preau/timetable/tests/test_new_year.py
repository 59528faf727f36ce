"""Lessons laid in summer for September: hidden until the day chosen for each profile (capability C20)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client

from preau.directory.calendar_lines import YearLine
from preau.directory.models import SchoolYear, YearOpening
from preau.directory.new_year.days import OPENED, opening
from preau.kernel import clock
from preau.kernel.actor import Profile
from preau.kernel.ids import token_digest
from preau.timetable.models import AgendaLink
from preau.timetable.queries.opened import is_opened
from preau.timetable.tests.changing import door, send
from preau.timetable.tests.door import MINE, at, of, shown, step, titles
from preau.timetable.tests.test_told import told
from preau.timetable.tests.test_week import columns
from tests.cast import Cast, everywhere, lesson

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]

#: In July, between two years; the first days of class of the next one.
SUMMER = datetime(2027, 7, 20, 8, tzinfo=UTC)
FIRST = date(2027, 9, 1)
SEPTEMBER = date(2027, 9, 2)


@pytest.fixture
def summer(cast: Cast) -> Iterator[SchoolYear]:
    """The coming year is known and its first lessons are laid."""
    with clock.at(SUMMER):
        year = SchoolYear.objects.create(label="2027-2028", starts_on=FIRST, ends_on=date(2028, 7, 1))
        with everywhere(cast):
            lesson(cast, "juin", "college", "4B", "durand", "Français", time(9), time(10), on=date(2027, 7, 22))
            lesson(cast, "rentree", "college", "4B", "durand", "Mathématiques", time(9), time(10), on=SEPTEMBER)
            lesson(cast, "club", "college", "CHORALE", "petit", "Français", time(9), time(10), on=SEPTEMBER)
        yield year


def opens(cast: Cast, year: SchoolYear, profile: Profile, day: date, school: str = "college") -> None:
    """The school chooses a day for a profile."""
    with everywhere(cast):
        YearOpening.objects.create(school=cast.schools[school], year=year, profile=profile.value, opens_on=day)


def doors(cast: Cast) -> list[tuple[str, str]]:
    """(who, what) of each way to read a lesson of September."""
    asked = (f"jour={SEPTEMBER}", f"jour={SEPTEMBER}&vue=semaine")
    return [
        *(("lea", f"{MINE}?{one}") for one in asked),
        *(("durand", f"{MINE}?{one}") for one in asked),
        *(("marc", f"{of(cast, 'lea')}?{one}") for one in asked),
        *(("durand", f"{at(cast, classe=cast.groups['4B'].pk)}&{one}") for one in asked),
        *(("cpe", f"{at(cast, enseignant=cast.durand.pk)}&{one}") for one in asked),
        *(("cpe", f"{at(cast, salle='B12')}&{one}") for one in asked),
        *(("cpe", f"{of(cast, 'lea')}?{one}") for one in asked),
        ("cpe", f"{door(cast, 'together')}?avec=e{cast.durand.pk}&jour={SEPTEMBER}"),
    ]


def has_lessons(html: str) -> bool:
    """True when the page, a day or a grid, shows a lesson."""
    return bool(titles(html)) or any(columns(html).values())


def test_nobody_sees_september_before_its_day(cast: Cast, visit: Visit, summer: SchoolYear) -> None:
    for name, path in doors(cast):
        assert not has_lessons(shown(visit(name), path)), (name, path)


def test_each_profile_sees_it_from_its_own_day_on(cast: Cast, visit: Visit, summer: SchoolYear) -> None:
    today = clock.today()
    for profile in (Profile.PUPIL, Profile.TEACHER, Profile.VIE_SCOLAIRE):
        opens(cast, summer, profile, today)
    opens(cast, summer, Profile.GUARDIAN, today + timedelta(days=1))
    for name, path in doors(cast):
        assert has_lessons(shown(visit(name), path)) is (name != "marc"), (name, path)


def test_the_steps_of_a_day_do_not_tell_either(cast: Cast, visit: Visit, summer: SchoolYear) -> None:
    path = f"{MINE}?jour=2027-07-22"
    assert titles(shown(visit("lea"), path)) == ["Français"]
    assert step(shown(visit("lea"), path), "next") == ""
    assert step(shown(visit("durand"), path), "next") == ""
    assert step(shown(visit("cpe"), f"{at(cast, salle='B12')}&jour=2027-07-22"), "next") == ""
    opens(cast, summer, Profile.PUPIL, clock.today())
    assert step(shown(visit("lea"), path), "next") == f"{MINE}?jour={SEPTEMBER}"


def test_the_direction_always_sees(cast: Cast, visit: Visit, summer: SchoolYear) -> None:
    path = f"{at(cast, classe=cast.groups['4B'].pk)}&jour={SEPTEMBER}"
    assert titles(shown(visit("chef"), path)) == ["Français", "Mathématiques"]
    opens(cast, summer, Profile.DIRECTION, FIRST)
    assert titles(shown(visit("chef"), path)) == ["Français", "Mathématiques"]


def test_a_day_chosen_by_the_neighbour_opens_nothing_here(cast: Cast, visit: Visit, summer: SchoolYear) -> None:
    opens(cast, summer, Profile.PUPIL, clock.today(), school="twin")
    assert titles(shown(visit("lea"), f"{MINE}?jour={SEPTEMBER}")) == []


def test_the_outside_calendar_waits_too(cast: Cast, visit: Visit, summer: SchoolYear) -> None:
    AgendaLink.objects.create(
        person=cast.marc, profile="responsable", digest=token_digest("agenda-de-marc"), made_at=SUMMER
    )
    pupil, parent = "/agenda/agenda-de-lea.ics", "/agenda/agenda-de-marc.ics"
    for path in (pupil, parent):
        assert b"20270902" not in visit("anonyme").get(path).content
    opens(cast, summer, Profile.PUPIL, clock.today())
    assert visit("anonyme").get(pupil).content.count(b"DTSTART;TZID=Europe/Paris:20270902T090000") == 2
    assert b"20270902" not in visit("anonyme").get(parent).content


def test_a_class_of_september_is_not_in_the_choices_of_its_teacher(
    cast: Cast, visit: Visit, summer: SchoolYear
) -> None:
    with everywhere(cast):
        lesson(cast, "5A", "college", "5A", "durand", "Mathématiques", time(9), time(10), on=SEPTEMBER)
    path = f"{at(cast, classe=cast.groups['5A'].pk)}&jour={SEPTEMBER}"
    assert visit("durand").get(path).status_code == 404
    opens(cast, summer, Profile.TEACHER, clock.today())
    assert titles(shown(visit("durand"), path)) == ["Mathématiques"]


def test_from_the_first_day_on_everybody_sees(cast: Cast, summer: SchoolYear, seen_everywhere: Look) -> None:
    school_id = cast.schools["college"].pk
    opens(cast, summer, Profile.PUPIL, FIRST)
    with seen_everywhere(), clock.at(clock.instant(FIRST, time(0, 1))):
        assert is_opened(Profile.PUPIL, school_id, SEPTEMBER)


@pytest.mark.parametrize("profile", OPENED)
def test_the_day_is_the_one_that_the_directory_says(
    cast: Cast, summer: SchoolYear, seen_everywhere: Look, profile: Profile
) -> None:
    school_id = cast.schools["college"].pk
    year = YearLine(summer.pk, summer.label, summer.starts_on, summer.ends_on)
    for chosen in ({}, {profile: date(2027, 8, 12)}):
        for one, day in chosen.items():
            opens(cast, summer, one, day)
        first = opening(profile, year, chosen)
        for day, expected in ((first - timedelta(days=1), False), (first, True)):
            with clock.at(clock.instant(day, time(12))), seen_everywhere():
                assert is_opened(profile, school_id, SEPTEMBER) is expected


def test_a_change_is_told_only_to_those_who_see(cast: Cast, visit: Visit, seen_everywhere: Look) -> None:
    """On the eve of September the teachers see their lessons, the families do not yet."""
    with clock.at(datetime(2027, 7, 26, 8, tzinfo=UTC)):
        year = SchoolYear.objects.create(label="2027-2028", starts_on=date(2027, 7, 29), ends_on=date(2028, 7, 1))
        opens(cast, year, Profile.GUARDIAN, date(2027, 7, 28))
        with everywhere(cast):
            on = date(2027, 7, 30)
            made = lesson(cast, "club", "college", "4B", "durand", "Français", time(9), time(10), on=on)
        assert send(visit("chef"), door(cast, "cancel-lesson", made.pk), which="une").status_code == 302
        assert told(cast) == {"durand": "Cours annulé"}
