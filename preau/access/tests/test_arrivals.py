"""Who arrives with the coming year: an account in the summer, a door from the day her school opens it (C20)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from preau.access.actors import attachments_of
from preau.access.models import Account, Session
from preau.access.queries import EVERYBODY, people_of_class, people_of_schools, people_of_staff
from preau.directory.calendar_lines import YearLine
from preau.directory.models import (
    Enrolment,
    Group,
    Guardianship,
    Membership,
    Person,
    Post,
    Pupil,
    SchoolYear,
    YearOpening,
)
from preau.directory.new_year.days import OPENS_BEFORE, opening
from preau.kernel import clock
from preau.kernel.actor import Profile
from preau.kernel.ids import token_digest
from tests.cast import Cast, person

FIRST = date(2027, 9, 1)
Everywhere = Callable[[], AbstractContextManager[None]]
Visit = Callable[[str], Client]


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 7, tzinfo=UTC)


@pytest.fixture
def arrivals(cast: Cast, seen_everywhere: Everywhere) -> Cast:
    """Ana begins in 6e A with her father, a teacher and a head arrive; each has an account and a window open."""
    with seen_everywhere():
        college = cast.schools["college"]
        SchoolYear.objects.create(label="2027-2028", starts_on=FIRST, ends_on=date(2028, 7, 5))
        ana = Pupil.objects.create(person=person(cast, "ana", "Ana", "Roig", Profile.PUPIL, date(2016, 4, 2)))
        Enrolment.objects.create(school=college, pupil=ana, begins_on=FIRST)
        sixth = Group(school=college, kind=Group.Kind.DIVISION, code="6e A", label="6e A")
        Group.objects.bulk_create([sixth])
        cast.groups["6A"] = sixth
        Membership.objects.create(school=college, group=sixth, pupil=ana, begins_on=FIRST)
        father = person(cast, "pere", "Joan", "Roig", Profile.GUARDIAN)
        Guardianship.objects.create(
            pupil=ana,
            guardian=father,
            level=1,
            is_informed=True,
            may_consult=True,
            may_decide=True,
            begins_on=FIRST,
        )
        for name, profile, function in (
            ("nouveau_prof", Profile.TEACHER, "ENS"),
            ("nouvelle_cheffe", Profile.DIRECTION, "DIR"),
        ):
            Post.objects.create(
                school=college, person=person(cast, name, name, "Nouveau", profile), function=function,
                profile=profile.value, begins_on=FIRST,
            )  # fmt: skip
        for name in ("ana", "pere", "nouveau_prof", "nouvelle_cheffe"):
            someone = cast.people[name]
            account = Account.objects.create(person=someone, login=name, activated_at=morning(date(2027, 8, 20)))
            Session.objects.create(
                digest=token_digest(cast.token(name)), account=account, profile=cast.profiles[name].value,
                started_at=morning(date(2027, 8, 20)), seen_at=morning(date(2027, 8, 20)),
                expires_at=morning(date(2027, 12, 1)),
            )  # fmt: skip
    return cast


def enters(visit: Visit, name: str, day: date) -> bool:
    """True when the home page of this person opens on that day; passers-by get the landing page."""
    with clock.at(morning(day)):
        return "se connecter" not in visit(name).get("/").content.decode().lower()


@pytest.mark.parametrize(
    ("name", "before"), [("ana", 1), ("pere", 1), ("nouveau_prof", 4), ("nouvelle_cheffe", 4)]
)
def test_she_enters_from_the_day_of_the_rule_and_not_before(
    arrivals: Cast, visit: Visit, name: str, before: int
) -> None:
    assert not enters(visit, name, FIRST - timedelta(days=before + 1))
    assert enters(visit, name, FIRST - timedelta(days=before))
    assert enters(visit, name, FIRST)


def test_the_school_chooses_the_day_per_profile(arrivals: Cast, visit: Visit, seen_everywhere: Everywhere) -> None:
    with seen_everywhere():
        YearOpening.objects.create(
            school=arrivals.schools["college"], year=SchoolYear.objects.get(label="2027-2028"),
            profile=Profile.GUARDIAN.value, opens_on=date(2027, 8, 25),
        )  # fmt: skip
    assert not enters(visit, "pere", date(2027, 8, 24))
    assert enters(visit, "pere", date(2027, 8, 25))
    assert not enters(visit, "ana", date(2027, 8, 25))


def test_what_she_finds_is_her_class_to_come(arrivals: Cast, visit: Visit) -> None:
    with clock.at(morning(date(2027, 8, 31))):
        for name in ("ana", "pere"):
            assert "6e A" in visit(name).get("/rentree/").content.decode()
        assert visit("nouveau_prof").get("/0310001A/annuaire/").status_code == 200
        assert visit("nouveau_prof").get("/0340002B/annuaire/").status_code == 404


def test_a_pupil_who_comes_in_winter_waits_for_her_day(
    arrivals: Cast, visit: Visit, seen_everywhere: Everywhere
) -> None:
    with seen_everywhere():
        Enrolment.objects.filter(pupil_id=arrivals.people["ana"].pk).update(begins_on=date(2028, 1, 10))
    assert not enters(visit, "ana", date(2027, 8, 31))


def test_no_contact_from_the_first_day_on_keeps_out_before_it_too(
    arrivals: Cast, visit: Visit, seen_everywhere: Everywhere
) -> None:
    with seen_everywhere():
        Guardianship.objects.create(
            pupil_id=arrivals.people["ana"].pk, guardian=arrivals.people["pere"], level=3, no_contact=True,
            is_informed=False, may_consult=False, may_decide=False, begins_on=FIRST, ends_on=date(2028, 1, 1),
        )  # fmt: skip
    assert not enters(visit, "pere", date(2027, 8, 31))


def test_in_the_summer_the_office_gives_accounts_for_the_coming_year(
    arrivals: Cast, seen_everywhere: Everywhere
) -> None:
    college, ana = arrivals.schools["college"].pk, arrivals.people["ana"].pk
    for day, there in ((date(2027, 6, 20), False), (date(2027, 8, 20), True)):
        with seen_everywhere(), clock.at(morning(day)):
            assert (ana in people_of_schools((college,))) is there
            lines = people_of_class(college, arrivals.groups["6A"].pk, EVERYBODY)
            assert [line.name for line in lines] == (["Ana Roig", "Joan Roig"] if there else [])
            assert ("nouveau_prof Nouveau" in [line.name for line in people_of_staff(college)]) is there


def test_who_will_work_in_a_school_is_no_mere_parent(arrivals: Cast, seen_everywhere: Everywhere) -> None:
    with seen_everywhere(), clock.at(morning(date(2027, 8, 20))):
        Post.objects.create(
            school=arrivals.schools["college"], person=arrivals.people["pere"], function="ENS",
            profile=Profile.TEACHER.value, begins_on=FIRST,
        )  # fmt: skip
        lines = people_of_class(arrivals.schools["college"].pk, arrivals.groups["6A"].pk, EVERYBODY)
    assert {line.name: line.has_post for line in lines} == {"Ana Roig": False, "Joan Roig": True}


@pytest.mark.parametrize("profile", OPENS_BEFORE)
def test_the_door_and_the_screens_open_on_the_same_day(
    arrivals: Cast, seen_everywhere: Everywhere, profile: Profile
) -> None:
    """The days are written twice: in SQL for the door, in Python for what is shown."""
    day = opening(profile, YearLine(0, "", FIRST, FIRST), {})
    someone = Person.objects.create(first_name="X", last_name="Y", sorting_name="y x")
    with seen_everywhere():
        Post.objects.create(
            school=arrivals.schools["college"],
            person=someone,
            function="X",
            profile=profile.value,
            begins_on=FIRST,
        )
    for moment, held in ((day - timedelta(days=1), ()), (day, (profile,))):
        with clock.at(morning(moment)):
            assert attachments_of(someone.pk).profiles() == held


def test_the_accounts_screen_says_that_it_shows_the_coming_year(arrivals: Cast, visit: Visit) -> None:
    Session.objects.update(expires_at=morning(date(2027, 12, 1)))
    for day, told in ((date(2027, 6, 20), False), (date(2027, 8, 20), True)):
        with clock.at(morning(day)):
            html = visit("chef").get("/0310001A/comptes/").content.decode()
        assert ("La rentrée se prépare" in html) is told
