"""The official calendar of the corpus against a day-by-day record that somebody else keeps."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from preau.exchange.opendata.parse_calendar import parse_calendar
from preau.exchange.opendata.records import Notes, OfficialHoliday
from preau.exchange.opendata.tests.files import CORPUS, WHY_SKIPPED

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=WHY_SKIPPED)

API, LABELS = CORPUS / "fr-en-calendrier-scolaire_api.csv", CORPUS / "fr-en-calendrier-scolaire_labels.csv"
#: The export has rows since 2009, but those of the zones A, B and C since 2017 only.
FIRST, LAST = date(2017, 9, 4), date(2026, 8, 31)


def days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def one(text: str) -> tuple[date, date]:
    return date.fromisoformat(text), date.fromisoformat(text)


#: Where the two disagree, and which is wrong.
DISAGREEMENTS = {
    "the spring of 2021, moved everywhere by the health crisis, was not moved there": (
        (date(2021, 4, 10), date(2021, 4, 16)),
        (date(2021, 4, 26), date(2021, 5, 2)),
    ),
    "the bridge of Ascension is not there in these years": (
        (date(2023, 5, 18), date(2023, 5, 21)),
        one("2024-05-10"),
        one("2025-05-30"),
        one("2026-05-15"),
    ),
    "the bridge of Ascension lasts there until the Monday, or the Sunday": (
        one("2021-05-17"),
        (date(2022, 5, 28), date(2022, 5, 29)),
    ),
    "the day on which teachers alone came back": (one("2021-09-01"),),
    "a return that the ministry has not published in this export": (one("2026-08-31"),),
}


@pytest.fixture(scope="module")
def official() -> tuple[OfficialHoliday, ...]:
    return parse_calendar([API], zones=["C"], notes=Notes())


def test_the_free_days_of_zone_c_are_those_of_the_day_by_day_record(
    official: tuple[OfficialHoliday, ...],
) -> None:
    free = {day for holiday in official for day in days(holiday.starts_on, holiday.ends_on)}
    with (CORPUS / "vacances-scolaires_data.csv").open() as file:
        told = {date.fromisoformat(row["date"]): row["vacances_zone_c"] == "True" for row in csv.DictReader(file)}
    found = {day for day in days(FIRST, LAST) if (day in free) != told[day]}
    expected = {day for spans in DISAGREEMENTS.values() for first, last in spans for day in days(first, last)}
    assert found == expected
    assert len(list(days(FIRST, LAST))) == 3284


def test_the_export_with_labels_and_the_one_of_the_api_say_the_same(official: tuple[OfficialHoliday, ...]) -> None:
    assert parse_calendar([LABELS], zones=["C"], notes=Notes()) == official
    assert parse_calendar([LABELS, API], zones=["C"], notes=Notes()) == official


def test_every_row_of_the_metropolitan_zones_is_read_without_a_doubt() -> None:
    notes = Notes()
    holidays = parse_calendar([API], zones=["A", "B", "C"], notes=notes)
    assert notes.anomalies == []
    assert {len([one for one in holidays if one.zone == zone]) for zone in "ABC"} == {53}
    assert notes.aside == {"autre zone": 626, "pour les enseignants ou le premier degré": 170}


def test_the_summer_that_only_begins_has_no_known_end(official: tuple[OfficialHoliday, ...]) -> None:
    assert official[-1] == OfficialHoliday(
        "C", "2025-2026", "Vacances d’Été", date(2026, 7, 4), date(2026, 8, 31), has_known_end=False
    )
    assert [holiday.label for holiday in official if not holiday.has_known_end] == ["Vacances d’Été"]


@pytest.mark.parametrize(
    ("year", "dates"),
    [
        ("2025-2026", ["10-18 11-02", "12-20 01-04", "02-21 03-08", "04-18 05-03", "05-15 05-15", "07-04 08-31"]),
        ("2019-2020", ["10-19 11-03", "12-21 01-05", "02-08 02-23", "04-04 04-19", "05-21 05-24", "07-04 08-31"]),
    ],
)
def test_two_years_known_by_heart(official: tuple[OfficialHoliday, ...], year: str, dates: list[str]) -> None:
    told = [f"{h.starts_on:%m-%d} {h.ends_on:%m-%d}" for h in official if h.year_label == year]
    assert told == dates
