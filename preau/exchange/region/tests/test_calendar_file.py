"""The holidays of the imaginary year are read as those of the ministry are."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from preau.exchange.opendata.parse_calendar import parse_calendar
from preau.exchange.opendata.records import Notes
from preau.exchange.region.calendar import HOLIDAYS, LAST_DAY
from preau.exchange.region.calendar_file import write_calendar


def test_the_calendar_says_the_holidays_of_the_region(tmp_path: Path) -> None:
    write_calendar(tmp_path / "calendrier.csv")
    notes = Notes()
    told = parse_calendar([tmp_path / "calendrier.csv"], zones=["C"], notes=notes)
    days = [(holiday.starts_on, holiday.ends_on) for holiday in told if holiday.starts_on <= LAST_DAY]
    assert days == [(starts, resumes - timedelta(days=1)) for starts, resumes in HOLIDAYS]
    assert notes.anomalies == []
