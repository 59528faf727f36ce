"""The end of a year: proposed, put off or asked, done whole; numbers that name nobody stay."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from preau.attendance.actions.propose_purge import propose_purge
from preau.attendance.actions.purge_year import purge_year
from preau.attendance.models import (
    Absence,
    AbsencePeriod,
    Exemption,
    ExitRegime,
    Passage,
    PresencePurge,
    PresenceSummary,
    PupilRegime,
    Roll,
    SheetRemark,
)
from preau.attendance.queries.statistics import Asked, View, statistics_of
from preau.attendance.summing import FEWEST, PartSum, safe_parts
from preau.attendance.tests.saying import deliver, told
from preau.directory.models import Enrolment, Membership, Pupil, SchoolYear
from preau.kernel import clock
from preau.kernel.actor import SYSTEM, Profile
from tests.cast import NOW, TODAY, YEAR_START, Cast, person

Visit = Callable[[str], Client]
Look = Callable[[], AbstractContextManager[None]]

#: In these tests the year of the cast ends tomorrow; three days later it is over.
LAST = TODAY + timedelta(days=1)
AFTER = NOW + timedelta(days=3)
#: What has its own term, or names nobody.
STAYS = {"notification", "presence_summary", "presence_purge", "absence_reason",
         "attendance_settings", "exit_regime"}  # fmt: skip


@pytest.fixture
def a_year(cast: Cast, seen_everywhere: Look) -> int:
    """Six pupils of 4e B missed the lesson of mathematics; one of them went to the infirmary, one is exempted."""
    with seen_everywhere():
        lesson, school = cast.lessons["maths"], cast.schools["college"]
        pupils = [cast.lea.pk, cast.noe.pk]
        for n in range(4):
            pupil = Pupil.objects.create(
                person=person(cast, f"autre{n}", "Lou", f"Autre{n}", Profile.PUPIL, date(2013, 1, 1))
            )
            Enrolment.objects.create(school=school, pupil=pupil, begins_on=YEAR_START)
            Membership.objects.create(school=school, group=cast.groups["4B"], pupil=pupil, begins_on=YEAR_START)
            pupils.append(pupil.pk)
        Roll.objects.create(school=school, lesson=lesson, opened_at=lesson.starts_at, opened_by_id=1)
        for pupil_id in pupils:
            period = AbsencePeriod.objects.create(
                school=school, pupil_id=pupil_id, origin="appel", starts_at=lesson.starts_at,
                ends_at=lesson.ends_at, first_on=TODAY, last_on=TODAY, made_at=lesson.ends_at,
            )  # fmt: skip
            Absence.objects.create(
                school=school, pupil_id=pupil_id, lesson=lesson, held_on=TODAY, noted_at=lesson.starts_at,
                noted_by_id=1, period=period,
            )  # fmt: skip
        Passage.objects.create(
            school=school, pupil_id=cast.lea.pk, held_on=TODAY, place="infirmerie", arrived_at=lesson.starts_at,
            noted_by_id=1,
        )  # fmt: skip
        SheetRemark.objects.create(
            school=school, lesson=lesson, pupil_id=cast.lea.pk, held_on=TODAY, kind="carnet",
            noted_at=lesson.starts_at, noted_by_id=1,
        )  # fmt: skip
        Exemption.objects.create(
            school=school, pupil_id=cast.lea.pk, subject=cast.subjects["Mathématiques"], begins_on=TODAY,
            ends_on=TODAY, written_at=lesson.starts_at, written_by_id=1,
        )  # fmt: skip
        regime = ExitRegime.objects.create(school=school, label="Externe")
        PupilRegime.objects.create(
            school=school, pupil_id=cast.lea.pk, regime=regime, begins_on=YEAR_START, chosen_at=lesson.starts_at,
            chosen_by_id=1,
        )  # fmt: skip
        SchoolYear.objects.update(ends_on=LAST)
        return SchoolYear.objects.get().pk


def door(year_id: int) -> str:
    return f"/0310001A/absences/annees/{year_id}/"


def rows_naming_pupils(look: Look, school_id: int) -> dict[str, int]:
    """How many rows of each table of the room name a pupil of this school, but those that stay."""
    found = {}
    with look(), connection.cursor() as cursor:
        for model in apps.get_app_config("attendance").get_models():
            names = {field.column for field in model._meta.fields}
            if model._meta.db_table in STAYS or not names & {"pupil_id", "period_id", "absence_id", "lesson_id"}:
                continue
            table = model._meta.db_table
            cursor.execute(f"SELECT count(*) FROM {table} WHERE school_id = %s", [school_id])  # noqa: S608 - ours
            row = cursor.fetchone()
            if row and row[0]:
                found[table] = row[0]
    return found


def purge(look: Look, cast: Cast, year_id: int, school: str = "college") -> bool:
    with look():
        return purge_year(actor=SYSTEM, school_id=cast.schools[school].pk, year_id=year_id)


def test_a_year_that_is_not_over_is_not_to_be_erased(cast: Cast, visit: Visit, a_year: int) -> None:
    assert visit("chef").get(door(a_year)).status_code == 409
    assert visit("chef").post(f"{door(a_year)}effacer/").status_code == 409


@pytest.mark.parametrize("who", ["cpe", "secretaire", "durand", "marc", "jumeau_chef"])
def test_the_direction_alone_decides(cast: Cast, visit: Visit, a_year: int, who: str) -> None:
    with clock.at(AFTER):
        assert visit(who).post(f"{door(a_year)}effacer/").status_code == 404


def test_it_is_proposed_once_and_nothing_goes_by_itself(cast: Cast, seen_everywhere: Look, a_year: int) -> None:
    before = rows_naming_pupils(seen_everywhere, cast.schools["college"].pk)
    with clock.at(AFTER), seen_everywhere():
        assert propose_purge(actor=SYSTEM, school_id=cast.schools["college"].pk) == 1
        assert propose_purge(actor=SYSTEM, school_id=cast.schools["college"].pk) == 0
    with clock.at(AFTER):
        deliver()
        assert told(cast, "chef", "attendance:year") == ["L’année 2026-2027 est finie"]
    assert not purge(seen_everywhere, cast, a_year)
    assert rows_naming_pupils(seen_everywhere, cast.schools["college"].pk) == before


def test_asked_it_goes_whole_and_the_numbers_stay(
    cast: Cast, visit: Visit, seen_everywhere: Look, a_year: int
) -> None:
    college, twin = cast.schools["college"].pk, cast.schools["twin"].pk
    with seen_everywhere():
        before = statistics_of(college, Asked(YEAR_START, LAST, View.CLASS))
    others = rows_naming_pupils(seen_everywhere, twin)
    with clock.at(AFTER):
        head = visit("chef")
        page = head.get(door(a_year)).content.decode()
        assert "Ce qui sera effacé" in page
        assert "dispenses finies" in page
        assert head.post(f"{door(a_year)}effacer/").status_code == 302
        deliver()
        assert purge(seen_everywhere, cast, a_year)
        assert not purge(seen_everywhere, cast, a_year)
        assert "Ce qui a été effacé" in head.get(door(a_year)).content.decode()
        past = visit("cpe").get("/0310001A/absences/annees/").content.decode()
        assert "4e B" in past
        assert visit("cpe").get("/0310001A/absences/annees/tableur/").status_code == 200
    left = rows_naming_pupils(seen_everywhere, college)
    assert left == {"pupil_regime": 1}
    assert rows_naming_pupils(seen_everywhere, twin) == others
    with seen_everywhere():
        kept = PresenceSummary.objects.get(school_id=college, view="classe")
        (whole,) = [line for line in before if line.label == "4e B"]
    assert (kept.pupils, kept.half_days, kept.minutes) == (whole.pupils, whole.half_days, whole.minutes)


def test_what_belongs_to_the_new_year_is_untouched(
    cast: Cast, visit: Visit, seen_everywhere: Look, a_year: int
) -> None:
    later = AFTER.date()
    with seen_everywhere():
        SchoolYear.objects.create(label="2027-2028", starts_on=TODAY + timedelta(days=2), ends_on=date(2028, 7, 5))
        mine = AbsencePeriod.objects.create(
            school=cast.schools["college"], pupil_id=cast.lea.pk, origin="vie_scolaire", starts_at=AFTER,
            ends_at=AFTER + timedelta(hours=1), first_on=later, last_on=later, made_at=AFTER,
        )  # fmt: skip
    with clock.at(AFTER):
        visit("chef").post(f"{door(a_year)}effacer/")
        purge(seen_everywhere, cast, a_year)
    with seen_everywhere():
        assert list(AbsencePeriod.objects.filter(school=cast.schools["college"])) == [mine]


def test_killed_in_the_middle_nothing_went_and_it_ends_the_same(
    cast: Cast, visit: Visit, seen_everywhere: Look, a_year: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows_naming_pupils(seen_everywhere, cast.schools["college"].pk)
    with clock.at(AFTER):
        visit("chef").post(f"{door(a_year)}effacer/")
        with monkeypatch.context() as broken:
            broken.setattr("preau.attendance.actions.purge_year.GOING", (("absence", "true"), ("nowhere", "true")))
            with pytest.raises(Exception, match="nowhere"):
                purge(seen_everywhere, cast, a_year)
        assert rows_naming_pupils(seen_everywhere, cast.schools["college"].pk) == before
        assert purge(seen_everywhere, cast, a_year)
    with seen_everywhere():
        assert PresenceSummary.objects.filter(view="classe").count() == 1


def test_it_is_put_off_with_a_reason_and_proposed_again(
    cast: Cast, visit: Visit, seen_everywhere: Look, a_year: int
) -> None:
    until = AFTER.date() + timedelta(days=30)
    with clock.at(AFTER):
        head = visit("chef")
        assert head.post(door(a_year), {"until": until.isoformat(), "why": ""}).status_code == 422
        assert head.post(door(a_year), {"until": "2029-01-01", "why": "Un recours"}).status_code == 422
        assert head.post(door(a_year), {"until": until.isoformat(), "why": "Un recours"}).status_code == 302
        assert "Un recours" in head.get(door(a_year)).content.decode()
        with seen_everywhere():
            assert propose_purge(actor=SYSTEM, school_id=cast.schools["college"].pk) == 0
    with clock.at(AFTER + timedelta(days=31)), seen_everywhere():
        assert propose_purge(actor=SYSTEM, school_id=cast.schools["college"].pk) == 1
        assert PresencePurge.objects.get().asked_at is None


# --- Numbers that name nobody --------------------------------------------------------------------------------

parts = st.lists(
    st.builds(
        PartSum,
        st.sampled_from("abcdefgh"),
        st.frozensets(st.integers(1, 30), min_size=1, max_size=9),
        st.integers(0, 40).map(Fraction),
        st.integers(0, 10).map(Fraction),
        st.integers(0, 900).map(Fraction),
        st.integers(0, 40),
        st.integers(0, 9),
    ),
    max_size=8,
    unique_by=lambda part: part.label,
)


@given(parts)
def test_every_number_stands_for_five_pupils_and_none_is_lost(some: list[PartSum]) -> None:
    kept = safe_parts(some)
    assert all(len(part.pupils) >= FEWEST for part in kept)
    if not kept:
        assert len(frozenset().union(*(part.pupils for part in some))) < FEWEST if some else True
        return
    assert sum(part.half_days for part in kept) == sum(part.half_days for part in some)
    assert sum(part.late for part in kept) == sum(part.late for part in some)
    assert frozenset().union(*(p.pupils for p in kept)) == frozenset().union(*(p.pupils for p in some))
    assert sum(part.is_rest for part in kept) <= 1
