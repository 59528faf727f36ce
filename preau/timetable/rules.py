"""The numbers of the timetable, each with its reason."""

from __future__ import annotations

from datetime import date, timedelta

#: Lessons are laid this far ahead. Seven weeks of class follow one another, and two of holidays: a family always
#: sees the weeks up to the holidays, and mostly past them. Further, a timetable still changes too often.
LAID_AHEAD = timedelta(weeks=8)

#: A teacher reads the timetable of a class for so long after her last lesson there: a substitute still owes
#: marks and remarks to the pupils she has just left.
TAUGHT_WITHIN = timedelta(weeks=4)


def laid_until(day: date) -> date:
    """The last day to lay, seen from `day`."""
    return day + LAID_AHEAD
