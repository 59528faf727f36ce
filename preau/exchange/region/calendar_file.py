"""The holidays of the imaginary year, in the form of the ministry's open data (formats §8)."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

from preau.exchange.region.calendar import HOLIDAYS, LAST_DAY, YEAR_LABEL
from preau.kernel import clock

_COLUMNS = "Description;Population;Date de début;Date de fin;Académies;Zones;annee_scolaire"
_NAMES = ("Vacances de la Toussaint", "Vacances de Noël", "Vacances d'Hiver", "Vacances de Printemps")
_ACADEMIES = ("Montpellier", "Toulouse")
_AFTER_CLASS = LAST_DAY + timedelta(days=1)


def write_calendar(path: Path) -> None:
    """One row per holiday and académie: the first free day, and the day classes resume."""
    # The summer row of an open year holds the same day twice: when classes resume is not published yet.
    rows = [*zip(_NAMES, HOLIDAYS, strict=True), ("Début des Vacances d'Été", (_AFTER_CLASS, _AFTER_CLASS))]
    lines = [
        f"{name};-;{_midnight(starts)};{_midnight(resumes)};{academie};Zone C;{YEAR_LABEL}"
        for name, (starts, resumes) in rows
        for academie in _ACADEMIES
    ]
    path.write_text("\n".join([_COLUMNS, *lines, ""]), encoding="utf-8-sig")


def _midnight(day: date) -> str:
    return clock.local(clock.instant(day, time(0))).isoformat()
