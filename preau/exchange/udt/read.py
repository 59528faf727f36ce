"""The one door to the files of UnDeuxTemps: bytes → the neutral form, zip or table. Pure: no database."""

from __future__ import annotations

from preau.exchange.udt.archive import is_zip
from preau.exchange.udt.parse import parse_export
from preau.exchange.udt.table import parse_table
from preau.exchange.udt.table_to_weekly import weekly_from_table
from preau.exchange.udt.to_weekly import weekly_from_export
from preau.exchange.weekly.records import Timetable


def read_udt(content: bytes, name: str, *, uai: str = "") -> Timetable:
    """The timetable in a file of UDT, called `name` in messages, of the school `uai`. Raises `NotPossible`."""
    if is_zip(content) or name.lower().endswith(".zip"):
        return weekly_from_export(parse_export(content, name), uai=uai)
    return weekly_from_table(parse_table(content, name), uai=uai)
