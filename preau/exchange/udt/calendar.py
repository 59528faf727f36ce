"""The year, its closed days and its weeks: UDCal_24, UDCal_00 and semaines.xml."""

from __future__ import annotations

from datetime import date

from preau.exchange.udt.records import Calendar
from preau.exchange.weekly.moments import date_of
from preau.exchange.weekly.records import YearSpan
from preau.exchange.weekly.tree import REDO, Node
from preau.exchange.weekly.weeks import monday_of, span_of
from preau.kernel.refusals import NotPossible

#: A closed day at most each day of the year.
MOST_CLOSURES = 400


def read_calendar(calendar: Node, parameters: Node | None, weeks: Node | None, file: str) -> Calendar:
    """`file` names UDCal_24. Raises `NotPossible` when the days of pupils, or a closed period, cannot be read."""
    starts_on, ends_on = (_day(calendar, tag) for tag in ("debut_eleve", "fin_eleve"))
    year = span_of(starts_on, ends_on) if starts_on and ends_on else None
    if year is None:
        raise NotPossible(
            f"Le fichier « {file} », ligne {calendar.line} : le début ou la fin de l’année des élèves est "
            f"illisible (debut_eleve, fin_eleve, attendus : 01/09/2026). {REDO}"
        )
    closures = list(calendar.every("fermeture"))
    if len(closures) > MOST_CLOSURES:
        raise NotPossible(
            f"Le fichier « {file} » contient plus de {MOST_CLOSURES} fermetures, ce n’est pas plausible."
        )
    slot_minutes, first_week = _parameters(parameters)
    return Calendar(
        year=year,
        first_monday=_first_monday(first_week, year),
        closures=tuple(_closure(node, file) for node in closures),
        published=_published(weeks),
        slot_minutes=slot_minutes,
    )


def _day(root: Node, tag: str) -> date | None:
    return next((day for node in root.every(tag) if (day := date_of(node.text))), None)


def _closure(node: Node, file: str) -> tuple[date, date]:
    """A closed period that cannot be read is no detail: lessons would be laid in it."""
    first, last = date_of(node.get("debut")), date_of(node.get("fin"))
    if first is None or last is None or last < first:
        raise NotPossible(
            f"Le fichier « {file} », ligne {node.line} : une fermeture a des dates illisibles (attendu : "
            f"17/10/2026). {REDO}"
        )
    return first, last


def _parameters(root: Node | None) -> tuple[int, int]:
    """Half the minutes of a sequence, and the ISO number of the first week; 0 for what is not told."""
    node = next(root.every("init"), None) if root else None
    if node is None:
        return 0, 0
    return _number(node.get("duree_seq")) // 2, _number(node.get("premiere_semaine_ISO"))


def _first_monday(week: int, year: YearSpan) -> date:
    """The Monday of the ISO week that is nearest to the beginning of the year."""
    mondays = []
    for calendar_year in range(year.starts_on.year - 1, year.starts_on.year + 2):
        try:
            mondays.append(date.fromisocalendar(calendar_year, week, 1))
        except ValueError:
            continue
    return min(mondays, key=lambda monday: abs(monday - year.starts_on), default=monday_of(year.starts_on))


def _published(root: Node | None) -> frozenset[int] | None:
    numbers = {_number(node.get("num")) for node in root.every("semaine")} if root else set()
    return frozenset(numbers - {0}) or None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else 0
