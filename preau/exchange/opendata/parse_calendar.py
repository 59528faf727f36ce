"""The official school calendar, `fr-en-calendrier-scolaire` (formats §8): bytes → holidays of the zones asked.

A holiday is [start, end): `start_date` is the first free day, `end_date` the day of return, each a midnight of
Paris written with an offset, or in UTC by the API. The same holiday comes once per académie of the zone. The
summer of the last year published is a row « Début des Vacances d’Été » that starts and ends on the same day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from preau.directory.class_days import public_holidays
from preau.directory.rules import eve_of_september
from preau.exchange.opendata.records import Notes, OfficialHoliday
from preau.exchange.opendata.tables import Row, rows_of
from preau.kernel.clock import PARIS
from preau.kernel.words import folded, short_day

#: API name → name of the same column in the export with labels.
_LABELS = {"start_date": "date_de_debut", "end_date": "date_de_fin", "location": "academies"}
_ALWAYS = ("description", "population", "zones", "annee_scolaire")
_YEAR = re.compile(r"(\d{4})-(\d{4})")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: 0?0:00(?::00)?)?")
_BEGINNING = "Début des "

#: Who is on holiday: everybody, or the pupils we have.
_OURS = frozenset({"", "eleves", "eleves du second degre", "second degre"})
_NOT_OURS = re.compile(r"enseignants\b|(eleves du )?premier degre$")


def parse_calendar(paths: Iterable[Path], *, zones: Sequence[str], notes: Notes) -> tuple[OfficialHoliday, ...]:
    """The holidays of these zones in these files, each once, the oldest first. Where rows disagree, the first is
    kept and the other told.

    Errors: `NotPossible` for a file that is no such calendar, or when none of them speaks of these zones.
    """
    found: dict[tuple[str, str, str], OfficialHoliday] = {}
    for path in paths:
        for row in rows_of(path, columns=(*_ALWAYS, *_LABELS, *_LABELS.values()), needed=_ALWAYS, notes=notes):
            holiday = _holiday(row, zones, notes)
            if holiday is not None:
                _keep(found, holiday, row, notes)
    return tuple(sorted(found.values(), key=lambda one: (one.zone, one.starts_on)))


def paris_day(text: str) -> date | None:
    """The school day that a date or a midnight of Paris names, whatever its offset; None for anything else."""
    slashes = _SLASHES.fullmatch(text)
    try:
        if slashes:
            return date(int(slashes[3]), int(slashes[2]), int(slashes[1]))
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    here = moment.astimezone(PARIS) if moment.tzinfo else moment
    return here.date() if here.time() == time(0) else None


def _holiday(row: Row, zones: Sequence[str], notes: Notes) -> OfficialHoliday | None:
    zone = row.get("zones").removeprefix("Zone ").strip()
    if zone not in zones:
        notes.aside["autre zone"] += 1
        return None
    population = folded(row.get("population"))
    if _NOT_OURS.match(population):
        notes.aside["pour les enseignants ou le premier degré"] += 1
        return None
    if population not in _OURS:
        notes.tell(row.place, f"population « {row.get('population')} » non comprise : ligne laissée de côté")
        return None
    return _dated(row, zone, notes)


def _dated(row: Row, zone: str, notes: Notes) -> OfficialHoliday | None:
    label, year = row.get("description").replace("'", "’"), _YEAR.fullmatch(row.get("annee_scolaire"))
    start, back = (paris_day(row.get(name) or row.get(_LABELS[name])) for name in ("start_date", "end_date"))
    if not label or start is None or back is None:
        notes.tell(row.place, "description ou date illisible : ligne laissée de côté")
        return None
    if year is None or not date(int(year[1]), 7, 1) <= start <= date(int(year[2]), 9, 30):
        notes.tell(
            row.place, f"année scolaire « {row.get('annee_scolaire')} » qui ne va pas avec {short_day(start)}"
        )
        return None
    if label.startswith(_BEGINNING) and back == start:
        name = label.removeprefix(_BEGINNING)
        return OfficialHoliday(zone, year[0], name, start, eve_of_september(start), has_known_end=False)
    if back <= start:
        notes.tell(row.place, f"« {label} » finit avant d’avoir commencé : ligne laissée de côté")
        return None
    return OfficialHoliday(zone, year[0], label, _first_free_day(label, start), back - timedelta(days=1))


def _first_free_day(label: str, start: date) -> date:
    """Bridges of 2019 and 2020 are dated from the eve of Ascension, « après la classe »: that day has class."""
    next_day = start + timedelta(days=1)
    is_eve = label.startswith("Pont") and public_holidays(start.year).get(next_day) == "Ascension"
    return next_day if is_eve else start


def _keep(
    found: dict[tuple[str, str, str], OfficialHoliday], holiday: OfficialHoliday, row: Row, notes: Notes
) -> None:
    known = found.setdefault(holiday.key, holiday)
    if known == holiday or (known.has_known_end and not holiday.has_known_end):
        return
    if holiday.has_known_end and not known.has_known_end:
        found[holiday.key] = holiday
        return
    notes.tell(
        row.place,
        f"« {holiday.label} » {holiday.year_label} a d’autres dates plus haut ({short_day(known.starts_on)} – "
        f"{short_day(known.ends_on)}) : les premières sont gardées",
    )
