"""Words for dates, hours and numbers, as screens print them in the language spoken; the form that one searches by.

Typography: U+202F (narrow no-break space) before `: ; ? !` and inside hours and numbers, in French.
"""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time, timedelta

from preau.kernel import clock
from preau.kernel.tongues import FRENCH, THIN, TONGUES, Tongue, language_spoken

#: The French ones: what files from outside are read by. Screens ask `weekday` and `month`.
WEEKDAYS, MONTHS = FRENCH.weekdays, FRENCH.months
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "’": "'"})


def tongue() -> Tongue:
    """How the language spoken writes days, hours and numbers."""
    return TONGUES.get(language_spoken(), FRENCH)


def hour(moment: datetime | time) -> str:
    """`8 h 05`, `17 h` (English: `8:05`): an instant (shown in Paris) or a wall-clock time."""
    return tongue().hour(clock.local(moment).time() if isinstance(moment, datetime) else moment)


def hours(start: datetime, end: datetime) -> str:
    """`8 h 05 – 9 h`."""
    return f"{hour(start)} – {hour(end)}"


def _day_of(moment: date | datetime) -> date:
    return clock.school_day(moment) if isinstance(moment, datetime) else moment


def day(moment: date | datetime) -> str:
    """`mardi 24 novembre`, `jeudi 1er octobre`."""
    on, said = _day_of(moment), tongue()
    return said.day(said.weekdays[on.weekday()], on.day, said.months[on.month - 1])


def full_day(moment: date | datetime) -> str:
    """`mardi 24 novembre 2026`."""
    return f"{day(moment)} {_day_of(moment).year}"


def short_day(moment: date | datetime) -> str:
    """`24/11/2026`, in every language."""
    return _day_of(moment).strftime("%d/%m/%Y")


def weekday(on: date) -> str:
    """`mardi`."""
    return tongue().weekdays[on.weekday()]


def short_weekday(on: date) -> str:
    """`mar.`: at the head of a column."""
    return tongue().short_weekday(on)


def month(on: date) -> str:
    """`novembre 2026`."""
    return f"{tongue().months[on.month - 1]} {on.year}"


def relative_day(moment: date | datetime, today: date) -> str:
    """`aujourd’hui`, `hier`, `demain`, else the day in full words."""
    on, (yesterday, same, tomorrow) = _day_of(moment), tongue().near
    near = {0: same, 1: tomorrow, -1: yesterday}
    return near.get((on - today) // timedelta(days=1)) or day(on)


def folded(text: str) -> str:
    """The form used to search and to sort: no accent, no ligature, lower case, single blanks."""
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in kept.casefold()).split())


def number(value: int) -> str:
    """`1 234`, with narrow no-break spaces."""
    return f"{value:,}".replace(",", tongue().thousands)


__all__ = [
    "MONTHS", "THIN", "WEEKDAYS", "day", "folded", "full_day", "hour", "hours", "month", "number", "relative_day",
    "short_day", "short_weekday", "tongue", "weekday",
]  # fmt: skip
