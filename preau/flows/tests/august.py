"""An imaginary region in August: what its académies deliver for the coming year, and its official calendar.

Everybody moves to the next class of her school, in the order the school declares them; those of the last class
leave, and as many children arrive in the first one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from preau.exchange.aaf.prolog import read_prolog
from preau.exchange.aaf.stream import Entry, read_entries
from preau.exchange.region.aaf_file import DTD, DTD_TEXT, entry
from preau.exchange.region.calendar import DELIVERED_ON
from preau.exchange.region.generate import FOLDERS
from preau.kernel.clock import PARIS

#: The first day of the coming year, the day of its delivery, and the moment at which it is brought in.
FIRST = date(2027, 9, 1)
DELIVERED = date(2027, 8, 24)
MOMENT = datetime(2027, 8, 24, 6, 0, tzinfo=PARIS)

_HEAD = f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE ficAlimMENESR SYSTEM "{DTD}">\n<ficAlimMENESR>\n'
_COLUMNS = "Description;Population;Date de début;Date de fin;Académies;Zones;annee_scolaire"
_HOLIDAYS = (
    ("Vacances d'Été", date(2027, 7, 3), FIRST, "2026-2027"),
    ("Vacances de la Toussaint", date(2027, 10, 23), date(2027, 11, 8), "2027-2028"),
    ("Vacances de Noël", date(2027, 12, 18), date(2028, 1, 3), "2027-2028"),
    ("Vacances d'Hiver", date(2028, 2, 12), date(2028, 2, 28), "2027-2028"),
    ("Vacances de Printemps", date(2028, 4, 8), date(2028, 4, 24), "2027-2028"),
    ("Début des Vacances d'Été", date(2028, 7, 5), date(2028, 7, 5), "2027-2028"),
)


def write_next_calendar(path: Path) -> None:
    """The year to come, as the ministry publishes it."""
    rows = [
        f"{name};-;{_midnight(first)};{_midnight(back)};Toulouse;Zone C;{year}"
        for name, first, back, year in _HOLIDAYS
    ]
    path.write_text("\n".join([_COLUMNS, *rows, ""]), encoding="utf-8-sig")


def write_august(folder: Path, *, of: Path) -> None:
    """The full deliveries of `DELIVERED` for the region that was written in `of`."""
    for name in FOLDERS.values():
        if (of / name).is_dir():
            _write_source(folder / name, of / name)


def _write_source(place: Path, full: Path) -> None:
    place.mkdir(parents=True)
    (place / DTD).write_text(DTD_TEXT)
    classes = _classes(full)
    for path in sorted(full.glob("*.xml")):
        written = place / path.name.replace(f"{DELIVERED_ON:%Y%m%d}", f"{DELIVERED:%Y%m%d}")
        if "_Eleve_" not in path.name:
            written.write_bytes(path.read_bytes())
            continue
        with written.open("w", encoding="utf-8") as file:
            file.write(_HEAD)
            for told in _entries(path):
                file.write(_moved(told, classes))
            file.write("</ficAlimMENESR>\n")


def _moved(told: Entry, classes: dict[str, list[str]]) -> str:
    school, _dollar, code = told.attributes["ENTEleveClasses"][0].partition("$")
    of_school = classes[school]
    coming = of_school.index(code) + 1
    changed: dict[str, list[str]] = {
        "ENTEleveGroupes": [],
        "ENTEleveCodeEnseignements": [],
        "ENTEleveEnseignements": [],
    }
    key = told.identifier
    if coming == len(of_school):
        # She leaves, and somebody whom no feed has named yet begins in the first class.
        coming, key = 0, f"88{told.identifier}"
        changed |= {
            "ENTPersonJointure": [key], "ENTEleveINE": [], "ENTEleveStructRattachId": [],
            "givenName": ["Nouvelle"], "ENTPersonAutresPrenoms": [],
            "ENTEleveDateEntreeStructRattach": [f"{FIRST:%d/%m/%Y}"],
        }  # fmt: skip
    changed |= {
        "ENTEleveClasses": [f"{school}${of_school[coming]}"],
        "ENTEleveDateEntreeClasses": [f"{school}${FIRST:%d/%m/%Y}${of_school[coming]}"],
    }
    return entry("Eleve", key, list({**told.attributes, **changed}.items()))


def _classes(full: Path) -> dict[str, list[str]]:
    (path,) = full.glob("*_EtabEducNat_*.xml")
    return {
        told.identifier: [value.partition("$")[0] for value in told.attributes["ENTStructureClasses"]]
        for told in _entries(path)
    }


def _entries(path: Path) -> Iterator[Entry]:
    return read_entries(path, path.name, read_prolog(path, path.name))


def _midnight(day: date) -> str:
    return datetime.combine(day, time(0), tzinfo=PARIS).isoformat()


def days_from_now(moment: datetime) -> timedelta:
    """How far this moment is from the clock of the machine: a child process is moved by as much."""
    return moment - datetime.now(PARIS)
