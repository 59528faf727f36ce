"""French words for dates, hours, names and numbers, as screens print them.

Typography: U+202F (narrow no-break space) before `: ; ? !` and inside hours and numbers.
"""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time, timedelta

from preau.kernel import clock

THIN = "\u202f"
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "’": "'"})


def hour(moment: datetime | time) -> str:
    """`8 h 05`, `17 h`: an instant (shown in Paris) or a wall-clock time."""
    wall = clock.local(moment).time() if isinstance(moment, datetime) else moment
    minutes = f"{THIN}{wall.minute:02d}" if wall.minute else ""
    return f"{wall.hour}{THIN}h{minutes}"


def hours(start: datetime, end: datetime) -> str:
    """`8 h 05 – 9 h`."""
    return f"{hour(start)} – {hour(end)}"


def _day_of(moment: date | datetime) -> date:
    return clock.school_day(moment) if isinstance(moment, datetime) else moment


def day(moment: date | datetime) -> str:
    """`mardi 24 novembre`, `jeudi 1er octobre`."""
    on = _day_of(moment)
    number = "1er" if on.day == 1 else str(on.day)
    return f"{WEEKDAYS[on.weekday()]} {number} {MONTHS[on.month - 1]}"


def full_day(moment: date | datetime) -> str:
    """`mardi 24 novembre 2026`."""
    return f"{day(moment)} {_day_of(moment).year}"


def short_day(moment: date | datetime) -> str:
    """`24/11/2026`."""
    return _day_of(moment).strftime("%d/%m/%Y")


def relative_day(moment: date | datetime, today: date) -> str:
    """`aujourd’hui`, `hier`, `demain`, else the day in full words."""
    on = _day_of(moment)
    near = {0: "aujourd’hui", 1: "demain", -1: "hier"}
    return near.get((on - today) // timedelta(days=1)) or day(on)


def folded(text: str) -> str:
    """The form used to search and to sort: no accent, no ligature, lower case, single blanks."""
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in kept.casefold()).split())


def number(value: int) -> str:
    """`1 234`, with narrow no-break spaces."""
    return f"{value:,}".replace(",", THIN)
