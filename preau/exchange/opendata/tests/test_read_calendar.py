"""The official calendar, row by row: what is read, what is told, what is refused."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preau.exchange.opendata.parse_calendar import paris_day, parse_calendar
from preau.exchange.opendata.records import Notes, OfficialHoliday
from preau.exchange.opendata.tests.files import CALENDAR_API, CALENDAR_LABELS, write
from preau.kernel.clock import PARIS
from preau.kernel.refusals import NotPossible

CHRISTMAS = OfficialHoliday("C", "2026-2027", "Vacances de Noël", date(2026, 12, 19), date(2027, 1, 3))
ROW = "Vacances de Noël;-;2026-12-19T00:00:00+01:00;2027-01-04T00:00:00+01:00;Toulouse;Zone C;2026-2027"


def read(folder: Path, *rows: str, header: str = CALENDAR_API) -> tuple[tuple[OfficialHoliday, ...], Notes]:
    notes = Notes()
    path = write(folder, "\n".join([header, *rows]))
    return parse_calendar([path], zones=["C"], notes=notes), notes


def reasons(notes: Notes) -> list[str]:
    return [anomaly.reason for anomaly in notes.anomalies]


def test_a_holiday_lasts_until_the_eve_of_the_return(tmp_path: Path) -> None:
    assert read(tmp_path, ROW)[0] == (CHRISTMAS,)


def test_the_same_holiday_of_five_academies_is_one(tmp_path: Path) -> None:
    holidays, notes = read(tmp_path, *(ROW.replace("Toulouse", name) for name in ("Paris", "Créteil", "Toulouse")))
    assert holidays == (CHRISTMAS,)
    assert notes.anomalies == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_labels_any_separator_and_any_encoding_of_a_spreadsheet(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    text = f"{CALENDAR_LABELS}\r\n{ROW}\r\n".replace(";", separator)
    path = write(tmp_path, text, encoding=encoding)
    assert parse_calendar([path], zones=["C"], notes=Notes()) == (CHRISTMAS,)


@pytest.mark.parametrize("shape", ["list", "results", "records"])
def test_the_json_of_the_api_writes_midnights_in_utc(tmp_path: Path, shape: str) -> None:
    record = {
        "description": "Vacances de Noël", "population": "-", "start_date": "2026-12-18T23:00:00+00:00",
        "end_date": "2027-01-03T23:00:00Z", "location": "Toulouse", "zones": "Zone C",
        "annee_scolaire": "2026-2027",
    }  # fmt: skip
    answer: object = {"list": [record], "results": {"total_count": 1, "results": [record]}}.get(
        shape, {"records": [{"fields": record}]}
    )
    path = write(tmp_path, json.dumps(answer), name="calendrier.json")
    assert parse_calendar([path], zones=["C"], notes=Notes()) == (CHRISTMAS,)


@pytest.mark.parametrize("who", ["Enseignants", "Enseignants du second degré", "Élèves du premier degré"])
def test_holidays_of_teachers_alone_or_of_primary_schools_are_set_aside(tmp_path: Path, who: str) -> None:
    holidays, notes = read(tmp_path, ROW.replace(";-;", f";{who};"))
    assert holidays == ()
    assert notes.aside == {"pour les enseignants ou le premier degré": 1}


@pytest.mark.parametrize("who", ["", "-", "Élèves", "Élèves du second degré"])
def test_holidays_of_our_pupils_are_kept(tmp_path: Path, who: str) -> None:
    assert read(tmp_path, ROW.replace(";-;", f";{who};"))[0] == (CHRISTMAS,)


def test_other_zones_are_set_aside(tmp_path: Path) -> None:
    holidays, notes = read(tmp_path, ROW.replace("Zone C", "Zone B"), ROW.replace("Zone C", "Guyane"))
    assert (holidays, notes.aside) == ((), {"autre zone": 2})


def test_a_summer_that_only_begins_lasts_until_september(tmp_path: Path) -> None:
    begins = (
        "Début des Vacances d'Été;-;2027-07-03T00:00:00+02:00;2027-07-03T00:00:00+02:00;Paris;Zone C;2026-2027"
    )
    whole = "Vacances d'Été;Élèves;2027-07-03T00:00:00+02:00;2027-09-01T00:00:00+02:00;Paris;Zone C;2026-2027"
    (summer,), _notes = read(tmp_path, begins)
    assert (summer.label, summer.ends_on, summer.has_known_end) == ("Vacances d’Été", date(2027, 8, 31), False)
    for rows in ((begins, whole), (whole, begins)):
        (summer,), notes = read(tmp_path, *rows)
        assert summer.has_known_end
        assert notes.anomalies == []


def test_the_bridge_of_ascension_has_a_row_of_its_own_and_starts_on_a_free_day(tmp_path: Path) -> None:
    row = "Pont de l'Ascension;-;{}T00:00:00+02:00;{}T00:00:00+02:00;Paris;Zone C;2026-2027"
    (friday,), _notes = read(tmp_path, row.format("2027-05-07", "2027-05-08"))
    assert (friday.starts_on, friday.ends_on) == (date(2027, 5, 7), date(2027, 5, 7))
    (from_the_eve,), _notes = read(tmp_path, row.format("2027-05-05", "2027-05-10"))
    assert (from_the_eve.starts_on, from_the_eve.ends_on) == (date(2027, 5, 6), date(2027, 5, 9))


@pytest.mark.parametrize(
    ("cell", "other", "reason"),
    [
        (";-;", ";Saint-Martin;", "population « Saint-Martin » non comprise"),
        ("2026-12-19T00:00:00+01:00", "2026-12-19T08:00:00+01:00", "date illisible"),
        ("2026-12-19T00:00:00+01:00", "19 décembre", "date illisible"),
        ("2027-01-04T00:00:00+01:00", "", "date illisible"),
        ("2027-01-04T00:00:00+01:00", "2026-12-19T00:00:00+01:00", "finit avant d’avoir commencé"),
        (";2026-2027", ";2025-2026", "année scolaire « 2025-2026 »"),
        (";2026-2027", ";2026", "année scolaire « 2026 »"),
        ("Vacances de Noël", "", "description"),
        (";Zone C;", ";Zone C", "6 cases au lieu de 7"),
    ],
)
def test_a_row_that_cannot_be_is_told_with_its_line_and_left_out(
    tmp_path: Path, cell: str, other: str, reason: str
) -> None:
    holidays, notes = read(tmp_path, ROW.replace(cell, other))
    assert holidays == ()
    assert reason in reasons(notes)[0]
    assert (notes.anomalies[0].place.file, notes.anomalies[0].place.line) == ("fichier.csv", 2)


def test_two_rows_that_disagree_leave_the_first(tmp_path: Path) -> None:
    holidays, notes = read(tmp_path, ROW, ROW.replace("2027-01-04", "2027-01-05").replace("Toulouse", "Paris"))
    assert holidays == (CHRISTMAS,)
    assert "d’autres dates plus haut (19/12/2026 – 03/01/2027)" in reasons(notes)[0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "n’a pas de colonne « description »"),
        ("a;b\n1;2\n", "n’a pas de colonne « description »"),
        ("{", "n’est pas du JSON entier"),
        ('[{"a": 1}]', "n’a pas de colonne « description »"),
        (f'{CALENDAR_API}\n"{"x" * 200_000}"', "est abîmé à la ligne"),
    ],
)
def test_what_is_no_calendar_is_refused_in_a_sentence(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(NotPossible, match=message):
        parse_calendar([path], zones=["C"], notes=Notes())


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotPossible, match="n’est pas un fichier"):
        parse_calendar([tmp_path], zones=["C"], notes=Notes())


@settings(deadline=None, derandomize=True)
@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)), hours=st.integers(-12, 14))
def test_a_midnight_of_paris_is_its_day_whatever_the_offset_it_is_written_with(day: date, hours: int) -> None:
    midnight = datetime.combine(day, time(0), tzinfo=PARIS)
    elsewhere = midnight.astimezone(UTC).astimezone(timezone(timedelta(hours=hours)))
    assert paris_day(elsewhere.isoformat()) == day


@settings(deadline=None, derandomize=True)
@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_spreadsheet_writes_days_in_its_own_way(day: date) -> None:
    assert {paris_day(day.isoformat()), paris_day(f"{day:%d/%m/%Y}"), paris_day(f"{day:%d/%m/%Y 00:00}")} == {day}


@settings(deadline=None, derandomize=True)
@given(text=st.text(max_size=30))
def test_any_other_text_is_no_day(text: str) -> None:
    assert paris_day(f"x{text}") is None
