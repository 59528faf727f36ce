"""The plans of the open-data imports, as the terminal shows them."""

from __future__ import annotations

from collections.abc import Iterator

from preau.exchange.opendata.apply_schools import Wanted
from preau.exchange.opendata.plan_calendar import CalendarPlan
from preau.exchange.opendata.plan_schools import SchoolChange, SchoolsPlan
from preau.exchange.opendata.records import Notes, OfficialHoliday
from preau.kernel.words import THIN, number, short_day

#: Beyond, only their number is said: a wrong file must not fill the terminal.
_MOST_ANOMALIES = 50
_FIELDS = {
    "kind": "nature", "sector": "secteur", "street": "adresse", "postal_code": "code postal", "town": "commune",
    "phone": "téléphone", "email": "courriel", "web": "site", "siret": "SIRET", "academie": "académie",
    "departement": "département", "collectivity": "collectivité", "latitude": "latitude", "longitude": "longitude",
    "is_open": "ouvert",
}  # fmt: skip
_YES_NO = {True: "oui", False: "non", None: "rien", "": "rien"}


def calendar_lines(plan: CalendarPlan) -> Iterator[str]:
    """What the calendar brings, holiday by holiday."""
    yield (
        f"Vacances{THIN}: {len(plan.new)} nouvelle(s), {len(plan.changed)} changée(s), {len(plan.removed)} "
        f"retirée(s), {plan.unchanged} inchangée(s)"
    )
    for holiday in plan.new:
        yield f"  + {_named(holiday)}, {_days(holiday)}"
    for before, after in plan.changed:
        yield f"  ~ {_named(after)}, {_days(after)} (avant{THIN}: {_days(before)})"
    for holiday in plan.removed:
        yield f"  - {_named(holiday)}, {_days(holiday)}"
    for year in plan.years:
        yield f"  + année scolaire {year.label}, du {short_day(year.starts_on)} au {short_day(year.ends_on)}"


def schools_lines(plan: SchoolsPlan, wanted: Wanted) -> Iterator[str]:
    """What the directory brings, school by school and field by field."""
    yield (
        f"Établissements de Préau{THIN}: {len(plan.changed)} changé(s), {plan.unchanged} inchangé(s), "
        f"{len(plan.absent)} absent(s) des fichiers"
    )
    for change in plan.changed:
        yield f"  {change.name} ({change.uai})"
        yield from _change_lines(change)
    if plan.absent:
        yield f"  absents des fichiers{THIN}: {', '.join(plan.absent)}"
    if wanted.create:
        yield f"Établissements à créer{THIN}: {number(len(plan.new))}"
        for school in plan.new:
            yield f"  + {school.name} ({school.uai}), {school.town}"
    yield f"Établissements des fichiers que Préau ne connaît pas{THIN}: {number(plan.unknown)}"
    if wanted.project:
        yield f"Entrent dans le projet « {wanted.project} »{THIN}: {len(plan.joining) + len(plan.new)}"
    for change in plan.closing:
        yield f"ATTENTION{THIN}: {change.name} ({change.uai}) serait fermé dans Préau."


def note_lines(notes: Notes) -> Iterator[str]:
    """What was set aside, and what is odd."""
    for reason, times in sorted(notes.aside.items()):
        yield f"Lignes laissées de côté, {reason}{THIN}: {number(times)}"
    yield f"Anomalies{THIN}: {number(len(notes.anomalies))}"
    for anomaly in notes.anomalies[:_MOST_ANOMALIES]:
        yield f"  {anomaly.place.file}, ligne {anomaly.place.line}{THIN}: {anomaly.reason}"
    if len(notes.anomalies) > _MOST_ANOMALIES:
        yield f"  … et {number(len(notes.anomalies) - _MOST_ANOMALIES)} autres"


def _change_lines(change: SchoolChange) -> Iterator[str]:
    for name, (before, after) in change.changes.items():
        yield f"    {_FIELDS[name]}{THIN}: {_YES_NO.get(before, before)} → {_YES_NO.get(after, after)}"


def _named(holiday: OfficialHoliday) -> str:
    return f"zone {holiday.zone}, {holiday.year_label}, {holiday.label}"


def _days(holiday: OfficialHoliday) -> str:
    if not holiday.has_known_end:
        return f"à partir du {short_day(holiday.starts_on)}"
    return f"du {short_day(holiday.starts_on)} au {short_day(holiday.ends_on)}"
