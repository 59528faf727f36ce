"""A « rentrée »: prepared beside the year in course, shown from its day on, started over after any stop (C20)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from preau.access.models import Session
from preau.console.rollover import prepare_schools
from preau.directory.actions.end_groups_of_the_year import end_groups_of_the_year
from preau.directory.calendar_lines import YearLine
from preau.directory.calendar_queries import years
from preau.directory.models import Enrolment, Group, Holiday, Membership, SchoolYear, Term, YearPreparation
from preau.directory.new_year.days import OPENED, effective_day, opening
from preau.directory.new_year.report import YearReport, year_reports
from preau.foundation.ledger.models import LedgerEvent
from preau.kernel import clock
from preau.kernel.actor import SYSTEM, Profile
from tests.cast import Cast

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]
Address = Callable[..., str]

FIRST = date(2027, 9, 1)
SUMMER = datetime(2027, 8, 20, 8, 0, tzinfo=UTC)


@pytest.fixture
def at_college(cast: Cast) -> Address:
    """The address of a screen of the collège."""
    return lambda name: reverse(f"directory:{name}", kwargs={"uai": cast.schools["college"].uai})


@pytest.fixture
def facts(cast: Cast) -> Callable[[], list[str]]:
    """The names of the facts recorded so far."""
    return lambda: list(LedgerEvent.objects.order_by("id").values_list("name", flat=True))


@pytest.fixture
def year(cast: Cast, seen_everywhere: Look) -> YearLine:
    """The coming year. Léa stays and goes to 3e B; Noé leaves; the choir is a group made by hand."""
    with seen_everywhere():
        made = SchoolYear.objects.create(label="2027-2028", starts_on=FIRST, ends_on=date(2028, 7, 5))
        college = cast.schools["college"]
        third = Group.objects.create(school=college, kind=Group.Kind.DIVISION, code="3B", label="3e B")
        for name in ("lea", "noe"):
            Membership.objects.filter(pupil_id=cast.people[name].pk, group=cast.groups["4B"]).update(ends_on=FIRST)
        Membership.objects.create(school=college, group=third, pupil_id=cast.lea.pk, begins_on=FIRST)
        Enrolment.objects.filter(pupil_id=cast.noe.pk).update(ends_on=FIRST)
    return YearLine(made.pk, made.label, made.starts_on, made.ends_on)


@contextmanager
def living_at(moment: datetime) -> Iterator[None]:
    with clock.at(moment):
        yield


def report(cast: Cast, year: YearLine) -> YearReport:
    (one,) = year_reports((cast.schools["college"].pk,), year)
    return one


def counts(one: YearReport) -> tuple[int, int, int, int]:
    return one.before, one.staying, one.leaving, one.arriving


def test_the_office_reads_what_will_change_before_anything_does(
    cast: Cast, visit: Visit, at_college: Address, year: YearLine, seen_everywhere: Look
) -> None:
    html = visit("secretaire").get(at_college("new-year")).content.decode()
    assert "Préparer la rentrée" in html
    assert "3e B" in html
    with seen_everywhere():
        found = report(cast, year)
        assert (found.before, found.staying, found.leaving, found.arriving) == (2, 1, 1, 0)
        assert not YearPreparation.objects.exists()


def test_preparing_ends_the_groups_made_by_hand_and_cuts_the_year_as_before(
    cast: Cast,
    visit: Visit,
    at_college: Address,
    year: YearLine,
    seen_everywhere: Look,
    facts: Callable[[], list[str]],
) -> None:
    with seen_everywhere():
        Membership.objects.filter(group=cast.groups["CHORALE"]).delete()
        Membership.objects.create(
            school=cast.schools["college"],
            group=cast.groups["CHORALE"],
            pupil_id=cast.lea.pk,
            begins_on=date(2026, 9, 1),
        )
    for _twice in range(2):
        response = visit("chef").post(at_college("prepare-new-year"))
        assert response["Location"] == at_college("new-year")
    assert facts() == ["directory.YearPrepared"]
    with seen_everywhere():
        assert Membership.objects.get(group=cast.groups["CHORALE"]).ends_on == FIRST
        cut = Term.objects.filter(school=cast.schools["college"], year_id=year.id)
        assert {term.number for term in cut} == {1, 2, 3}
        assert all(term.starts_on >= FIRST for term in cut)
        before = Term.objects.filter(school=cast.schools["college"]).exclude(year_id=year.id)
        assert before.exists()
        with living_at(datetime(2027, 9, 2, 6, 0, tzinfo=UTC)):
            for _twice in range(2):
                end_groups_of_the_year(actor=SYSTEM, school_id=cast.schools["college"].pk)
            assert Group.objects.get(pk=cast.groups["CHORALE"].pk).closed_on == FIRST
    assert facts() == ["directory.YearPrepared", "directory.GroupsEnded"]


def test_a_locked_group_goes_on(
    cast: Cast, visit: Visit, at_college: Address, year: YearLine, seen_everywhere: Look
) -> None:
    with seen_everywhere():
        Group.objects.filter(pk=cast.groups["CHORALE"].pk).update(is_locked=True)
        kept = list(Membership.objects.filter(group=cast.groups["CHORALE"]).values_list("id", "ends_on"))
    visit("chef").post(at_college("prepare-new-year"))
    with seen_everywhere():
        assert list(Membership.objects.filter(group=cast.groups["CHORALE"]).values_list("id", "ends_on")) == kept


def test_a_class_shows_from_the_day_the_school_chose_and_not_before(
    cast: Cast, visit: Visit, at_college: Address, year: YearLine
) -> None:
    Session.objects.update(expires_at=datetime(2027, 12, 1, tzinfo=UTC))
    days = {profile.value: "2027-08-30" for profile in OPENED} | {"responsable": "2027-08-25"}
    assert visit("chef").post(at_college("new-year"), days)["Location"] == at_college("new-year")
    for moment, shown in ((SUMMER, False), (datetime(2027, 8, 25, 8, 0, tzinfo=UTC), True)):
        with living_at(moment):
            html = visit("marc").get("/rentree/").content.decode()
        assert ("3e B" in html) is shown
        assert ("Visible à partir du mercredi 25 août 2027" in html) is not shown
    with living_at(datetime(2027, 8, 25, 8, 0, tzinfo=UTC)):
        assert "3e B" not in visit("lea").get("/rentree/").content.decode()


def test_a_day_after_the_first_is_refused_in_the_form(visit: Visit, at_college: Address, year: YearLine) -> None:
    days = {profile.value: "2027-08-30" for profile in OPENED} | {"eleve": "2027-09-02"}
    html = visit("chef").post(at_college("new-year"), days).content.decode()
    assert "Les jours ne sont pas enregistrés" in html
    assert "premier jour de l’année" in html


@pytest.mark.parametrize("person", ["durand", "cpe", "marc", "lea", "agent", "jumeau_chef"])
def test_nobody_else_prepares(visit: Visit, at_college: Address, year: YearLine, person: str) -> None:
    assert visit(person).get(at_college("new-year")).status_code == 404
    assert visit(person).post(at_college("prepare-new-year")).status_code == 404


@pytest.mark.parametrize("stop_after", range(1, 40, 3))
def test_stopped_anywhere_and_started_over_counts_in_are_counts_out(
    cast: Cast, year: YearLine, seen_everywhere: Look, stop_after: int
) -> None:
    school_ids = [school.pk for school in cast.schools.values()]
    with seen_everywhere():
        before = year_reports(school_ids, year)
    left = [stop_after]

    def stop(execute: Callable[..., object], *asked: object) -> object:
        left[0] -= 1
        if left[0] == 0:
            raise KeyboardInterrupt
        return execute(*asked)

    with connection.execute_wrapper(stop):
        try:
            prepare_schools(school_ids, year)
        except KeyboardInterrupt:
            prepare_schools(school_ids, year)
    with seen_everywhere():
        after = year_reports(school_ids, year)
        settled = Term.objects.count()
        assert YearPreparation.objects.count() == len(school_ids)
    assert all(one.is_prepared for one in after)
    assert [counts(one) for one in after] == [counts(one) for one in before]
    prepare_schools(school_ids, year)
    with seen_everywhere():
        assert Term.objects.count() == settled


YEARS = [
    YearLine(1, "2026-2027", date(2026, 9, 1), date(2027, 7, 3)),
    YearLine(2, "2027-2028", FIRST, date(2028, 7, 5)),
]


@given(st.dates(date(2026, 7, 1), date(2028, 7, 31)))
def test_between_two_years_a_feed_speaks_of_the_next(day: date) -> None:
    is_between = date(2027, 7, 3) < day < FIRST
    assert effective_day(day, YEARS) == (FIRST if is_between else day)


#: As the official calendar brings them in: a year ends on the eve of the next; its summer begins in July.
OFFICIAL = [
    YearLine(1, "2026-2027", date(2026, 9, 1), date(2027, 8, 31), date(2027, 7, 3)),
    YearLine(2, "2027-2028", FIRST, date(2028, 8, 31)),
]


@pytest.mark.parametrize(
    ("day", "effect"),
    [
        (date(2027, 7, 2), date(2027, 7, 2)),
        (date(2027, 7, 3), FIRST),
        (date(2027, 8, 24), FIRST),
        (date(2027, 8, 31), FIRST),
        (FIRST, FIRST),
        (date(2027, 9, 2), date(2027, 9, 2)),
        # The summer of the second year is not published: the rule of the house.
        (date(2028, 7, 13), date(2028, 7, 13)),
    ],
)
def test_a_year_that_ends_on_the_eve_of_the_next_is_over_when_its_summer_begins(day: date, effect: date) -> None:
    assert effective_day(day, OFFICIAL) == effect


def test_without_a_published_summer_classes_are_over_in_the_middle_of_july() -> None:
    known = [YearLine(1, "2026-2027", date(2026, 9, 1), date(2027, 8, 31)), OFFICIAL[1]]
    assert effective_day(date(2027, 7, 13), known) == date(2027, 7, 13)
    assert effective_day(date(2027, 7, 14), known) == FIRST


def test_a_year_that_is_far_is_not_the_next_one() -> None:
    known = [OFFICIAL[0], YearLine(3, "2028-2029", date(2028, 9, 1), date(2029, 8, 31))]
    assert effective_day(date(2027, 8, 24), known) == date(2027, 8, 24)


def test_the_summer_of_a_year_is_read_in_the_official_calendar(cast: Cast) -> None:
    Holiday.objects.create(
        zone="C",
        year_label="2026-2027",
        label="Vacances d’Été",
        starts_on=date(2027, 7, 3),
        ends_on=date(2027, 8, 31),
    )
    SchoolYear.objects.update(ends_on=date(2027, 8, 31))
    (year,) = years()
    assert year.summer_on == date(2027, 7, 3)


@given(st.sampled_from(OPENED), st.none() | st.dates(date(2027, 7, 1), date(2027, 10, 1)))
def test_nobody_waits_after_the_first_day(profile: Profile, chosen: date | None) -> None:
    day = opening(profile, YEARS[1], {profile: chosen} if chosen else {})
    assert day <= FIRST
    assert chosen is None or day == min(chosen, FIRST)
    assert chosen is not None or day >= FIRST - timedelta(days=7)
