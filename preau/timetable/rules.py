"""The numbers of the timetable, each with its reason."""

from __future__ import annotations

from datetime import date, timedelta

#: Lessons are laid this far ahead. Seven weeks of class follow one another, and two of holidays: a family always
#: sees the weeks up to the holidays, and mostly past them. Further, a timetable still changes too often.
LAID_AHEAD = timedelta(weeks=8)

#: A teacher reads the timetable of a class for so long after her last lesson there: a substitute still owes
#: marks and remarks to the pupils she has just left.
TAUGHT_WITHIN = timedelta(weeks=4)

#: The hours a week's grid always shows, on the wall; a lesson outside them makes it grow, up to `LATEST_HOUR`.
GRID_HOURS = (8, 17)
LATEST_HOUR = 24

#: A free stretch that several people share is worth saying from this length on: that of a short lesson.
WORTH_A_MEETING = timedelta(minutes=30)
#: How many people may be looked at side by side: more would not be read, even on a wide screen.
MOST_TOGETHER = 6
#: How many pupils a search by name shows: beyond, one types one more letter.
MOST_FOUND = 12

#: Between two slots a longer stretch is a lunch, where a club or a study hall may be; a shorter one is a break,
#: and no lesson begins in it (capability C46).
LONGEST_BREAK = timedelta(minutes=30)
#: What a break is called, folded: a slot of that name would be the mother of phantom rolls.
BREAK_NAMES = frozenset({"recre", "recreation", "pause", "interclasse", "intercours"})

#: How many slots of the week one form may take: those of the longest subject of a collège.
SLOTS_CHOSEN = 6

#: What the keys of courses made in Préau begin with, before the bar: the word of no software, so that no import
#: takes them for its own.
BY_HAND = "main"

#: In minutes: a lesson holds in a day, and an outing of a whole day is one.
LONGEST_LESSON = 600

#: An outside calendar is given the lessons since so long: what was held of late, no archive.
AGENDA_BEFORE = timedelta(weeks=4)

#: A change is told to those concerned when the lesson is so near (rule B9); later ones are read on the page.
TOLD_WITHIN = timedelta(days=7)

#: After her last lesson a substitute still writes marks and remarks for so long, unless the school says otherwise.
ENTRY_AFTER = timedelta(weeks=2)


def laid_until(day: date) -> date:
    """The last day to lay, seen from `day`."""
    return day + LAID_AHEAD
