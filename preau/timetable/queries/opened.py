"""The lessons of a year that has not begun, hidden until the day when the school shows it (capability C20).

The one place of the timetable that decides it: every statement that reads lessons for somebody carries `SHOWN`.
The days are those of « Rentrée »: what the school chose, else the rule of `directory/new_year/days.py`.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from django.db import connection

from preau.directory.calendar_lines import YearLine
from preau.directory.new_year.days import opening
from preau.kernel import clock
from preau.kernel.actor import Actor, Profile
from preau.timetable.policies import prepares_the_year

#: What `opened_to` is for a reader from whom nothing is hidden: every opening lies long before.
_AT_ONCE = 100_000

# A year to come that this reader does not see yet hides what is held from its first day on.
_HIDDEN_YEAR = """
SELECT FROM school_year y
  LEFT JOIN year_opening o ON o.year_id = y.id AND o.school_id = {school} AND o.profile = %(reader)s
 WHERE y.starts_on > %(now_on)s AND y.starts_on <= {day}
   AND coalesce(o.opens_on, y.starts_on - %(opens_before)s::int) > %(now_on)s
"""


@cache
def shown(of: str) -> str:
    """An SQL condition: the row of this alias, which has a school and a day held, is shown to the reader whose
    `opened_to` goes along.
    """
    return f"NOT EXISTS ({_HIDDEN_YEAR.format(school=f'{of}.school_id', day=f'{of}.held_on')})"


def opened_to(actor: Actor) -> dict[str, Any]:
    """What the condition asks of this reader. Whoever prepares the year sees it at once."""
    return opened_to_profile(None if prepares_the_year(actor) else actor.profile)


def opened_to_profile(profile: Profile | None) -> dict[str, Any]:
    """The same for anybody of this profile; None: for whoever prepares the year."""
    before = _rule(profile) if profile else _AT_ONCE
    return {"reader": profile.value if profile else "", "now_on": clock.today(), "opens_before": before}


def is_opened(profile: Profile, school_id: int, on: date) -> bool:
    """True when what the school holds on that day is no secret to this profile."""
    asked = opened_to_profile(profile) | {"school": school_id, "on": on}
    hidden = _HIDDEN_YEAR.format(school="%(school)s", day="%(on)s::date")
    with connection.cursor() as cursor:
        return cursor.execute(hidden, asked).fetchone() is None


@cache
def _rule(profile: Profile) -> int:
    """How many days before the first one, when the school chose nothing."""
    first = date(2000, 9, 1)
    return (first - opening(profile, YearLine(0, "", first, first), {})).days
